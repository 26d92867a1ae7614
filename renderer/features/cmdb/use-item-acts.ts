import { useMemo } from 'react';
import type { Item, Relation, RelationKind } from '../../../shared/model/item.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import type { NewBody } from '../../../shared/workflow/command.ts';
import {
  createItem,
  relate,
  unrelate,
  updateItem,
} from '../../../shared/workflow/record-commands.ts';
import { useReplica } from '../../replica/hooks.ts';
import type { Replica } from '../../replica/replica.ts';
import { t } from '../../ui/i18n.ts';
import { offerUndo } from '../../ui/undo.ts';

export type ItemPatch = Parameters<typeof updateItem>[1];

/** Why something could not be done, for the person; nothing when it was done. */
export type Outcome = string | undefined;

async function attempt(act: () => Promise<unknown>): Promise<Outcome> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return t(error.message);
    return t('This could not be stored. What you typed is kept.');
  }
}

/** What the fields of a patch are now, to come back to. */
function valuesOf(item: Item, patch: ItemPatch): ItemPatch {
  const fields = item as unknown as Readonly<Record<string, unknown>>;
  return Object.fromEntries(Object.keys(patch).map((field) => [field, fields[field]]));
}

/** The item as it was before; null where nothing differed. */
async function change(
  replica: Replica,
  id: string,
  patch: ItemPatch,
  label: string,
): Promise<Item | null> {
  const item = await replica.get('items', id);
  if (!item) throw new CommandError(t('This item is not here any more.'));
  const { writes } = await replica.run((context) => updateItem(item, patch, context), label);
  return writes.length > 0 ? item : null;
}

async function unrelateNow(
  replica: Replica,
  itemId: string,
  relation: Relation,
  label: string,
): Promise<void> {
  const record = await replica.get('items', itemId);
  const current = await replica.get('relations', relation.id);
  if (!record || !current || current.removedAt) return;
  await replica.run((context) => unrelate(record, current, context), label);
}

async function relateNow(
  replica: Replica,
  ends: { readonly fromId: string; readonly type: RelationKind; readonly toId: string },
  label: string,
): Promise<Relation> {
  const from = ends.fromId.startsWith('ticket:')
    ? await replica.get('tickets', ends.fromId)
    : await replica.get('items', ends.fromId);
  if (!from) throw new CommandError(t('This item is not here any more.'));
  const { writes } = await replica.run(
    (context) => relate(from, ends.type, ends.toId, context),
    label,
  );
  return writes[0]?.document as Relation;
}

function fieldActs(replica: Replica) {
  return {
    /** A new item; its id, or why it could not be made. */
    async create(body: Omit<NewBody<'items'>, 'number'>): Promise<{ id: string } | CommandError> {
      try {
        if (body.name.trim() === '') throw new CommandError(t('Give the item a name.'), 'name');
        const number = await replica.takeNumber('CI');
        const { writes } = await replica.run(
          (context) => createItem({ ...body, number }, context),
          t('New item {{name}}', { name: body.name }),
        );
        return { id: writes[0]?.document.id ?? '' };
      } catch (error) {
        if (error instanceof CommandError) return error;
        throw error;
      }
    },
    /** Changes fields, with a way back in the toast. */
    update(item: Item, patch: ItemPatch, what: string): Promise<Outcome> {
      return attempt(async () => {
        const label = t('{{what}} of {{name}}', { what, name: item.name });
        const changed = await change(replica, item.id, patch, label);
        if (!changed) return;
        const before = valuesOf(changed, patch);
        offerUndo({
          text: t('{{what}} changed', { what }),
          detail: item.name,
          undo: () => attempt(() => change(replica, item.id, before, label)),
        });
      });
    },
    /** Changes one attribute and leaves the others as they are by then. */
    updateAttribute(
      item: Item,
      key: string,
      value: Item['attributes'][string] | undefined,
      what: string,
    ): Promise<Outcome> {
      const put = async (next: typeof value): Promise<typeof value> => {
        const current = await replica.get('items', item.id);
        const attributes = { ...(current ?? item).attributes };
        const before = attributes[key];
        if (next === undefined) Reflect.deleteProperty(attributes, key);
        else attributes[key] = next;
        await change(
          replica,
          item.id,
          { attributes },
          t('{{what}} of {{name}}', { what, name: item.name }),
        );
        return before;
      };
      return attempt(async () => {
        const before = await put(value);
        offerUndo({
          text: t('{{what}} changed', { what }),
          detail: item.name,
          undo: () => attempt(() => put(before)),
        });
      });
    },
  };
}

function relationActs(replica: Replica) {
  return {
    /** Relates two records from the side of an item. */
    relate(
      itemId: string,
      ends: { readonly fromId: string; readonly type: RelationKind; readonly toId: string },
      label: string,
    ): Promise<Outcome> {
      return attempt(async () => {
        const relation = await relateNow(replica, ends, label);
        offerUndo({
          text: t('Relation added'),
          detail: label,
          undo: () => attempt(() => unrelateNow(replica, itemId, relation, label)),
        });
      });
    },
    /** Takes a relation away. */
    unrelate(itemId: string, relation: Relation, label: string): Promise<Outcome> {
      return attempt(async () => {
        await unrelateNow(replica, itemId, relation, label);
        offerUndo({
          text: t('Relation removed'),
          detail: label,
          undo: () => attempt(() => relateNow(replica, relation, label)),
        });
      });
    },
  };
}

function actsOf(replica: Replica) {
  return { ...fieldActs(replica), ...relationActs(replica) };
}

export type ItemActs = ReturnType<typeof actsOf>;

/** Everything a person can do to an item; each act says what went wrong in a sentence. */
export function useItemActs(): ItemActs {
  const replica = useReplica();
  return useMemo(() => actsOf(replica), [replica]);
}
