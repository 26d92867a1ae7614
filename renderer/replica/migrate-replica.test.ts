import { afterEach, describe, expect, it, vi } from 'vitest';
import { replicaSchema } from '../../shared/model/rx-schema.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import type { CommandContext, CommandResult } from '../../shared/workflow/command.ts';
import { updateTicket } from '../../shared/workflow/ticket-commands.ts';
import type { QuarantineDocument } from './local-documents.ts';
import {
  byDenise,
  checkpoint,
  closeAfterEach,
  newTicket,
  openKit,
  pendingOf,
  restart,
  sentTicket,
  shown,
} from './replica-kit.ts';
import { CURRENT_MODEL } from './replica-meta.ts';
import type { ReplicaModel } from './replica-meta.ts';
import type { Replica } from './replica.ts';
import { putAll } from './storage.ts';

closeAfterEach();
afterEach(() => {
  vi.restoreAllMocks();
});

/** A later build: every ticket says how it was reached, and tickets are found by it. */
const NEXT: ReplicaModel = {
  ...CURRENT_MODEL,
  schemaVersion: 2,
  upgrade: (document) =>
    document['schemaVersion'] === 1
      ? { ...document, schemaVersion: 2, reachedBy: 'telephone' }
      : document,
  schemaOf: (collection) => {
    const schema = replicaSchema(collection);
    if (collection !== 'tickets') return schema;
    return {
      ...schema,
      version: schema.version + 1,
      properties: { ...schema.properties, reachedBy: { type: 'string', maxLength: 20 } },
      required: [...schema.required, 'reachedBy'],
      indexes: [...schema.indexes, ['reachedBy']],
    };
  },
};

function removal(ticket: Ticket, context: CommandContext): CommandResult {
  const { now, ulid } = context;
  const mutationId = ulid();
  const document = { ...ticket, removedAt: now, version: ticket.version + 1, mutationId };
  return { mutationId, writes: [{ collection: 'tickets', base: ticket, document }] };
}

async function databases(on: Replica): Promise<readonly string[]> {
  const { name } = on.collection('tickets').database;
  const all = await indexedDB.databases();
  return all.flatMap((each) => (each.name?.includes(name) && each.name) || []);
}

function foundByIndex(on: Replica): Promise<readonly { readonly id: string }[]> {
  const query = { selector: { reachedBy: 'telephone' }, sort: [{ id: 'asc' as const }] };
  return on
    .collection('tickets')
    .find(query as never)
    .exec() as never;
}

describe('F34: a migration with unsent work', () => {
  it('an insert, an edit and a delete all come to be sent, in the new shape', async () => {
    const before = await openKit();
    const edited = await sentTicket(before);
    const removed = await sentTicket(before);
    const inserted = await newTicket(before, { title: 'Before the update' });
    await before.run((context) => updateTicket(edited, { title: 'Edited' }, context), 'Edit');
    await before.run((context) => removal(removed, context), 'Remove');
    const { count } = before.unsent.get();

    const after = await restart(before, { model: NEXT });
    expect(after.unsent.get().count).toBe(count);
    const reached = { schemaVersion: 2, reachedBy: 'telephone' };
    expect(await pendingOf(after, inserted.id)).toMatchObject({ base: null, document: reached });
    expect(await pendingOf(after, edited.id)).toMatchObject({
      base: { ...reached, version: edited.version },
      document: { ...reached, title: 'Edited' },
    });
    expect(await pendingOf(after, removed.id)).toMatchObject({
      document: { ...reached, removedAt: expect.any(String) as string },
    });
    expect(await foundByIndex(after)).toHaveLength(3);
  });

  it('has it in the vault before the first document is touched', async () => {
    const before = await openKit();
    const ticket = await newTicket(before);
    const order: string[] = [];
    const vault = {
      append: (_replicaId: string, rows: readonly { readonly documentId: string }[]) => {
        order.push(...rows.map(({ documentId }) => `vault ${documentId}`));
        return Promise.resolve({ ok: true as const });
      },
      settle: () => Promise.resolve({ ok: true as const }),
      dismiss: () => Promise.resolve({ ok: true as const }),
      read: () => Promise.resolve({ records: [], damaged: 0 }),
    };
    const upgrade: ReplicaModel['upgrade'] = (document) => {
      order.push('upgrade');
      return NEXT.upgrade(document);
    };
    await restart(before, { model: { ...NEXT, upgrade }, vault });
    expect(order.indexOf(`vault ${ticket.id}`)).toBeGreaterThanOrEqual(0);
    expect(order.indexOf(`vault ${ticket.id}`)).toBeLessThan(order.indexOf('upgrade'));
  });
});

