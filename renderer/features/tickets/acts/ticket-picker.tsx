import { useCallback } from 'react';
import type { ReactElement } from 'react';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { useWorkspace } from '../../../replica/hooks.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import type { Option } from '../../../ui/option.ts';
import { findRecords } from '../context/find-records.ts';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';

interface TicketPickerProps {
  readonly label: string;
  readonly value: string;
  readonly error?: string | undefined;
  /** Ids that cannot be chosen. */
  readonly without: ReadonlySet<string>;
  /** Offered before anything is typed. */
  readonly first: readonly string[];
  readonly fits: (row: TicketRow) => boolean;
  onChange(id: string): void;
}

/** Chooses a ticket by number or words of its title. */
export function TicketPicker(props: TicketPickerProps): ReactElement {
  const { label, value, error, without, first, fits, onChange } = props;
  const { tickets } = useWorkspace();
  const find = useCallback(
    async (query: string): Promise<readonly Option[]> => {
      const rows = tickets.rows().filter(fits);
      const ids =
        query.trim() === ''
          ? first.filter((id) => !without.has(id))
          : findRecords(query, [], rows, without).map(({ id }) => id);
      return ids.flatMap((id): Option[] => {
        const row = tickets.get(id);
        if (!row || !fits(row)) return [];
        const mark = <StateMark state={stateMarkOf(row.state)} />;
        const detail = `${row.title}, ${stateLabel(row.state)}`;
        return [{ value: id, label: row.number, detail, mark }];
      });
    },
    [tickets, fits, first, without],
  );
  const initialText = tickets.get(value)?.number;
  return (
    <FormField label={label} required error={error}>
      {(ids) => (
        <Combobox
          {...ids}
          placeholder={t('Number or words of the title')}
          value={value}
          options={find}
          allowEmpty
          {...(initialText === undefined ? {} : { initialText })}
          onChange={(id) => onChange(id)}
        />
      )}
    </FormField>
  );
}
