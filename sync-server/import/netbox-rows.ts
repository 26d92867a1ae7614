import { asRecord, type JsonRecord } from '../couch/json-record.ts';
import { ImportError } from './import-error.ts';
import type { SourceRow } from './import-row.ts';
import { readJsonFile, type ReadProgress } from './read-rows.ts';

/** Sections in the order they lean on each other; rows are counted over all of them. */
export const NETBOX_SECTIONS = [
  'tenants',
  'providers',
  'contacts',
  'sites',
  'locations',
  'racks',
  'deviceTypes',
  'clusters',
  'devices',
  'virtualMachines',
  'circuits',
  'powerPanels',
  'powerFeeds',
  'cables',
] as const;
export type NetboxSection = (typeof NETBOX_SECTIONS)[number];

/** What Outpost keeps as part of something else, or not at all. */
const NOT_TAKEN: ReadonlyMap<string, string> = new Map([
  ['regions', 'Outpost has sites, and no regions above them.'],
  ['interfaces', 'Interfaces are no records of their own; the device has their number.'],
  ['panelPorts', 'Ports of patch panels are not recorded.'],
  ['powerPorts', 'Power ports are not recorded; a cable becomes a relation of the devices.'],
  ['powerOutlets', 'Power outlets are not recorded; a cable becomes a relation of the devices.'],
  ['consolePorts', 'Console ports are not recorded.'],
  ['deviceBays', 'Device bays are not recorded.'],
  ['contactAssignments', 'Contacts are not assigned to objects.'],
  ['vlans', 'VLANs are not recorded.'],
  ['prefixes', 'Address prefixes are not recorded.'],
  ['ipAddresses', 'Addresses are no records of their own.'],
  ['vmInterfaces', 'Interfaces of virtual machines are not recorded.'],
]);

/** One row with what it may refer to. */
export interface NetboxSourceRow {
  readonly section: NetboxSection;
  readonly item: unknown;
  readonly index: NetboxIndex;
}

/** What the file holds, as rows refer to it: by id, by slug, or by names. */
export interface NetboxIndex {
  /** By slug. */
  readonly sites: ReadonlySet<string>;
  /** By `rackKey`. */
  readonly racks: ReadonlySet<string>;
  readonly devices: ReadonlySet<number>;
  readonly clusters: ReadonlySet<number>;
  readonly powerFeeds: ReadonlySet<number>;
  /** Ids by `siteKey`. */
  readonly powerPanels: ReadonlyMap<string, number>;
  /** Ids by the number the provider gave; null where two circuits share one. */
  readonly circuits: ReadonlyMap<string, number | null>;
  /** Interfaces by device. */
  readonly interfaceCounts: ReadonlyMap<number, number>;
}

/** A name that is unique within its site. */
export function siteKey(site: string, name: string): string {
  return `${site}/${name}`;
}

function recordsOf(file: JsonRecord, section: string): readonly JsonRecord[] {
  const list = file[section];
  return Array.isArray(list) ? (list as readonly unknown[]).map(asRecord) : [];
}

function idsOf(file: JsonRecord, section: string): ReadonlySet<number> {
  return new Set(
    recordsOf(file, section)
      .map(({ id }) => id)
      .filter((id) => typeof id === 'number'),
  );
}

function countInterfaces(file: JsonRecord): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { device } of recordsOf(file, 'interfaces')) {
    if (typeof device === 'number') counts.set(device, (counts.get(device) ?? 0) + 1);
  }
  return counts;
}

function circuitsOf(file: JsonRecord): ReadonlyMap<string, number | null> {
  const circuits = new Map<string, number | null>();
  for (const { cid, id } of recordsOf(file, 'circuits')) {
    if (typeof cid === 'string' && typeof id === 'number') {
      circuits.set(cid, circuits.has(cid) ? null : id);
    }
  }
  return circuits;
}

function panelsOf(file: JsonRecord): ReadonlyMap<string, number> {
  const panels = new Map<string, number>();
  for (const { site, name, id } of recordsOf(file, 'powerPanels')) {
    if (typeof site !== 'string' || typeof name !== 'string' || typeof id !== 'number') continue;
    panels.set(siteKey(site, name), id);
  }
  return panels;
}

function indexOf(file: JsonRecord): NetboxIndex {
  const sites = recordsOf(file, 'sites').map(({ slug }) => slug);
  const racks = recordsOf(file, 'racks').flatMap(({ site, name }) =>
    typeof site === 'string' && typeof name === 'string' ? [siteKey(site, name)] : [],
  );
  return {
    sites: new Set(sites.filter((slug) => typeof slug === 'string')),
    racks: new Set(racks),
    devices: idsOf(file, 'devices'),
    clusters: idsOf(file, 'clusters'),
    powerFeeds: idsOf(file, 'powerFeeds'),
    powerPanels: panelsOf(file),
    circuits: circuitsOf(file),
    interfaceCounts: countInterfaces(file),
  };
}

/** A row's name in the report: its section, and its id where it has one. */
export function netboxLabel(section: string, item: unknown): string {
  const { id } = asRecord(item);
  return typeof id === 'number' ? `${section} ${id}` : section;
}

function* rowsOf(
  file: JsonRecord,
  section: string,
): Generator<{ readonly item: unknown } | { readonly problem: string }> {
  const list = file[section];
  if (list === undefined) return;
  if (!Array.isArray(list)) {
    yield { problem: `"${section}" is no list.` };
    return;
  }
  for (const item of list as readonly unknown[]) yield { item };
}

/**
 * Every row of every section of an export, numbered through; those without a place here come with
 * the reason.
 * @throws ImportError where the file is no such export.
 */
export function* netboxRows(content: unknown): Generator<SourceRow> {
  const file = asRecord(content);
  if (!NETBOX_SECTIONS.some((section) => Object.hasOwn(file, section))) {
    throw new ImportError(
      `The file is no export of NetBox: it has none of ${NETBOX_SECTIONS.join(', ')}.`,
    );
  }
  const index = indexOf(file);
  let row = 0;
  for (const section of NETBOX_SECTIONS) {
    for (const each of rowsOf(file, section)) {
      row += 1;
      if ('problem' in each) yield { row, problem: each.problem };
      else yield { row, value: { section, item: each.item, index } satisfies NetboxSourceRow };
    }
  }
  const known = new Set<string>([...NETBOX_SECTIONS, 'meta']);
  for (const section of Object.keys(file).filter((name) => !known.has(name))) {
    const reason = NOT_TAKEN.get(section) ?? `Outpost does not know the section "${section}".`;
    for (const each of rowsOf(file, section)) {
      row += 1;
      if ('problem' in each) yield { row, problem: each.problem };
      else yield { row, id: netboxLabel(section, each.item), problem: reason };
    }
  }
}

/** As `netboxRows`, from a file. */
export async function* readNetboxRows(
  file: string,
  progress: ReadProgress,
): AsyncGenerator<SourceRow> {
  yield* netboxRows(await readJsonFile(file, progress));
}
