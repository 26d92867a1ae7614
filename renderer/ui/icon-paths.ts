/** How an icon is drawn on its 16-unit grid: stroked paths, optionally one dashed and one filled. */
export interface IconShape {
  readonly d: string;
  readonly dashed?: string;
  readonly fill?: string;
  readonly strokeWidth?: number;
}

/** A circle as a path, so that every icon is path data alone. */
function ring(cx: number, cy: number, r: number): string {
  return `M${cx - r} ${cy}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
}

const CIRCLE = ring(8, 8, 5.8);

const SHAPES = {
  'arrow-left': { d: 'M13 8H3M7 4 3 8l4 4' },
  'arrow-right': { d: 'M3 8h10M9 4l4 4-4 4' },
  asset: { d: 'M8 1.8 14 5v6l-6 3.2L2 11V5zM2 5l6 3.2L14 5M8 8.2v6' },
  audit: { d: 'M2 5.5V2.5h3M11 2.5h3v3M14 10.5v3h-3M5 13.5H2v-3M5 5v6M8 5v6M11 5v6' },
  bell: { d: 'M3.5 11.5h9l-1-1.8V7a3.5 3.5 0 0 0-7 0v2.7zM6.6 13.8a1.5 1.5 0 0 0 2.8 0' },
  board: { d: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10' },
  bolt: { d: 'M9 1.8 3.5 9H8l-1 5.2L12.5 7H8z' },
  book: {
    d: 'M8 4c-1.4-1-3.2-1.3-5.5-1.3v9.6c2.3 0 4.1.3 5.5 1.3 1.4-1 3.2-1.3 5.5-1.3V2.7C11.2 2.7 9.4 3 8 4zM8 4v9.5',
  },
  box: { d: 'M2.5 5h11v8.5h-11zM2.5 5l1.5-2.5h8L13.5 5M6.5 8h3' },
  building: { d: 'M3 14V2.5h7V14M10 6.5h3V14M1.5 14h13M5.5 5.5h2M5.5 8.5h2M5.5 11.5h2' },
  calendar: { d: 'M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 2v3M10.5 2v3' },
  camera: { d: `M2 5h3l1-2h4l1 2h3v8H2z${ring(8, 8.8, 2.3)}` },
  cart: { d: `M1.8 2.5h1.8l1.6 7.5h6.6l1.6-5.5H4M5.6 13h.01M11.2 13h.01` },
  catalog: { d: 'M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z' },
  change: { d: 'M2.5 5.5h9M9 3l2.5 2.5L9 8M13.5 10.5h-9M7 8l-2.5 2.5L7 13' },
  chart: { d: 'M2.5 2.5v11h11M5.5 11V8M8.5 11V5M11.5 11V7' },
  chat: { d: 'M2 3h12v8H7.5L4.5 13.5V11H2z' },
  check: { d: 'm3 8.5 3.3 3.3L13 5' },
  'chevron-down': { d: 'm4 6 4 4 4-4' },
  'chevron-left': { d: 'm10 4-4 4 4 4' },
  'chevron-right': { d: 'm6 4 4 4-4 4' },
  'chevron-up': { d: 'm4 10 4-4 4 4' },
  clip: {
    d: 'm13 7.5-5.2 5.2a3 3 0 0 1-4.3-4.3l5.6-5.6a2 2 0 0 1 2.9 2.9L6.5 11.2a1 1 0 0 1-1.4-1.4L10 5',
  },
  close: { d: 'm4 4 8 8M12 4l-8 8' },
  cmdb: {
    d: `${ring(8, 3.5, 1.8)}${ring(3.5, 12, 1.8)}${ring(12.5, 12, 1.8)}M7.2 5.2 4.3 10.3M8.8 5.2l2.9 5.1M5.3 12h5.4`,
  },
  contrast: { d: CIRCLE, fill: 'M8 2.2a5.8 5.8 0 0 1 0 11.6z' },
  copy: { d: 'M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3' },
  database: { d: 'M3 4c0-2 10-2 10 0v8c0 2-10 2-10 0zM3 4c0 2 10 2 10 0M3 8c0 2 10 2 10 0' },
  desk: { d: 'M2 10.5h3.2l1 2h3.6l1-2H14M2 10.5 4 3.5h8l2 7v3H2z' },
  dots: { d: 'M3.5 8h.01M8 8h.01M12.5 8h.01', strokeWidth: 2.2 },
  download: { d: 'M8 2.5V10M4.5 6.8 8 10.3l3.5-3.5M2.5 13.5h11' },
  external: { d: 'M9.5 2.5h4v4M13.5 2.5 7.5 8.5M12 9.5v4H2.5V4h4' },
  eye: { d: `M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8z${ring(8, 8, 2)}` },
  file: { d: 'M3.5 1.8h6l3 3v9.4h-9zM9.5 1.8v3h3' },
  filter: { d: 'M2 3.5h12l-4.5 5v4.5l-3-1.5V8.5z' },
  flag: { d: 'M3.5 14.2V2.2M3.5 3h9l-2 3 2 3h-9' },
  graph: {
    d: `${ring(3.5, 8, 1.7)}${ring(12.5, 3.8, 1.7)}${ring(12.5, 12.2, 1.7)}M5.1 7.3l5.8-2.8M5.1 8.7l5.8 2.8`,
  },
  group: {
    d: `${ring(6, 5.2, 2.4)}M1.6 13.6a4.4 4.4 0 0 1 8.8 0M10.6 3a2.4 2.4 0 0 1 0 4.5M11.6 9.5a4.4 4.4 0 0 1 2.8 4.1`,
  },
  history: { d: 'M2.5 8a5.5 5.5 0 1 0 1.8-4.1L2.5 5.5M2.5 2.5v3h3M8 5v3.2l2 1.3' },
  image: { d: `M2 3h12v10H2zM2 11l3.5-3.5L8.5 10l2-2L14 11.5${ring(10.6, 5.8, 0.8)}` },
  incident: { d: 'M9 1.8 3.5 9H8l-1 5.2L12.5 7H8z' },
  info: { d: `${CIRCLE}M8 7.4v3.4M8 5.2v.01` },
  key: { d: `${ring(5, 11, 2.6)}M6.9 9.1 13.5 2.5M11 5l2 2M9 7l1.4 1.4` },
  keyboard: { d: 'M1.5 4h13v8.5h-13zM4 6.8h.01M6.7 6.8h.01M9.4 6.8h.01M12 6.8h.01M5 10h6' },
  laptop: { d: 'M3 3.5h10v7H3zM1.5 13h13l-1.5-2.5H3z' },
  link: {
    d: 'M6.5 9.5l3-3M7.5 4.8l1.6-1.6a2.6 2.6 0 0 1 3.7 3.7L11.2 8.5M8.5 11.2l-1.6 1.6a2.6 2.6 0 0 1-3.7-3.7L4.8 7.5',
  },
  list: { d: 'M5.5 4h8M5.5 8h8M5.5 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01' },
  lock: { d: 'M3.5 7.5h9v6h-9zM5.5 7.5v-2a2.5 2.5 0 0 1 5 0v2' },
  mail: { d: 'M2 3.5h12v9H2zM2 4.5l6 4.5 6-4.5' },
  mark: {
    d: 'M8 1.8v4M4.6 14.2 8 5.8l3.4 8.4M5.7 11.4h4.6M4.9 1.9a4.4 4.4 0 0 0 0 4.2M11.1 1.9a4.4 4.4 0 0 1 0 4.2',
  },
  maximize: { d: 'M4 4h8v8H4z' },
  merge: { d: 'M4 2.5v3c0 2.5 4 2.5 4 5v3M12 2.5v3c0 2.5-4 2.5-4 5M6 11.5l2 2 2-2' },
  minimize: { d: 'M3.5 8.5h9' },
  minus: { d: 'M3 8h10' },
  mobile: { d: 'M4.5 1.8h7v12.4h-7zM7.2 12h1.6' },
  monitor: { d: 'M2 3h12v8H2zM6 13.5h4M8 11v2.5' },
  moon: { d: 'M13 9.4A5.6 5.6 0 0 1 6.6 3a5.6 5.6 0 1 0 6.4 6.4z' },
  network: { d: 'M2 6h12v5H2zM4.5 8.5h.01M7 8.5h.01M8 6V3M8 13v-2' },
  offline: {
    d: 'M8 8v6M5.5 14h5M5.3 5.3a3.8 3.8 0 0 0 0 5M10.7 5.3a3.8 3.8 0 0 1 0 5',
    dashed: 'M3 3a7 7 0 0 0 0 9.5M13 3a7 7 0 0 1 0 9.5',
    fill: ring(8, 7.5, 0.8),
  },
  online: {
    d: 'M8 8v6M5.5 14h5M5.3 5.3a3.8 3.8 0 0 0 0 5M10.7 5.3a3.8 3.8 0 0 1 0 5M3 3a7 7 0 0 0 0 9.5M13 3a7 7 0 0 1 0 9.5',
    fill: ring(8, 7.5, 0.8),
  },
  out: { d: 'M8 13V3.5M4 7.5l4-4 4 4' },
  pause: { d: 'M5.5 3.5v9M10.5 3.5v9' },
  pen: { d: 'm3 13 .7-3L10.5 3.2l2.3 2.3L6 12.3z' },
  phone: {
    d: 'M3 2.5h2.5L7 6 5.3 7.2a8 8 0 0 0 3.5 3.5L10 9l3.5 1.5V13a1 1 0 0 1-1 1A10.5 10.5 0 0 1 2 3.5a1 1 0 0 1 1-1z',
  },
  pin: { d: `M8 14s4.5-4 4.5-7.5a4.5 4.5 0 0 0-9 0C3.5 10 8 14 8 14z${ring(8, 6.5, 1.5)}` },
  play: { d: 'M5 3.2v9.6L12.5 8z' },
  plus: { d: 'M8 3v10M3 8h10' },
  pop: { d: 'M9 2.5h4.5V7M13.5 2.5 8 8M6.5 3.5h-4v10h10v-4' },
  printer: { d: 'M4 6V2.5h8V6M4 11.5H2V6h12v5.5h-2M4 9.5h8v4H4z' },
  problem: { d: `${ring(7, 7, 4.5)}M10.4 10.4l3.6 3.6M7 5v2.4M7 9v.01` },
  pulse: { d: 'M1.8 8.5h3l2-5 3 9 2-4h2.4' },
  question: { d: `${CIRCLE}M6.4 6.4a1.7 1.7 0 1 1 2.5 1.5c-.6.4-.9.7-.9 1.3M8 11v.01` },
  rack: { d: 'M3 1.8h10v12.4H3zM3 5h10M3 8h10M3 11h10M5.5 3.4h.01M5.5 6.5h.01M5.5 9.5h.01' },
  redo: { d: 'M10 3l3.5 3.5L10 10M13.5 6.5h-7a4 4 0 0 0 0 7.5H9' },
  refused: { d: `${CIRCLE}M4 12 12 4` },
  request: { d: 'M3 2.5h10v11H3zM5.5 6h5M5.5 9h3' },
  search: { d: `${ring(7, 7, 4.5)}M10.4 10.4 13.8 13.8` },
  send: { d: 'M2.2 8 13.8 2.5 10 13.5 7.6 9z' },
  server: { d: 'M2.5 3h11v4h-11zM2.5 9h11v4h-11zM5 5h.01M5 11h.01' },
  service: { d: 'M8 2 14 5 8 8 2 5zM2 8l6 3 6-3M2 11l6 3 6-3' },
  settings: {
    d: `${ring(8, 8, 2.1)}M8 1.8v2.1M8 12.1v2.1M1.8 8h2.1M12.1 8h2.1M3.6 3.6l1.5 1.5M10.9 10.9l1.5 1.5M3.6 12.4l1.5-1.5M10.9 5.1l1.5-1.5`,
  },
  shield: {
    d: 'M8 1.8 13.5 4v4c0 3-2.2 5.2-5.5 6.2C4.7 13.2 2.5 11 2.5 8V4zM5.6 8l1.7 1.7L10.6 6.4',
  },
  side: { d: 'M2 3h12v10H2zM10 3v10' },
  'side-left': { d: 'M2 3h12v10H2zM6 3v10' },
  sla: { d: `${ring(8, 8.5, 5.5)}M8 5.5v3l2 1.5M6.5 1.5h3` },
  sort: { d: 'M4.5 3v10M2.2 10.5 4.5 13l2.3-2.5M11.5 13V3M9.2 5.5 11.5 3l2.3 2.5' },
  split: {
    d: 'M8 14v-4M8 10C8 7 4 7.5 4 4.5v-2M8 10c0-3 4-2.5 4-5.5v-2M2.2 4.2 4 2.4l1.8 1.8M10.2 4.2 12 2.4l1.8 1.8',
  },
  star: { d: 'm8 1.5 1.9 4.2 4.6.5-3.4 3.1.9 4.5L8 11.5l-4 2.3.9-4.5L1.5 6.2l4.6-.5z' },
  'star-filled': {
    d: '',
    fill: 'm8 1.5 1.9 4.2 4.6.5-3.4 3.1.9 4.5L8 11.5l-4 2.3.9-4.5L1.5 6.2l4.6-.5z',
  },
  stop: { d: 'M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5zM5 8h6' },
  sun: {
    d: `${ring(8, 8, 2.8)}M8 1.5v1.6M8 12.9v1.6M1.5 8h1.6M12.9 8h1.6M3.4 3.4l1.1 1.1M11.5 11.5l1.1 1.1M3.4 12.6l1.1-1.1M11.5 4.5l1.1-1.1`,
  },
  sync: {
    d: 'M13.5 6.2A5.8 5.8 0 0 0 3 5.1M2.5 2.5v3h3M2.5 9.8a5.8 5.8 0 0 0 10.5 1.1M13.5 13.5v-3h-3',
  },
  tag: { d: 'M2.5 2.5h5.3l6 6-5.3 5.3-6-6zM5.4 5.4h.01' },
  text: { d: 'M3 4h10M3 8h10M3 12h6' },
  'thumb-down': {
    d: 'M4.5 9V2.5h6.8c.9 0 1.6.6 1.8 1.4l.6 3.3c.2 1-.6 1.8-1.5 1.8H9.4v3a1.6 1.6 0 0 1-1.6 1.6L5.8 9H2.3V2.5h2.2',
  },
  'thumb-up': {
    d: 'M4.5 7v6.5h6.8c.9 0 1.6-.6 1.8-1.4l.6-3.3c.2-1-.6-1.8-1.5-1.8H9.4V4a1.6 1.6 0 0 0-1.6-1.6L5.8 7H2.3v6.5h2.2',
  },
  trash: { d: 'M2.5 4.5h11M6 4.5v-2h4v2M4 4.5l.7 9h6.6l.7-9M6.7 7v4M9.3 7v4' },
  undo: { d: 'M6 3 2.5 6.5 6 10M2.5 6.5h7a4 4 0 0 1 0 7.5H7' },
  upload: { d: 'M8 10.3V2.8M4.5 6 8 2.5 11.5 6M2.5 13.5h11' },
  user: { d: `${ring(8, 5, 2.7)}M2.8 14a5.2 5.2 0 0 1 10.4 0` },
  walk: { d: `${ring(8.6, 2.9, 1.2)}M8.4 5.4 6 7v2M8.4 5.4v4L11 14M8.4 9.4 5.6 14M8.4 6l2 2h1.8` },
  warning: { d: 'M8 2.2 14.2 13H1.8zM8 6.4v3M8 11.2v.01' },
  web: {
    d: `${CIRCLE}M2.2 8h11.6M8 2.2c2 1.8 2.6 3.6 2.6 5.8S10 12 8 13.8C6 12 5.4 10.2 5.4 8S6 4 8 2.2z`,
  },
} as const satisfies Record<string, IconShape>;

/** Every icon of the console. */
export type IconName = keyof typeof SHAPES;

export const ICON_SHAPES: Readonly<Record<IconName, IconShape>> = SHAPES;
