import { useEffect, useMemo, useState } from 'react';
import { useReplica } from './hooks.ts';
import type { DraftDocument } from './local-documents.ts';
import type { Replica } from './replica.ts';

/** What is edited and not saved. */
interface Edits<T> {
  readonly value: T;
  /** The version it was begun on; null: of something new. */
  readonly version: number | null;
  readonly keptAt: string;
}

export interface KeptForm<T> {
  readonly value: T;
  readonly isChanged: boolean;
  /** When the edits were last stored; null where there are none. */
  readonly keptAt: string | null;
  /** What is stored was written by somebody after the edits began. */
  readonly isOvertaken: boolean;
  set(next: T): void;
  /** Drops the edits: what is stored shows again. */
  discard(): void;
}

/** Stores the newest text of a form; while one write runs, the next waits. */
class Keeper {
  private next: string | null | undefined = undefined;
  private isWriting = false;
  private readonly replica: Replica;
  private readonly id: string;

  constructor(replica: Replica, id: string) {
    this.replica = replica;
    this.id = id;
  }

  async read(): Promise<string | null> {
    const stored = await this.replica.local.get<DraftDocument>(this.id);
    return stored?.text ?? null;
  }

  /** Null takes it off the disk. */
  keep(text: string | null): void {
    this.next = text;
    if (!this.isWriting) void this.write();
  }

  private async write(): Promise<void> {
    this.isWriting = true;
    try {
      while (this.next !== undefined) {
        const text = this.next;
        this.next = undefined;
        const keptAt = new Date(this.replica.now()).toISOString();
        if (text === null) await this.replica.local.remove([this.id]);
        else await this.replica.local.put([{ id: this.id, kind: 'draft', text, keptAt }]);
      }
    } finally {
      this.isWriting = false;
    }
  }
}

function parse<T>(text: string | null): Edits<T> | null {
  if (text === null) return null;
  try {
    const read = JSON.parse(text) as Edits<T> | null;
    return read && typeof read === 'object' && 'value' in read ? read : null;
  } catch {
    return null;
  }
}

/**
 * A form whose edits outlive leaving and crashing. Null until the disk was asked for earlier ones.
 * @param initial What is stored; it is shown as long as nothing is edited.
 * @param version Of what is stored; null for something new.
 */
export function useKeptForm<T>(id: string, initial: T, version: number | null): KeptForm<T> | null {
  const replica = useReplica();
  const keeper = useMemo(() => new Keeper(replica, `draft:${id}`), [replica, id]);
  const [edits, setEdits] = useState<Edits<T> | null | undefined>(undefined);
  useEffect(() => {
    let isCurrent = true;
    void keeper.read().then((text) => {
      if (isCurrent) setEdits(parse<T>(text));
    });
    return () => {
      isCurrent = false;
    };
  }, [keeper]);
  if (edits === undefined) return null;
  const drop = (): void => {
    setEdits(null);
    keeper.keep(null);
  };
  return {
    value: edits?.value ?? initial,
    isChanged: edits !== null,
    keptAt: edits?.keptAt ?? null,
    isOvertaken: edits !== null && edits.version !== version,
    set(value) {
      if (JSON.stringify(value) === JSON.stringify(initial)) {
        drop();
        return;
      }
      const keptAt = new Date(replica.now()).toISOString();
      const next = { value, version: edits ? edits.version : version, keptAt };
      setEdits(next);
      keeper.keep(JSON.stringify(next));
    },
    discard: drop,
  };
}
