import type { ImportSource, RowBuilder } from './import-row.ts';

/** Classes belong to no source: every import means the same ones. */
export const CLASS_SOURCE: ImportSource = {
  system: 'outpost-classes',
  sinceMs: Date.UTC(2016, 0, 1),
};

interface ClassWords {
  readonly name: string;
  readonly icon: string;
}

/** By key; a class of a role that is not here is named like the role. */
const KNOWN: ReadonlyMap<string, ClassWords> = new Map([
  ['server', { name: 'Server', icon: 'server' }],
  ['virtual-machine', { name: 'Virtual machine', icon: 'server' }],
  ['cluster', { name: 'Cluster', icon: 'server' }],
  ['router', { name: 'Router', icon: 'network' }],
  ['switch', { name: 'Switch', icon: 'network' }],
  ['firewall', { name: 'Firewall', icon: 'shield' }],
  ['patch-panel', { name: 'Patch panel', icon: 'network' }],
  ['circuit', { name: 'Circuit', icon: 'link' }],
  ['pdu', { name: 'Power distribution unit', icon: 'bolt' }],
  ['power-panel', { name: 'Power panel', icon: 'bolt' }],
  ['power-feed', { name: 'Power feed', icon: 'bolt' }],
]);

/** Adds an item class; where the workspace has one of that key already, the writer leaves it out. */
export function addItemClass(build: RowBuilder, key: string, roleName = key): void {
  const { name, icon } = KNOWN.get(key) ?? { name: roleName, icon: 'box' };
  const origin = { atMs: CLASS_SOURCE.sinceMs, by: 'import' };
  build.add(
    'policies',
    `class/${key}`,
    { kind: 'item-class', key, name, icon, attributes: [] },
    origin,
    origin,
    CLASS_SOURCE,
  );
}
