/** A document as CouchDB or the replica holds it; its id is `_id` or `id`. */
export type WrittenDocument = Readonly<Record<string, unknown>>;

/** Who writes: the CouchDB user name and roles. */
export interface Writer {
  readonly name: string | null;
  readonly roles: readonly string[];
}

export interface WriteRefusal {
  /** A sentence for the person. */
  readonly reason: string;
  /** The field it is about, where it is about one. */
  readonly field: string | null;
}
