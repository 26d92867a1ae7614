import { useCallback, useState } from 'react';
import type { ReactElement } from 'react';
import { useReference } from '../../../replica/hooks.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { filterOptions, OPTION_LIMIT } from '../../../ui/option.ts';
import type { Option } from '../../../ui/option.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { HeldBars, HeldTable, HoldsTable } from './held-parts.tsx';
import type { HeldClock, Holders } from './held-parts.tsx';
import type { ReportDesk } from './report-desk.ts';
import { useHeld } from './use-held.ts';
import type { Report } from './use-report.ts';

interface HeldViewProps {
  readonly desk: ReportDesk;
  readonly report: Report;
  /** Shows one record. */
  onRecord(recordId: string): void;
}

/** How long each team and each person held the records of the selection, and what they waited for. */
export function HeldView({ desk, report, onRecord }: HeldViewProps): ReactElement {
  const { people } = useReference();
  const [holders, setHolders] = useState<Holders>('teams');
  const [clock, setClock] = useState<HeldClock>('open');
  const sums = useHeld(desk, report.rows);
  return (
    <>
      <div className="sl-report__controls">
        <Segmented<Holders>
          label={t('Who')}
          value={holders}
          onChange={setHolders}
          options={[
            { value: 'teams', label: t('Teams') },
            { value: 'people', label: t('People') },
          ]}
        />
        <Segmented<HeldClock>
          label={t('Which time')}
          value={clock}
          onChange={setClock}
          options={[
            { value: 'open', label: t('Open time') },
            { value: 'wall', label: t('Wall clock') },
          ]}
        />
        <RecordChoice report={report} onRecord={onRecord} />
      </div>
      <p className="t3 t12">
        {t(
          'From the report of a record to its resolution, in hours; records still open count until now. Open time is that of the calendar its service level is counted by.',
        )}
      </p>
      {sums === null ? (
        <p className="t3" role="status">
          {t('Working out who held them …')}
        </p>
      ) : (
        <>
          <HeldBars sums={sums} holders={holders} clock={clock} people={people} />
          <HeldTable sums={sums} holders={holders} clock={clock} people={people} />
          <HoldsTable sums={sums} clock={clock} />
        </>
      )}
    </>
  );
}

/** Typing a number or words of a title leads to one record. */
function RecordChoice({ report, onRecord }: Omit<HeldViewProps, 'desk'>): ReactElement {
  const { rows } = report;
  const ask = useCallback(
    (query: string): Promise<readonly Option[]> => {
      const options = new Map<string, Option>();
      for (const { record } of rows) {
        if (query === '' && options.size >= OPTION_LIMIT) break;
        const { id, number, title } = record;
        if (!options.has(id)) options.set(id, { value: id, label: number, detail: title });
      }
      return Promise.resolve(filterOptions([...options.values()], query));
    },
    [rows],
  );
  return (
    <FormField label={t('One record')}>
      {(ids) => (
        <Combobox
          {...ids}
          value=""
          options={ask}
          onChange={(id) => (id === '' ? undefined : onRecord(id))}
          placeholder={t('Number or title')}
        />
      )}
    </FormField>
  );
}
