import type { Id } from '../../shared/model/ids.ts';
import type { Place } from '../../shared/model/reference.ts';
import type { Origin, RowBuilder } from './import-row.ts';
import { addItemClass } from './item-classes.ts';
import { distinctText } from './plain-text.ts';

/** Documents several rows lean on, made on first use with ids that follow from their names. */
export class SharedRecords {
  private readonly build: RowBuilder;
  private readonly origin: Origin;
  private readonly made = new Set<string>();

  constructor(build: RowBuilder) {
    this.build = build;
    this.origin = { atMs: build.source.sinceMs, by: 'import' };
  }

  person(
    key: string,
    name = key,
    more: { readonly jobTitle?: string; readonly mail?: string; readonly phone?: string } = {},
  ): Id<'person'> {
    return this.once('person', key, () =>
      this.build.add('people', key, { kind: 'person', name, teamIds: [], ...more }, this.origin),
    );
  }

  team(name: string): Id<'person'> {
    const key = `team/${name}`;
    return this.once('person', key, () =>
      this.build.add('people', key, { kind: 'team', name }, this.origin),
    );
  }

  organisation(name: string, role: 'customer' | 'vendor'): Id<'person'> {
    const key = `${role}/${name}`;
    return this.once('person', key, () =>
      this.build.add('people', key, { kind: 'organisation', name, role }, this.origin),
    );
  }

  place(
    kind: 'site' | 'room' | 'rack',
    key: string,
    name: string,
    more: Partial<Pick<Place, 'parentId' | 'heightUnits' | 'address'>> = {},
  ): Id<'place'> {
    const code = distinctText(name, 60);
    return this.once('place', key, () =>
      this.build.add('places', key, { kind, name, code, ...more }, this.origin),
    );
  }

  service(name: string, description = ''): Id<'catalog'> {
    const key = `service/${name}`;
    return this.once('catalog', key, () =>
      this.build.add(
        'catalog',
        key,
        { kind: 'service', name, description, status: 'operational', criticality: 'medium' },
        this.origin,
      ),
    );
  }

  /** @returns the key. */
  itemClass(key: string, roleName?: string): string {
    if (!this.made.has(`class/${key}`)) {
      this.made.add(`class/${key}`);
      addItemClass(this.build, key, roleName);
    }
    return key;
  }

  private once<P extends 'person' | 'place' | 'catalog'>(
    prefix: P,
    key: string,
    make: () => string,
  ): Id<P> {
    const id = this.build.id(prefix, key);
    if (!this.made.has(id)) {
      this.made.add(id);
      make();
    }
    return id;
  }
}
