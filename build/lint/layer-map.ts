import path from 'node:path';

/** Where a file lives: `shared/sla`, `renderer/features/incidents`, `electron/preload`, `build/lint`. */
export interface Layer {
  readonly area: 'shared' | 'renderer' | 'electron' | 'sync-server' | 'build';
  /** First folder inside the area; empty for files directly in it. */
  readonly room: string;
  /** The feature's name inside `renderer/features`, else empty. */
  readonly feature: string;
  readonly isTest: boolean;
  /** Path relative to the repository, with `/`. */
  readonly file: string;
}

const AREAS = ['shared', 'renderer', 'electron', 'sync-server', 'build'] as const;

/** What each room of the renderer may import besides itself and `shared`. */
const RENDERER_ROOMS: Readonly<Record<string, readonly string[]>> = {
  features: ['replica', 'blobs', 'search', 'workers', 'state', 'ui', 'words'],
  /** How records and clocks read; what two features say alike. */
  words: ['replica', 'ui'],
  sync: ['replica', 'blobs'],
  search: ['replica'],
  workers: ['replica'],
  replica: [],
  blobs: [],
  state: [],
  ui: [],
};

/** What each room of `shared` may import besides itself and `model`. */
const SHARED_ROOMS: Readonly<Record<string, readonly string[]>> = {
  model: [],
  change: ['graph'],
  import: ['workflow', 'sla'],
};

/** @param file path relative to the repository. Null for files outside the five areas. */
export function layerOf(file: string): Layer | null {
  const normalized = file.split(path.sep).join('/');
  const [first = '', ...rest] = normalized.split('/');
  const area = AREAS.find((name) => name === first);
  if (area === undefined) return null;
  const room = rest.length > 1 ? (rest[0] ?? '') : '';
  const feature = area === 'renderer' && room === 'features' ? (rest[1] ?? '') : '';
  return { area, room, feature, isTest: /\.test\.tsx?$/.test(normalized), file: normalized };
}

/**
 * Whether a file may import another.
 *
 * @returns null where it may, else a sentence that names what to do instead.
 */
export function refuseImport(from: Layer, to: Layer): string | null {
  if (from.area === 'build') return null;
  if (from.area === 'shared') return refuseInShared(from, to);
  if (from.isTest) return refuseBetweenFeatures(from, to);
  if (to.area === 'shared') return refuseTestkit(from, to);
  if (to.area !== from.area) {
    return `${from.area} imports only shared, not ${to.area}. Put what both need into shared, or speak over IPC or HTTP.`;
  }
  return from.area === 'renderer' ? refuseInRenderer(from, to) : null;
}

function refuseInShared(from: Layer, to: Layer): string | null {
  if (to.area !== 'shared') {
    return `shared imports nothing of ours outside shared. Take what you need from ${to.area} as an argument.`;
  }
  if (from.room === to.room || to.room === 'model' || from.room === 'testkit') return null;
  if (to.room === 'testkit') return from.isTest ? null : refuseTestkit(from, to);
  if (from.isTest || SHARED_ROOMS[from.room]?.includes(to.room)) return null;
  return from.room === 'model'
    ? `shared/model is the bottom and imports no other room. Move the type into shared/model, or the code into shared/${to.room}.`
    : `shared/${from.room} may not import shared/${to.room}: domain rooms import shared/model only. Move what both need to shared/model, or take it as an argument.`;
}

function refuseTestkit(from: Layer, to: Layer): string | null {
  if (to.room !== 'testkit' || from.file.startsWith('sync-server/seed')) return null;
  return 'shared/testkit is for tests and the seed. Move what the product needs into a domain room of shared.';
}

function refuseInRenderer(from: Layer, to: Layer): string | null {
  if (from.room === 'app' || from.room === '') return null;
  if (from.room === 'features') return refuseInFeature(from, to);
  if (from.room === to.room) return null;
  const allowed = RENDERER_ROOMS[from.room] ?? [];
  if (allowed.includes(to.room)) return null;
  const rooms = allowed.length === 0 ? 'shared only' : `shared and ${allowed.join(', ')} only`;
  return `renderer/${from.room} imports ${rooms}, not renderer/${to.room || 'its entry'}. Pass it in from renderer/app, where the rooms are put together.`;
}

function refuseInFeature(from: Layer, to: Layer): string | null {
  if (to.room === 'features') return refuseBetweenFeatures(from, to);
  if (RENDERER_ROOMS['features']?.includes(to.room)) return null;
  if (to.room === 'sync') {
    return /^renderer\/sync\/(?:status|sync-status)/.test(to.file)
      ? null
      : 'A feature reads the status of sync (renderer/sync/status) and nothing else of it. Write through a command in renderer/replica.';
  }
  return `A feature imports renderer/replica, search, workers, state, ui and words, not renderer/${to.room || 'its entry'}. Pass it in from renderer/app.`;
}

function refuseBetweenFeatures(from: Layer, to: Layer): string | null {
  if (from.feature === '' || to.feature === '' || from.feature === to.feature) return null;
  return `Features never import features (${from.feature} → ${to.feature}). Move what both need to renderer/replica (data), renderer/state (selection), renderer/words (wording) or renderer/ui (looks).`;
}