describe('F35: a migration that is killed half-way', () => {
  it.each([1, 2, 3, 4, 5, 6, 8, 12])(
    'at its write number %i, it completes at the next start and nothing is missing',
    async (kill) => {
      const before = await openKit();
      const sent = await sentTicket(before);
      const unsent = await newTicket(before);
      const entries = await before.timeline(unsent.id);
      let writes = 0;
      const open = IDBDatabase.prototype.transaction;
      const killing = vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
        this: IDBDatabase,
        ...args
      ) {
        const isMigrating = upgraded && args[1] === 'readwrite';
        if (isMigrating && (writes += 1) >= kill) throw new DOMException('killed', 'AbortError');
        return open.apply(this, args);
      });
      let upgraded = false;
      const upgrade: ReplicaModel['upgrade'] = (document) => {
        upgraded = true;
        return NEXT.upgrade(document);
      };
      const { name } = before.collection('tickets').database;
      await restart(before, { model: { ...NEXT, upgrade } }).catch(() => undefined);
      killing.mockRestore();

      const after = await openKit(name, { model: NEXT });
      for (const { id } of [sent, unsent]) {
        expect(await after.get('tickets', id)).toMatchObject({ reachedBy: 'telephone' });
      }
      expect((await after.timeline(unsent.id)).map(({ id }) => id)).toEqual(
        entries.map(({ id }) => id),
      );
      expect(await pendingOf(after, unsent.id)).toMatchObject({ document: { schemaVersion: 2 } });
      expect(await foundByIndex(after)).toHaveLength(2);
      expect((await databases(after)).filter((each) => each.endsWith('--tickets'))).toHaveLength(1);
    },
  );
});

/** Whatever wrote it: no build can read it, and a step of this one throws on it. */
function damaged(ticket: Ticket): Ticket {
  return { ...ticket, title: 42 as unknown as string };
}

const THROWING: ReplicaModel = {
  ...NEXT,
  upgrade: (document) => {
    if (document['title'] === 42) throw new TypeError('cannot read a title');
    return NEXT.upgrade(document);
  },
};

describe('F36: a document the migration cannot handle', () => {
  it('is flagged with its reason, whole, and the console opens with everything else', async () => {
    const before = await openKit();
    const [bad, good] = [await sentTicket(before), await sentTicket(before)];
    await putAll(before.collection('tickets'), [damaged(bad)]);
    const after = await restart(before, { model: THROWING });
    expect(await after.get('tickets', good.id)).toMatchObject({ reachedBy: 'telephone' });
    expect(await after.get('tickets', bad.id)).toBeNull();
    const [flagged] = await after.local.list<QuarantineDocument>('quarantine');
    expect(flagged).toMatchObject({
      documentId: bad.id,
      reason: 'cannot read a title',
      document: damaged(bad),
    });
  });

  it('that is unsent stays in the outbox and asks', async () => {
    const before = await openKit();
    const bad = await newTicket(before);
    const rows = await before.local.outboxOf(bad.id);
    await before.local.put(rows.map((row) => ({ ...row, document: damaged(bad) })));
    const after = await restart(before, { model: THROWING });
    const [row] = after.unsent.get().refused;
    expect(row).toMatchObject({ documentId: bad.id, document: { title: 42 } });
    expect(row?.refused?.reason).toContain('cannot read a title');
    expect(await after.exportUnsent()).toContain('"title": 42');
    expect(after.unsent.get().count).toBe(1);
  });
});

