import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import {
  asksForClocks,
  matchesQuery,
  parseTicketQuery,
} from '../../../../shared/query/ticket-query.ts';
import type { ParsedQuery } from '../../../../shared/query/ticket-query.ts';
import { useClocks } from '../../../replica/clocks.ts';
import {
  useMe,
  useReference,
  useReplica,
  useRows,
  useUnsent,
  useWorkspace,
} from '../../../replica/hooks.ts';
import { askerOf, toQueryRow } from '../../../replica/query-row.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { whatIfKinds, whatIfOf, whatIfValues } from '../../../words/what-if-words.ts';
import type { WhatIfKind } from '../../../words/what-if-words.ts';
import { HORIZON_LABELS, HORIZONS } from './horizon.ts';
import type { Horizon } from './horizon.ts';
import { OutcomeView } from './outcome-view.tsx';
import { useQueueRun } from './use-queue-run.ts';

const KINDS: readonly WhatIfKind[] = ['raise', 'hold', 'assign', 'policy', 'calendar'];

/** Ids of the open tickets a filter is about. */
function useOpenIds(query: ParsedQuery): readonly string[] {
  const { tickets } = useWorkspace();
  const rows = useRows(tickets);
  const reference = useReference();
  const unsent = useUnsent();
  const me = useMe();
  const replica = useReplica();
  const clocks = useClocks();
  const clockVersion = asksForClocks(query) ? clocks.getVersion() : null;
  return useMemo(() => {
    const asker = askerOf(replica, me?.id ?? null);
    const fits = rows.filter((row) => {
      if (!row.open) return false;
      const clock = clockVersion === null ? null : clocks.of(row.id);
      return matchesQuery(toQueryRow(row, reference, unsent.documentIds, clock), query, asker);
    });
    return fits.map(({ id }) => id);
  }, [rows, reference, unsent.documentIds, me, replica, clocks, clockVersion, query]);
}

interface ChangeProps {
  readonly kind: WhatIfKind;
  readonly value: string;
  readonly values: readonly Option[];
  onChange(kind: WhatIfKind, value: string): void;
}

function ChangeFields({ kind, value, values, onChange }: ChangeProps): ReactElement {
  return (
    <>
      <FormField label={t('What changes')}>
        {(ids_) => (
          <Select
            {...ids_}
            value={kind}
            options={whatIfKinds(KINDS)}
            onChange={(next) => onChange(KINDS.find((each) => each === next) ?? 'raise', '')}
          />
        )}
      </FormField>
      {values.length === 0 ? null : (
        <FormField label={t('To what')}>
          {(ids_) => (
            <Combobox
              {...ids_}
              value={value}
              options={values}
              placeholder={t('Choose')}
              onChange={(next) => onChange(kind, next)}
            />
          )}
        </FormField>
      )}
    </>
  );
}

/** What a change would mean to a whole queue, before anybody makes it; nothing is written. */
export function WhatIfView(): ReactElement {
  const reference = useReference();
  const [text, setText] = useState('');
  const [kind, setKind] = useState<WhatIfKind>('raise');
  const [value, setValue] = useState('');
  const [horizon, setHorizon] = useState<Horizon>('today');
  const query = useMemo(() => parseTicketQuery(text), [text]);
  const values = useMemo(() => whatIfValues(kind, reference), [kind, reference]);
  const ids = useOpenIds(query);
  const { running, outcome, nowMs, run, clear } = useQueueRun();
  const change = whatIfOf(kind, value);
  const [problem] = query.problems;
  const choose = (next: WhatIfKind, to: string): void => {
    setKind(next);
    setValue(to);
    clear();
  };
  const start = (): void => {
    if (change !== null) void run(ids, change, horizon);
  };
  return (
    <div className="sl-overview">
      <form
        className="sl-what-if"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <FormField
          label={t('Which open tickets')}
          hint={t('{{count}} tickets', { count: ids.length })}
          error={problem?.message}
        >
          {(ids_) => (
            <TextInput
              {...ids_}
              value={text}
              placeholder={t('All, or a filter such as priority:<=2 site:leipzig')}
              onChange={(event) => {
                setText(event.target.value);
                clear();
              }}
            />
          )}
        </FormField>
        <ChangeFields kind={kind} value={value} values={values} onChange={choose} />
        <FormField label={t('How far ahead')}>
          {(ids_) => (
            <Select
              {...ids_}
              value={horizon}
              options={HORIZONS.map((each) => ({ value: each, label: t(HORIZON_LABELS[each]) }))}
              onChange={(next) => {
                setHorizon(HORIZONS.find((each) => each === next) ?? 'today');
                clear();
              }}
            />
          )}
        </FormField>
        <Button
          variant="primary"
          type="submit"
          disabled={change === null || ids.length === 0 || running !== null}
        >
          {t('Work it out')}
        </Button>
      </form>
      {running === null ? null : (
        <ProgressBar
          label={t('Working out the service levels')}
          done={running.done}
          total={running.total}
          onCancel={running.stop}
        />
      )}
      <OutcomeView outcome={outcome} nowMs={nowMs} horizon={horizon} />
    </div>
  );
}
