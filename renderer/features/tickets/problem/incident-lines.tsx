import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { holdLabel, stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import { RecordLink } from '../record/record-link.tsx';

/** As many as tell enough; the others come on demand. */
const FIRST = 5;

/** `On hold, awaiting problem`. */
export function standOf({
  state,
  holdReason,
}: {
  readonly state: string;
  readonly holdReason?: string | undefined;
}): string {
  const label = stateLabel(state);
  return state === 'on-hold' && holdReason !== undefined
    ? `${label}, ${holdLabel(holdReason)}`
    : label;
}

interface IncidentLinesProps {
  readonly rows: readonly TicketRow[];
  /** At the right of a line. */
  end?(row: TicketRow): ReactNode;
}

/** Incidents, one a line: number, title, how it stands. */
export function IncidentLines({ rows, end }: IncidentLinesProps): ReactElement {
  const [all, setAll] = useState(false);
  const shown = all ? rows : rows.slice(0, FIRST);
  return (
    <>
      <ul className="problem-lines">
        {shown.map((row) => (
          <li key={row.id} className="problem-line">
            <StateMark state={stateMarkOf(row.state)} />
            <span className="grow cut">
              <RecordLink id={row.id} className="tnum" /> <span title={row.title}>{row.title}</span>
            </span>
            <span className="t3 t12 nowrap problem-line__stand">{end?.(row) ?? standOf(row)}</span>
          </li>
        ))}
      </ul>
      {rows.length > FIRST ? (
        <Button
          size="sm"
          variant="quiet"
          className="problem-more"
          trailingIcon={all ? 'chevron-up' : 'chevron-down'}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? t('Show fewer') : t('Show all {{count}}', { count: rows.length })}
        </Button>
      ) : null}
    </>
  );
}
