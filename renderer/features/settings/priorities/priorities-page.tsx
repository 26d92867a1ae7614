import { useState } from 'react';
import type { ReactElement } from 'react';
import type { PriorityMatrix } from '../../../../shared/model/policy.ts';
import type { Level, Priority } from '../../../../shared/model/ticket.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { saveMatrix } from '../../../../shared/workflow/desk-rules.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { Select } from '../../../ui/select.tsx';
import { levelLabel } from '../../../words/ticket-words.ts';
import { PageFrame } from '../page-frame.tsx';
import { useSettingActs } from '../setting-acts.ts';
import { OthersSection } from './others-section.tsx';
import './priorities.css';

type Rows = PriorityMatrix['rows'];

const LEVELS: readonly Level[] = [1, 2, 3];
const PRIORITIES: readonly Priority[] = [1, 2, 3, 4];

function withCell(rows: Rows, impact: Level, urgency: Level, priority: Priority): Rows {
  return rows.map((row, at) =>
    at === impact - 1 ? row.map((cell, column) => (column === urgency - 1 ? priority : cell)) : row,
  );
}

interface MatrixProps {
  readonly rows: Rows;
  readonly stored: Rows;
  readonly isReadOnly: boolean;
  onChange(rows: Rows): void;
}

function Matrix({ rows, stored, isReadOnly, onChange }: MatrixProps): ReactElement {
  return (
    <table className="prio-matrix">
      <caption className="vh">{t('Priority by impact and urgency')}</caption>
      <thead>
        <tr>
          <td />
          {LEVELS.map((urgency) => (
            <th key={urgency} scope="col">
              {t('Urgency: {{level}}', { level: levelLabel(urgency) })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {LEVELS.map((impact) => (
          <tr key={impact}>
            <th scope="row">{t('Impact: {{level}}', { level: levelLabel(impact) })}</th>
            {LEVELS.map((urgency) => {
              const priority = rows[impact - 1]![urgency - 1]!;
              const isNew = priority !== stored[impact - 1]![urgency - 1];
              return (
                <td key={urgency} data-new={isNew}>
                  <span className="prio-cell">
                    <PriorityMark priority={priority} digit={!isReadOnly ? false : true} />
                    {isReadOnly ? null : (
                      <Select
                        label={t('Priority for impact {{impact}}, urgency {{urgency}}', {
                          impact: levelLabel(impact),
                          urgency: levelLabel(urgency),
                        })}
                        value={String(priority)}
                        options={PRIORITIES.map((each) => ({
                          value: String(each),
                          label: String(each),
                        }))}
                        onChange={(next) => {
                          const chosen = PRIORITIES.find((each) => String(each) === next);
                          if (chosen) onChange(withCell(rows, impact, urgency, chosen));
                        }}
                      />
                    )}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The matrix by which impact and urgency make a priority. */
export function PrioritiesPage(): ReactElement {
  const { session } = useReplica();
  const reference = useReference();
  const acts = useSettingActs();
  const base = policiesOf(reference, 'priority-matrix').at(-1) ?? null;
  const stored = reference.matrix;
  const [typed, setTyped] = useState<Rows | null>(null);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const rows = typed ?? stored;
  const isReadOnly = !mayWrite(session.roles, 'policies', base === null ? 'create' : 'update');
  const hasChanged = JSON.stringify(rows) !== JSON.stringify(stored);
  const save = async (): Promise<void> => {
    const saved = await acts.save(base, (former, context) => saveMatrix(former, rows, context), {
      name: t('Priorities'),
      done: t('Matrix saved'),
    });
    setProblem('problem' in saved ? saved.problem : undefined);
    if (!('problem' in saved)) setTyped(null);
  };
  const actions = hasChanged ? (
    <>
      <Button size="sm" onClick={() => setTyped(null)}>
        {t('Revert')}
      </Button>
      <Button size="sm" variant="primary" onClick={() => void save()}>
        {t('Save')}
      </Button>
    </>
  ) : undefined;
  return (
    <PageFrame title={t('Priorities')} actions={actions}>
      <div className="prio-page">
        <p className="t2">
          {t(
            'Nobody types a priority: it follows from how much is affected and how soon it hurts.',
          )}
        </p>
        {problem === undefined ? null : (
          <p role="alert" className="form-field__error">
            {problem}
          </p>
        )}
        <div className="prio-scroll">
          <Matrix rows={rows} stored={stored} isReadOnly={isReadOnly} onChange={setTyped} />
        </div>
        <OthersSection rows={rows} isStored={!hasChanged} />
      </div>
    </PageFrame>
  );
}
