import type { ReactElement } from 'react';
import type { Level, Ticket } from '../../../../shared/model/ticket.ts';
import { priorityOf } from '../../../../shared/workflow/priority.ts';
import { useReference } from '../../../replica/hooks.ts';
import { cx } from '../../../ui/cx.ts';
import { t } from '../../../ui/i18n.ts';
import { Popover } from '../../../ui/popover.tsx';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { levelLabel } from '../../../words/ticket-words.ts';

const LEVELS: readonly Level[] = [1, 2, 3];

interface MatrixProps {
  readonly impact: Level;
  readonly urgency: Level;
}

/** The matrix with the cell that applies. */
export function PriorityMatrix({ impact, urgency }: MatrixProps): ReactElement {
  const { matrix } = useReference();
  return (
    <table className="tickets-matrix">
      <caption className="vh">{t('Priority by impact and urgency')}</caption>
      <thead>
        <tr>
          <td />
          {LEVELS.map((level) => (
            <th key={level} scope="col" className={cx(level === urgency && 'is-on')}>
              {t('{{level}} urgency', { level: levelLabel(level) })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LEVELS.map((row) => (
          <tr key={row}>
            <th scope="row" className={cx(row === impact && 'is-on')}>
              {t('{{level}} impact', { level: levelLabel(row) })}
            </th>
            {LEVELS.map((column) => {
              const isHere = row === impact && column === urgency;
              return (
                <td
                  key={column}
                  className={cx(isHere && 'is-here')}
                  aria-current={isHere || undefined}
                >
                  <PriorityMark priority={priorityOf(matrix, row, column)} />
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PriorityFactsProps {
  readonly ticket: Pick<Ticket, 'impact' | 'urgency' | 'priority'>;
  readonly open: boolean;
  onOpenChange(open: boolean): void;
}

/** Priority and why it is what it is. */
export function PriorityFacts({ ticket, open, onOpenChange }: PriorityFactsProps): ReactElement {
  const { impact, urgency, priority } = ticket;
  const words = t('{{impact}} impact × {{urgency}} urgency', {
    impact: levelLabel(impact).toLocaleLowerCase(),
    urgency: levelLabel(urgency).toLocaleLowerCase(),
  });
  return (
    <>
      <PriorityMark priority={priority} text />
      <Popover
        label={t('Why this priority')}
        className="tickets-why"
        open={open}
        onOpenChange={onOpenChange}
        trigger={
          <button type="button" className="why t2" data-why="priority">
            {words}
          </button>
        }
      >
        <p className="tickets-why__text">
          {t('Nobody types a priority. It follows from impact and urgency:')}
        </p>
        <PriorityMatrix impact={impact} urgency={urgency} />
      </Popover>
    </>
  );
}
