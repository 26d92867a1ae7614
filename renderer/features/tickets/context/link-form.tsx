import { useCallback, useState } from 'react';
import type { ReactElement } from 'react';
import type { RelationKind } from '../../../../shared/model/item.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReplica, useWorkspace } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { Select } from '../../../ui/select.tsx';
import { relationLabel } from '../../../words/relation-words.ts';
import { focusRecord } from '../record/focus-record.ts';
import { findRecords } from './find-records.ts';
import { linkRecord } from './link-record.ts';

interface LinkFormProps {
  readonly ticket: Ticket;
  /** Records that are linked already, and the ticket itself. */
  readonly taken: ReadonlySet<string>;
  onClose(): void;
}

/** Relations that make sense from a ticket. */
const KINDS: readonly RelationKind[] = [
  'affects',
  'caused-by',
  'resolved-by',
  'relates-to',
  'duplicate-of',
  'documented-by',
];

/** Links the ticket to an item or another ticket. */
export function LinkForm({ ticket, taken, onClose }: LinkFormProps): ReactElement {
  const replica = useReplica();
  const { items, tickets } = useWorkspace();
  const [type, setType] = useState<RelationKind>('affects');
  const find = useCallback(
    async (query: string): Promise<readonly Option[]> =>
      findRecords(query, items.rows(), tickets.rows(), taken).map(({ id, label, detail }) => ({
        value: id,
        label,
        detail,
      })),
    [items, tickets, taken],
  );
  // The form goes; the keys go on in the record.
  const close = (): void => {
    onClose();
    focusRecord();
  };
  const link = async (id: string, label: string): Promise<void> => {
    if (await linkRecord(replica, ticket, type, { id, label })) close();
  };
  return (
    <div className="tickets-linkform">
      <Select
        label={t('How they belong together')}
        value={type}
        options={KINDS.map((value) => ({ value, label: relationLabel(value, 'out') }))}
        onChange={(next) => setType(KINDS.find((kind) => kind === next) ?? 'affects')}
      />
      <Combobox
        autoFocus
        label={t('Item or ticket')}
        placeholder={t('Name, number, tag or serial')}
        value=""
        options={find}
        onChange={(id, option) => {
          if (id !== '') void link(id, option?.label ?? id);
        }}
        onLeave={(how) => {
          if (how === 'key') close();
        }}
      />
      <Button size="sm" variant="quiet" onClick={close}>
        {t('Cancel')}
      </Button>
    </div>
  );
}
