import type { ItemStatus, RelationKind } from '../../model/item.ts';
import type { DemoAuthor } from './author.ts';
import type { DemoSite } from './organisation.ts';

/** An item before it becomes a document. */
export interface PlannedItem {
  readonly key: string;
  readonly name: string;
  readonly className: string;
  readonly site: string;
  /** Code of the room or rack it stands in. */
  readonly place: string;
  readonly status: ItemStatus;
  readonly criticality: 'low' | 'medium' | 'high';
  readonly manufacturer?: string;
  readonly model?: string;
  readonly team: 'endpoint' | 'network' | 'server' | 'apps';
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

export interface PlannedRelation {
  readonly from: string;
  readonly type: RelationKind;
  readonly to: string;
}

export interface Estate {
  readonly items: readonly PlannedItem[];
  readonly relations: readonly PlannedRelation[];
}

/** Items a site of size 1 has; Leipzig is 2.4 of them, the Hamburg office none of the hall things. */
const SIZES: Readonly<Record<string, number>> = {
  leipzig: 2.4,
  graz: 1,
  rostock: 1,
  hamburg: 0.8,
  gdansk: 0.9,
};

const MODELS = {
  laptop: [
    ['Lenovo', 'ThinkPad T14 Gen 5'],
    ['Dell', 'Latitude 5450'],
    ['HP', 'EliteBook 640 G11'],
  ],
  monitor: [
    ['Dell', 'P2423D'],
    ['EIZO', 'FlexScan EV2480'],
  ],
  phone: [
    ['Yealink', 'T54W'],
    ['Poly', 'VVX 450'],
  ],
  handheld: [
    ['Zebra', 'TC58'],
    ['Honeywell', 'CT47'],
  ],
  'label-printer': [
    ['Zebra', 'ZT411'],
    ['Zebra', 'ZD421'],
    ['TSC', 'MB240T'],
  ],
  'access-point': [
    ['Aruba', 'AP-635'],
    ['Aruba', 'AP-577EX'],
  ],
  switch: [
    ['Aruba', 'CX 6200F 48G'],
    ['Cisco', 'Catalyst 9200L-48P'],
  ],
  server: [
    ['Dell', 'PowerEdge R660'],
    ['HPE', 'ProLiant DL360 Gen11'],
  ],
  ups: [
    ['APC', 'Smart-UPS SRT 3000'],
    ['Eaton', '9PX 3000i'],
  ],
  sensor: [
    ['Testo', '164 H1'],
    ['Wiliot', 'Pixel G3'],
  ],
} as const;

class EstatePlan {
  readonly items: PlannedItem[] = [];
  readonly relations: PlannedRelation[] = [];
  private readonly author: DemoAuthor;

  constructor(author: DemoAuthor) {
    this.author = author;
  }

  add(
    item: Omit<PlannedItem, 'manufacturer' | 'model' | 'status'> & { status?: ItemStatus },
  ): PlannedItem {
    const models = (MODELS as Readonly<Record<string, readonly (readonly [string, string])[]>>)[
      item.className
    ];
    const [manufacturer, model] = models ? this.author.pick(models) : [undefined, undefined];
    const planned: PlannedItem = {
      status: this.author.chance(0.03) ? 'degraded' : 'operational',
      ...item,
      ...(manufacturer && model ? { manufacturer, model } : {}),
    };
    this.items.push(planned);
    return planned;
  }

