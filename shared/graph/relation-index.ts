import type { RelationKind } from '../model/item.ts';

/** What the graph needs of a relation. */
export interface Link {
  readonly id: string;
  readonly type: RelationKind;
  readonly fromId: string;
  readonly toId: string;
}

const NONE: ReadonlyMap<string, Link> = new Map();

/**
 * Relations by the records at both ends. Kept current one relation at a time, so that a change does
 * not cost a walk over all of them.
 */
export class RelationIndex {
  private readonly byId = new Map<string, Link>();
  private readonly byRecord = new Map<string, Map<string, Link>>();

  constructor(links: Iterable<Link> = []) {
    for (const link of links) this.set(link);
  }

  get size(): number {
    return this.byId.size;
  }

  /** Adds a relation, or takes the place of what had its id. */
  set(link: Link): void {
    const { id, type, fromId, toId } = link;
    const before = this.byId.get(id);
    if (before) this.delete(id);
    const slim: Link = { id, type, fromId, toId };
    this.byId.set(id, slim);
    this.at(fromId).set(id, slim);
    this.at(toId).set(id, slim);
  }

  /** Forgets a relation; one that is not there is no error. */
  delete(id: string): void {
    const link = this.byId.get(id);
    if (!link) return;
    this.byId.delete(id);
    for (const recordId of [link.fromId, link.toId]) {
      const links = this.byRecord.get(recordId);
      links?.delete(id);
      if (links?.size === 0) this.byRecord.delete(recordId);
    }
  }

  /** Relations from and to a record, in no particular order. */
  of(recordId: string): Iterable<Link> {
    return (this.byRecord.get(recordId) ?? NONE).values();
  }

  /** How many relations a record has, both directions. */
  count(recordId: string): number {
    return (this.byRecord.get(recordId) ?? NONE).size;
  }

  private at(recordId: string): Map<string, Link> {
    const present = this.byRecord.get(recordId);
    if (present) return present;
    const made = new Map<string, Link>();
    this.byRecord.set(recordId, made);
    return made;
  }
}
