import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Assignment, RuleStep } from '../../../../shared/desk/assignment.ts';
import type { AssignmentRule } from '../../../../shared/model/policy.ts';
import { useClocks } from '../../../replica/clocks.ts';
import { assignmentFor, toAssign } from '../../../replica/desk-people.ts';
import { useDocument, useReference, useRows, useWorkspace } from '../../../replica/hooks.ts';
import { Chip } from '../../../ui/chip.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { DutyMark } from '../../../ui/duty-mark.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';
import { assignmentReasons, consideredText } from '../../../words/assignment-words.ts';
import { conditionText } from '../../../words/condition-words.ts';
import { dutyState, standingLabel } from '../../../words/duty-words.ts';

const MOST_OFFERED = 500;

/** The newest tickets, to choose one from. */
function useTicketOptions() {
  const rows = useRows(useWorkspace().tickets);
  return useMemo(
    () =>
      [...rows]
        .sort((a, b) => b.openedAt - a.openedAt)
        .slice(0, MOST_OFFERED)
        .map(({ id, number, title }) => ({ value: id, label: number, detail: title })),
    [rows],
  );
}

function Passed({
  step,
  rules,
}: {
  readonly step: RuleStep;
  readonly rules: readonly AssignmentRule[];
}) {
  const reference = useReference();
  const name = rules.find(({ id }) => id === step.ruleId)?.name ?? '';
  const why =
    step.miss === 'condition' && step.condition
      ? t('it is not: {{condition}}', { condition: conditionText(step.condition, reference) })
      : step.miss === 'kind'
        ? t('for other kinds of ticket')
        : t('for another team');
  return (
    <li className="t2">
      {name}: {why}
    </li>
  );
}

function Verdict(props: {
  readonly found: Assignment;
  readonly rules: readonly AssignmentRule[];
}): ReactElement {
  const { found, rules } = props;
  const reference = useReference();
  const missed = found.steps.filter(({ miss }) => miss !== null);
  return (
    <div className="assign-said">
      {assignmentReasons(found, reference).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {found.considered.length === 0 ? null : (
        <table className="work-table assign-who">
          <thead>
            <tr>
              <th scope="col">{t('Who of the team')}</th>
              <th scope="col">{t('Now')}</th>
              <th scope="col">{t('Why')}</th>
            </tr>
          </thead>
          <tbody>
            {found.considered.map((one) => {
              const state = dutyState(one.standing);
              return (
                <tr key={one.personId}>
                  <th scope="row">
                    {reference.people.get(one.personId)?.name ?? one.personId}{' '}
                    {one.personId === found.personId ? (
                      <Chip size="sm" tone="success" icon="check">
                        {t('chosen')}
                      </Chip>
                    ) : null}
                  </th>
                  <td className="nowrap">
                    {state === null ? '–' : <DutyMark state={state} size={12} />}{' '}
                    {standingLabel(one.standing)}
                  </td>
                  <td>{consideredText(one)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {missed.length === 0 ? null : (
        <>
          <p className="t3 t12">{t('Asked before, and passed over:')}</p>
          <ul>
            {missed.map((step) => (
              <Passed key={step.ruleId} step={step} rules={rules} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Asks the rules, saved or not, about a real ticket as if it had just come in. */
export function AssignmentTester({
  rules,
}: {
  readonly rules: readonly AssignmentRule[];
}): ReactElement {
  const [id, setId] = useState('');
  const options = useTicketOptions();
  const ticket = useDocument('tickets', id === '' ? null : id);
  const reference = useReference();
  const rows = useRows(useWorkspace().tickets);
  const slaRules = useClocks().getRules();
  const now = useNow();
  const found = useMemo(
    () =>
      ticket
        ? assignmentFor(
            { ...toAssign(ticket), teamId: undefined },
            { teamChosen: false },
            { reference, slaRules, rows, nowMs: now, rules },
          )
        : undefined,
    [ticket, reference, slaRules, rows, now, rules],
  );
  return (
    <section className="work-section" aria-label={t('Try it on a ticket')}>
      <h3 className="work-head">{t('Try it on a ticket')}</h3>
      <div className="assign-who">
        <FormField label={t('Ticket')} hint={t('As if it had just come in; nothing is written.')}>
          {(ids) => <Combobox {...ids} allowEmpty value={id} options={options} onChange={setId} />}
        </FormField>
      </div>
      <div aria-live="polite">
        {found === undefined ? null : found === null ? (
          <p>{t('No rule matches: it stays where its category puts it.')}</p>
        ) : (
          <Verdict found={found} rules={rules} />
        )}
      </div>
    </section>
  );
}