describe('L18: additive optional fields', () => {
  it('are in no schema of the storage, so that a new one needs no migration', () => {
    for (const name of ['tickets', 'items', 'articles'] as const) {
      const { properties, indexes } = replicaSchema(name);
      expect(Object.keys(properties)).toEqual([...new Set(['id', ...indexes.flat()])]);
    }
  });

  it('raise the version where an index changes: this picture and the version change together', () => {
    const picture = (['tickets', 'relations', 'scans', 'entries'] as const).map((name) => {
      const { version, indexes, properties } = replicaSchema(name);
      return [name, version, indexes, properties];
    });
    expect(picture).toMatchInlineSnapshot(`
      [
        [
          "tickets",
          1,
          [
            [
              "kind",
              "open",
              "priority",
              "openedAt",
            ],
          ],
          {
            "id": {
              "maxLength": 64,
              "type": "string",
            },
            "kind": {
              "maxLength": 400,
              "type": "string",
            },
            "open": {
              "maximum": 1,
              "minimum": 0,
              "multipleOf": 1,
              "type": "integer",
              Symbol(TypeBox.Kind): "Integer",
            },
            "openedAt": {
              "maxLength": 400,
              "type": "string",
            },
            "priority": {
              "maximum": 4,
              "minimum": 1,
              "multipleOf": 1,
              "type": "integer",
              Symbol(TypeBox.Kind): "Integer",
            },
          },
        ],
        [
          "relations",
          1,
          [
            [
              "fromId",
            ],
            [
              "toId",
            ],
          ],
          {
            "fromId": {
              "maxLength": 64,
              "type": "string",
            },
            "id": {
              "maxLength": 64,
              "type": "string",
            },
            "toId": {
              "maxLength": 64,
              "type": "string",
            },
          },
        ],
        [
          "scans",
          1,
          [
            [
              "auditId",
            ],
          ],
          {
            "auditId": {
              "maxLength": 64,
              "type": "string",
            },
            "id": {
              "maxLength": 64,
              "type": "string",
            },
          },
        ],
        [
          "entries",
          1,
          [],
          {
            "id": {
              "maxLength": 64,
              "type": "string",
            },
          },
        ],
      ]
    `);
  });
});

describe('a new replica', () => {
  it('has nothing to be brought over, and says nothing of it', async () => {
    const onMigration = vi.fn();
    await openKit(undefined, { onMigration });
    expect(onMigration).not.toHaveBeenCalled();
  });
});

describe('a replica of before there was a name for it', () => {
  it('is taken over with all it has', async () => {
    const old: ReplicaModel = {
      ...CURRENT_MODEL,
      schemaOf: (collection) => ({ ...replicaSchema(collection), version: 0 }),
    };
    const before = await openKit(undefined, { model: old });
    const ticket = await newTicket(before);
    await before.local.remove(['replica:meta']);
    const onMigration = vi.fn();
    const after = await restart(before, { onMigration });
    expect(onMigration).toHaveBeenCalledOnce();
    expect(await after.get('tickets', ticket.id)).toEqual(ticket);
    expect(await after.timeline(ticket.id)).toHaveLength(1);
    expect(after.unsent.get().count).toBe(1);
    expect((await databases(after)).filter((each) => each.endsWith('--tickets'))).toHaveLength(1);
    const again = vi.fn();
    await restart(after, { onMigration: again });
    expect(again).not.toHaveBeenCalled();
  });
});

describe('F39: the console was downgraded after a migration', () => {
  it('refuses to open and wipes nothing', async () => {
    const newer = await openKit(undefined, { model: NEXT });
    const ticket = await newTicket(newer);
    const { name } = newer.collection('tickets').database;
    const before = await databases(newer);
    await expect(restart(newer)).rejects.toThrow('A newer version of Outpost');
    expect(
      (await indexedDB.databases()).flatMap(
        (each) => (each.name?.includes(name) && each.name) || [],
      ),
    ).toEqual(before);
    const again = await openKit(name, { model: NEXT });
    expect(await again.get('tickets', ticket.id)).toMatchObject({ title: ticket.title });
    expect(again.unsent.get().count).toBe(1);
  });
});

describe('F37: an old client writes the old shape', () => {
  it('is upgraded on read, and writes nothing back', async () => {
    const model = { isNext: false };
    vi.resetModules();
    vi.doMock('../../shared/model/upgrade.ts', () => ({
      upgrade: (document: Record<string, unknown>) =>
        model.isNext ? NEXT.upgrade(document) : document,
    }));
    const fresh = await import('./replica-kit.ts');
    const on = await fresh.openKit('old-shape');
    const ticket = await fresh.sentTicket(on);
    model.isNext = true;
    const old = byDenise(ticket, { title: 'Written by an old client' });
    await on.syncPort.applyPulled([shown(old)], checkpoint('1'));
    expect(await on.get('tickets', ticket.id)).toMatchObject({
      title: 'Written by an old client',
      reachedBy: 'telephone',
      version: old.version,
    });
    expect(await fresh.pendingOf(on, ticket.id)).toBeUndefined();
    const again = await on.syncPort.applyPulled([shown(old)], checkpoint('2'));
    expect([again.written, again.unchanged]).toEqual([0, 1]);
    await fresh.shut(on);
    vi.doUnmock('../../shared/model/upgrade.ts');
  });
});