  link(from: PlannedItem, type: RelationKind, to: PlannedItem): void {
    this.relations.push({ from: from.key, type, to: to.key });
  }
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

interface SiteNetwork {
  readonly core: PlannedItem;
  readonly access: readonly PlannedItem[];
  readonly hosts: readonly PlannedItem[];
}

/** Racks, batteries, core and access switches, hosts: what the rest of a site stands on. */
function planRoom(plan: EstatePlan, author: DemoAuthor, site: DemoSite, net: number): SiteNetwork {
  const code = site.code.toLowerCase();
  const room = site.rooms[0]!;
  const racks = Array.from({ length: room.racks ?? 1 }, (_, i) => `${room.code}-R${two(i + 1)}`);
  const batteries = racks.slice(0, 4).map((place, i) =>
    plan.add({
      key: `${code}-ups-${i}`,
      name: `UPS-${site.code}-${two(i + 1)}`,
      className: 'ups',
      site: site.key,
      place,
      criticality: 'high',
      team: 'server',
      attributes: {
        runtime: author.between(8, 26),
        batteryChangedOn: `202${author.between(2, 6)}-0${author.between(1, 9)}-15`,
      },
    }),
  );
  const core = plan.add({
    key: `${code}-core`,
    name: `sw-${code}-core`,
    className: 'switch',
    site: site.key,
    place: racks[0]!,
    criticality: 'high',
    team: 'network',
    attributes: { address: `10.${net}.0.1`, ports: 48, poeWatts: 0 },
  });
  plan.link(core, 'powered-by', batteries[0]!);
  const access = Array.from({ length: Math.max(2, Math.round(5 * SIZES[site.key]!)) }, (_, i) => {
    const sw = plan.add({
      key: `${code}-sw-${i}`,
      name: `sw-${code}-${two(i + 1)}`,
      className: 'switch',
      site: site.key,
      place: author.pick(site.rooms).code,
      criticality: 'medium',
      team: 'network',
      attributes: { address: `10.${net}.0.${10 + i}`, ports: 48, poeWatts: 740 },
    });
    plan.link(sw, 'depends-on', core);
    return sw;
  });
  const hosts = Array.from({ length: Math.max(1, Math.round(2.5 * SIZES[site.key]!)) }, (_, i) => {
    const host = plan.add({
      key: `${code}-esx-${i}`,
      name: `esx-${code}-${two(i + 1)}`,
      className: 'server',
      site: site.key,
      place: racks[i % racks.length]!,
      criticality: 'high',
      team: 'server',
      attributes: {
        operatingSystem: 'VMware ESXi 8.0',
        address: `10.${net}.7.${20 + i}`,
        memory: 512,
        cores: 32,
        rackUnits: `${10 + i}`,
      },
    });
    plan.link(host, 'powered-by', batteries[i % batteries.length]!);
    plan.link(host, 'connected-to', core);
    return host;
  });
  return { core, access, hosts };
}

/** Things in numbers: one line a kind. */
const FLEET = [
  {
    className: 'access-point',
    prefix: 'ap',
    count: 11,
    team: 'network',
    criticality: 'medium',
    hall: true,
  },
  {
    className: 'label-printer',
    prefix: 'PRN',
    count: 12,
    team: 'endpoint',
    criticality: 'medium',
    hall: true,
  },
  {
    className: 'handheld',
    prefix: 'HH',
    count: 32,
    team: 'endpoint',
    criticality: 'low',
    hall: true,
  },
  { className: 'sensor', prefix: 'TS', count: 9, team: 'apps', criticality: 'high', hall: true },
  {
    className: 'laptop',
    prefix: 'NB',
    count: 25,
    team: 'endpoint',
    criticality: 'low',
    hall: false,
  },
  {
    className: 'monitor',
    prefix: 'MON',
    count: 20,
    team: 'endpoint',
    criticality: 'low',
    hall: false,
  },
  { className: 'phone', prefix: 'TEL', count: 9, team: 'network', criticality: 'low', hall: false },
] as const;

function attributesOf(
  className: string,
  author: DemoAuthor,
  net: number,
  n: number,
): PlannedItem['attributes'] {
  switch (className) {
    case 'access-point':
      return { address: `10.${net}.3.${n}`, channel: author.pick([36, 40, 44, 48, 100, 149]) };
    case 'label-printer':
      return {
        address: `10.${net}.5.${n}`,
        resolution: author.pick([203, 300]),
        driver: author.pick(['8.3.9', '8.4.2']),
        darkness: author.between(12, 22),
      };
    case 'handheld':
      return { androidVersion: author.pick(['13', '14']), batteryHealth: author.between(58, 100) };
    case 'sensor':
      return {
        range: author.pick(['-30 to -18 °C', '2 to 8 °C', '15 to 25 °C']),
        calibratedOn: `2026-0${author.between(1, 9)}-12`,
      };
    case 'laptop':
      return { operatingSystem: 'Windows 11 24H2', memory: author.pick([16, 32]), encrypted: true };
    case 'monitor':
      return { size: 24 };
    default:
      return { extension: String(200 + n) };
  }
}

function planFleet(
  plan: EstatePlan,
  author: DemoAuthor,
  site: DemoSite,
  net: number,
  network: SiteNetwork,
): void {
  const rooms = site.rooms.slice(1);
  for (const kind of FLEET) {
    const isOffice = site.key === 'hamburg' && kind.hall;
    const count = isOffice
      ? 2
      : Math.round(kind.count * SIZES[site.key]! * (site.key === 'hamburg' ? 1.6 : 1));
    for (let n = 1; n <= count; n += 1) {
      const item = plan.add({
        key: `${site.code}-${kind.prefix}-${n}`,
        name: `${kind.prefix}-${site.code}-${String(n).padStart(3, '0')}`,
        className: kind.className,
        site: site.key,
        place: author.pick(rooms).code,
        criticality: kind.criticality,
        team: kind.team,
        ...(author.chance(0.06) && !kind.hall ? { status: 'in-stock' as const } : {}),
        attributes: attributesOf(kind.className, author, net, n),
      });
      const isWired =
        kind.className === 'access-point' ||
        kind.className === 'label-printer' ||
        kind.className === 'phone';
      if (isWired) plan.link(item, 'connected-to', author.pick(network.access));
    }
  }
}

/** Applications with their virtual machine and database, and the service they provide. */
const APPLICATIONS = [
  {
    key: 'print',
    name: 'print-srv-02',
    app: 'Label templates',
    service: 'Label printing',
    database: true,
  },
  {
    key: 'wms',
    name: 'wms-app-01',
    app: 'Warehouse management',
    service: 'Goods in and out',
    database: true,
  },
  { key: 'erp', name: 'erp-app-01', app: 'ERP', service: 'Finance and invoicing', database: true },
  {
    key: 'dock',
    name: 'dock-app-01',
    app: 'Dock scheduler',
    service: 'Dock scheduling',
    database: true,
  },
  {
    key: 'voice',
    name: 'voice-01',
    app: 'Voice picking',
    service: 'Goods in and out',
    database: false,
  },
  {
    key: 'route',
    name: 'route-01',
    app: 'Route planner',
    service: 'Transport planning',
    database: true,
  },
  {
    key: 'temp',
    name: 'tempgw-01',
    app: 'Temperature gateway',
    service: 'Cold chain monitoring',
    database: true,
  },
  {
    key: 'mail',
    name: 'mail-relay-01',
    app: 'Mail relay',
    service: 'Mail and calendar',
    database: false,
  },
  { key: 'ad', name: 'dc-01', app: 'Directory', service: 'Sign-in and access', database: false },
  {
    key: 'ad2',
    name: 'dc-02',
    app: 'Directory (second)',
    service: 'Sign-in and access',
    database: false,
  },
  {
    key: 'backup',
    name: 'backup-01',
    app: 'Backup',
    service: 'Backup and restore',
    database: true,
  },
  {
    key: 'mon',
    name: 'monitor-01',
    app: 'Monitoring',
    service: 'Network and Wi-Fi',
    database: true,
  },
] as const;

function planApplications(
  plan: EstatePlan,
  author: DemoAuthor,
  hosts: readonly PlannedItem[],
): void {
  const made = new Map<string, PlannedItem>();
  for (const [i, each] of APPLICATIONS.entries()) {
    const common = { site: 'leipzig', place: 'LEJ-0.14', criticality: 'high' } as const;
    const vm = plan.add({
      ...common,
      key: `vm-${each.key}`,
      name: each.name,
      className: 'virtual-machine',
      team: 'server',
      attributes: {
        operatingSystem: i % 3 === 0 ? 'Windows Server 2022 21H2' : 'Debian 12',
        address: `10.20.7.${40 + i}`,
        memory: author.pick([8, 16, 32]),
        cores: 4,
        datastore: `ds-lej-0${1 + (i % 3)}`,
      },
    });
    plan.link(vm, 'runs-on', hosts[i % hosts.length]!);
    const app = plan.add({
      ...common,
      key: `app-${each.key}`,
      name: each.app,
      className: 'application',
      team: 'apps',
      attributes: {
        version: `${author.between(3, 11)}.${author.between(0, 9)}.${author.between(0, 9)}`,
        url: `https://${each.key}.nordlicht.example`,
      },
    });
    plan.link(app, 'runs-on', vm);
    plan.relations.push({ from: app.key, type: 'provides', to: `service:${each.service}` });
    made.set(each.key, app);
    if (!each.database) continue;
    const database = plan.add({
      ...common,
      key: `db-${each.key}`,
      name: `${each.key}-db`,
      className: 'database',
      team: 'apps',
      attributes: {
        engine: i % 2 === 0 ? 'PostgreSQL 16' : 'SQL Server 2022',
        sizeGb: author.between(8, 900),
      },
    });
    plan.link(database, 'runs-on', vm);
    plan.link(app, 'depends-on', database);
  }
  for (const each of ['wms', 'erp', 'dock', 'voice', 'route'])
    plan.link(made.get(each)!, 'depends-on', made.get('ad')!);
  plan.link(made.get('voice')!, 'depends-on', made.get('wms')!);
  plan.link(made.get('dock')!, 'depends-on', made.get('wms')!);
  plan.link(made.get('ad')!, 'backed-up-by', made.get('ad2')!);
  for (const printer of plan.items.filter(
    (item) => item.className === 'label-printer' && item.site === 'leipzig',
  )) {
    plan.link(printer, 'depends-on', made.get('print')!);
  }
  for (const sensor of plan.items.filter((item) => item.className === 'sensor')) {
    plan.link(sensor, 'depends-on', made.get('temp')!);
  }
}

/** About 800 items with what they stand on. */
export function planEstate(author: DemoAuthor, sites: readonly DemoSite[]): Estate {
  const plan = new EstatePlan(author);
  let leipzigHosts: readonly PlannedItem[] = [];
  for (const [i, site] of sites.entries()) {
    const net = 20 + i * 10;
    const network = planRoom(plan, author, site, net);
    if (site.key === 'leipzig') leipzigHosts = network.hosts;
    planFleet(plan, author, site, net, network);
  }
  planApplications(plan, author, leipzigHosts);
  return plan;
}
