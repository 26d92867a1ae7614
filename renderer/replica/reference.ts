import type { ItemClass, Policy, PriorityMatrix } from '../../shared/model/policy.ts';
import type { CatalogEntry, Party, Person, Place, Team } from '../../shared/model/reference.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';
import { onChanges } from './changes.ts';
import type { ChangeSet } from './changes.ts';
import type { ReplicaDatabase } from './database.ts';
import { readRange } from './storage.ts';
import type { Stored } from './storage.ts';

/** Reference data that every row of every list needs, held in memory and kept current. */
export interface ReferenceSnapshot {
  readonly people: ReadonlyMap<string, Party>;
  readonly places: ReadonlyMap<string, Place>;
  readonly catalog: ReadonlyMap<string, CatalogEntry>;
  readonly policies: ReadonlyMap<string, Policy>;
  /** CouchDB user name → person, for who wrote an entry. */
  readonly byUserName: ReadonlyMap<string, Person>;
  readonly matrix: PriorityMatrix['rows'];
  readonly classes: ReadonlyMap<string, ItemClass>;
}

type Held = 'people' | 'places' | 'catalog' | 'policies';
const HELD: readonly Held[] = ['people', 'places', 'catalog', 'policies'];

function derive(maps: Record<Held, Map<string, Stored>>): ReferenceSnapshot {
  const people = maps.people as unknown as Map<string, Party>;
  const policies = maps.policies as unknown as Map<string, Policy>;
  const byUserName = new Map<string, Person>();
  for (const party of people.values()) {
    if (party.kind === 'person' && party.userName) byUserName.set(party.userName, party);
  }
  const classes = new Map<string, ItemClass>();
  let matrix = DEFAULT_MATRIX;
  for (const policy of policies.values()) {
    if (policy.removedAt) continue;
    if (policy.kind === 'item-class') classes.set(policy.key, policy);
    if (policy.kind === 'priority-matrix') matrix = policy.rows;
  }
  return {
    people,
    policies,
    places: maps.places as unknown as Map<string, Place>,
    catalog: maps.catalog as unknown as Map<string, CatalogEntry>,
    byUserName,
    classes,
    matrix,
  };
}

/** Live snapshot of the reference collections; a new object after every change. */
export class ReferenceData {
  private readonly maps: Record<Held, Map<string, Stored>> = {
    people: new Map(),
    places: new Map(),
    catalog: new Map(),
    policies: new Map(),
  };
  private snapshot: ReferenceSnapshot = derive(this.maps);
  /** Documents that changed while the collections were read: what was read of them is old. */
  private touched: Set<string> | null = new Set();
  private readonly listeners = new Set<() => void>();
  private readonly stops: (() => void)[] = [];

  private constructor(database: ReplicaDatabase) {
    for (const name of HELD) this.follow(database, name);
  }

  /** Listens before it reads, so that what another window does meanwhile is not missed. */
  static async open(database: ReplicaDatabase): Promise<ReferenceData> {
    const reference = new ReferenceData(database);
    await Promise.all(
      HELD.map(async (name) => {
        const all = await readRange<Stored>(database.collections[name], '', '\uffff');
        reference.change(name, {
          written: all.filter(({ id }) => !reference.touched?.has(id)),
          removed: [],
        });
      }),
    );
    reference.touched = null;
    return reference;
  }

  get = (): ReferenceSnapshot => this.snapshot;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  close(): void {
    for (const stop of this.stops) stop();
  }

  private follow(database: ReplicaDatabase, name: Held): void {
    const stop = onChanges<Stored>(database.collections[name], (changes) => {
      for (const { id } of changes.written) this.touched?.add(id);
      for (const id of changes.removed) this.touched?.add(id);
      this.change(name, changes);
    });
    this.stops.push(stop);
  }

  private change(name: Held, { written, removed }: ChangeSet<Stored>): void {
    const next = new Map(this.maps[name]);
    for (const document of written) next.set(document.id, document);
    for (const id of removed) next.delete(id);
    this.maps[name] = next;
    this.snapshot = derive(this.maps);
    for (const listener of this.listeners) listener();
  }
}

/** All policies of a kind that are in force. */
export function policiesOf<K extends Policy['kind']>(
  snapshot: ReferenceSnapshot,
  kind: K,
): readonly Extract<Policy, { kind: K }>[] {
  return [...snapshot.policies.values()].filter(
    (policy): policy is Extract<Policy, { kind: K }> => policy.kind === kind && !policy.removedAt,
  );
}

/** Persons who are still there, for pickers. */
export function peopleOf(snapshot: ReferenceSnapshot): readonly Person[] {
  return [...snapshot.people.values()].filter(
    (party): party is Person => party.kind === 'person' && !party.removedAt,
  );
}

/** Teams that are still there, for pickers. */
export function teamsOf(snapshot: ReferenceSnapshot): readonly Team[] {
  return [...snapshot.people.values()].filter(
    (party): party is Team => party.kind === 'team' && !party.removedAt,
  );
}
