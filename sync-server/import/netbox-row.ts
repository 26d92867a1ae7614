import type { Id } from '../../shared/model/ids.ts';
import type { ItemStatus, RelationKind } from '../../shared/model/item.ts';
import type { NewBody } from '../../shared/workflow/command.ts';
import { importedNumber, RowBuilder, type ImportSource } from './import-row.ts';
import { netboxLabel, siteKey } from './netbox-rows.ts';
import type { NetboxIndex, NetboxSourceRow } from './netbox-rows.ts';
import { RowReader } from './read-value.ts';
import { SharedRecords } from './shared-records.ts';

const SOURCE: ImportSource = { system: 'netbox', sinceMs: Date.UTC(2023, 0, 1) };
export const NETBOX_ORIGIN = { atMs: SOURCE.sinceMs, by: 'import' };
export const NETBOX_NAME_MAX = 160;
const SLUG_MAX = 100;

const STATUSES: ReadonlyMap<string, ItemStatus> = new Map<string, ItemStatus>([
  ['offline', 'down'],
  ['failed', 'down'],
  ['inventory', 'in-stock'],
  ['planned', 'on-order'],
  ['decommissioning', 'retired'],
  ['decommissioned', 'retired'],
]);

type Attributes = Record<string, string | number | boolean>;
type ItemBody = Pick<NewBody<'items'>, 'name' | 'className'> & Partial<NewBody<'items'>>;

/** One row of an export and what all sections have in common. */
export class NetboxRow {
  readonly build = new RowBuilder(SOURCE);
  readonly shared = new SharedRecords(this.build);
  readonly read: RowReader;
  readonly index: NetboxIndex;
  private readonly scope: string;

  /** For the report, `cables 87`. */
  readonly label: string;

  constructor({ section, item, index }: NetboxSourceRow, scope: string) {
    this.label = netboxLabel(section, item);
    this.read = new RowReader(item, 'id', { id: this.label, path: '' });
    this.index = index;
    this.scope = scope;
  }

  /** The id NetBox gave the row; names may change. */
  get number(): number {
    const id = this.read.optionalNumber('id');
    return id !== undefined && Number.isSafeInteger(id) ? id : this.read.failAt('id', 'is no id');
  }

  name(maxLength = 200): string {
    return this.read.text('name', maxLength);
  }

  siteRow(): string {
    const slug = this.read.text('slug', SLUG_MAX);
    const address = this.read.optionalText('physicalAddress', 400);
    const more = address === undefined ? {} : { address };
    return this.shared.place('site', slug, this.name(NETBOX_NAME_MAX), more);
  }

  /** The site a row names by its slug; made from that where the file has no row for it. */
  site(): Id<'place'> {
    const slug = this.read.text('site', SLUG_MAX);
    if (this.index.sites.has(slug)) return this.build.id('place', slug);
    return this.shared.place('site', slug, slug);
  }

  /** A place within the site of the row. */
  place(kind: 'room' | 'rack', name: string, more: { heightUnits?: number } = {}): Id<'place'> {
    const key = `${kind}/${siteKey(this.read.text('site', SLUG_MAX), name)}`;
    return this.shared.place(kind, key, name, { parentId: this.site(), ...more });
  }

  /** Where a device or a feed is: its rack, or the site. */
  standsIn(): Id<'place'> {
    const rack = this.read.optionalText('rack', NETBOX_NAME_MAX);
    if (rack === undefined) return this.site();
    const key = siteKey(this.read.text('site', SLUG_MAX), rack);
    if (this.index.racks.has(key)) return this.build.id('place', `rack/${key}`);
    return this.place('rack', rack);
  }

  attributes(fields: Readonly<Record<string, string>>): Attributes {
    const attributes: Attributes = {};
    for (const [field, label] of Object.entries(fields)) {
      const value = this.read.optionalScalar(field, 4_000);
      if (value !== undefined) attributes[label] = value;
    }
    return attributes;
  }

  /** The item a row is about; its key is `kind` and the row's number. */
  item(kind: string, body: ItemBody): string {
    const { build, scope } = this;
    const status = STATUSES.get(this.read.optionalText('status', 40) ?? '') ?? 'operational';
    const full: NewBody<'items'> = {
      kind: 'item',
      scope,
      number: importedNumber('NB', `${kind}-${this.number}`),
      criticality: 'medium',
      attributes: {},
      status,
      ...body,
    };
    const id = build.add('items', `${kind} ${this.number}`, full, NETBOX_ORIGIN);
    build.entry({ id, scope }, { kind: 'state', from: null, to: status }, NETBOX_ORIGIN);
    return id;
  }

  /** A relation of two items by their keys. */
  link(from: string, type: RelationKind, to: string): string {
    const { build, scope } = this;
    const [fromId, toId] = [build.id('item', from), build.id('item', to)];
    return build.add(
      'relations',
      `${from}/${type}/${to}`,
      { kind: 'relation', scope, type, fromId, toId },
      NETBOX_ORIGIN,
    );
  }
}
