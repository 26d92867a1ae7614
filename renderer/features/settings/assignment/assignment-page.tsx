import { useMemo } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { reordered, rulesInOrder } from '../../../../shared/desk/assignment.ts';
import type { AssignmentRule } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { pathOf } from '../../../state/routes.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { methodLabel } from '../../../words/assignment-words.ts';
import { conditionText } from '../../../words/condition-words.ts';
import { listTitle } from '../../../words/ticket-words.ts';
import { PageFrame } from '../page-frame.tsx';
import { AssignmentTester } from './assignment-tester.tsx';
import { RuleForm } from './rule-form.tsx';
import { SkillsSection } from './skills-section.tsx';
import { useReorder } from './use-reorder.ts';
import '../work-pages.css';
import './assignment.css';

const NEW = 'new';

function openRule(id: string | null): void {
  useNavigation
    .getState()
    .go({ kind: 'settings', page: 'assignment', ...(id === null ? {} : { id }) });
}

/** "Open incidents at Leipzig" in words: for which tickets a rule is. */
function whichText(rule: AssignmentRule, reference: ReferenceSnapshot): string {
  const kinds = rule.ticketKinds.map((kind) => listTitle(kind, false)).join(', ');
  const conditions = rule.conditions.map((each) => conditionText(each, reference));
  return [kinds === '' ? t('All kinds') : kinds, ...conditions].join('; ');
}

function howText(rule: AssignmentRule): string {
  return [
    methodLabel(rule.method),
    rule.skills.length > 0 ? t('who can do {{skills}}', { skills: rule.skills.join(', ') }) : '',
    rule.sameSite ? t('at the same site') : '',
    rule.onShift ? t('on shift now') : '',
  ]
    .filter(Boolean)
    .join(', ');
}

interface LineProps {
  readonly rule: AssignmentRule;
  readonly place: number;
  readonly count: number;
  readonly mayEdit: boolean;
  onMove(by: -1 | 1): void;
}

function RuleLine({ rule, place, count, mayEdit, onMove }: LineProps): ReactElement {
  const reference = useReference();
  const onKeyDown = (event: KeyboardEvent): void => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    if (mayEdit) onMove(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <tr onKeyDown={onKeyDown} data-rule={rule.id}>
      <td className="tnum t2">{place}</td>
      <th scope="row">
        <a
          className="work-link"
          href={pathOf({ kind: 'settings', page: 'assignment', id: rule.id })}
          onClick={(event) => {
            event.preventDefault();
            openRule(rule.id);
          }}
        >
          {rule.name}
        </a>
      </th>
      <td>{whichText(rule, reference)}</td>
      <td>
        <div className="med">{reference.people.get(rule.teamId)?.name ?? '–'}</div>
        <div className="t2">{howText(rule)}</div>
      </td>
      {mayEdit ? (
        <td className="nowrap">
          <IconButton
            icon="chevron-up"
            size="sm"
            label={t('Ask “{{name}}” earlier', { name: rule.name })}
            disabled={place === 1}
            onClick={() => onMove(-1)}
          />
          <IconButton
            icon="chevron-down"
            size="sm"
            label={t('Ask “{{name}}” later', { name: rule.name })}
            disabled={place === count}
            onClick={() => onMove(1)}
          />
        </td>
      ) : null}
    </tr>
  );
}

function RuleTable(props: {
  readonly rules: readonly AssignmentRule[];
  readonly mayEdit: boolean;
}): ReactElement {
  const { rules, mayEdit } = props;
  const reorder = useReorder();
  const move = (rule: AssignmentRule, by: -1 | 1): void => {
    const moves = reordered(rules, rule.id, by);
    if (moves.length === 0) return;
    void reorder(rule.name, moves).then((said) => {
      if (said !== undefined) toast({ tone: 'danger', text: said });
    });
  };
  return (
    <div className="work-list" role="group" tabIndex={0} aria-label={t('Assignment rules')}>
      <table className="work-table">
        <thead>
          <tr>
            <th scope="col">{t('Order')}</th>
            <th scope="col">{t('Rule')}</th>
            <th scope="col">{t('For which tickets')}</th>
            <th scope="col">{t('To whom')}</th>
            {mayEdit ? <td /> : null}
          </tr>
        </thead>
        <tbody>
          {rules.map((rule, index) => (
            <RuleLine
              key={rule.id}
              rule={rule}
              place={index + 1}
              count={rules.length}
              mayEdit={mayEdit}
              onMove={(by) => move(rule, by)}
            />
          ))}
        </tbody>
      </table>
      {mayEdit && rules.length > 1 ? (
        <p className="t3 t12 assign-hint">
          {t('The first rule that matches decides. Alt with the arrow keys moves a rule.')}
        </p>
      ) : null}
    </div>
  );
}

function List({ rules }: { readonly rules: readonly AssignmentRule[] }): ReactElement {
  const locale = useLocale();
  const { session } = useReplica();
  const mayEdit = mayWrite(session.roles, 'policies', 'create');
  useCommands([
    {
      id: 'assignment.new',
      label: t('New assignment rule'),
      keys: 'n',
      group: t('Settings'),
      icon: 'plus',
      when: () => mayEdit,
      run: () => openRule(NEW),
    },
  ]);
  const make = mayEdit ? (
    <Button variant="primary" icon="plus" kbd="n" onClick={() => openRule(NEW)}>
      {t('New assignment rule')}
    </Button>
  ) : null;
  return (
    <PageFrame
      title={t('Assignment rules')}
      count={formatNumber(locale, rules.length)}
      actions={make}
    >
      {rules.length === 0 ? (
        <EmptyState icon="group" title={t('No assignment rules yet')} actions={make}>
          <p>
            {t(
              'A rule says to which team, and to whom of it, a new ticket goes when nobody was chosen.',
            )}
          </p>
        </EmptyState>
      ) : (
        <RuleTable rules={rules} mayEdit={mayEdit} />
      )}
      <AssignmentTester rules={rules} />
      <SkillsSection />
    </PageFrame>
  );
}

/** Whom new work goes to: rules in their order, a tester, and what people can do. */
export function AssignmentPage({ id }: { readonly id: string | null }): ReactElement {
  const reference = useReference();
  const rules = useMemo(() => rulesInOrder(policiesOf(reference, 'assignment-rule')), [reference]);
  const back = (): void => openRule(null);
  if (id === NEW) return <RuleForm key={id} base={null} rules={rules} onDone={back} />;
  const base = id === null ? undefined : rules.find((rule) => rule.id === id);
  if (base) return <RuleForm key={base.id} base={base} rules={rules} onDone={back} />;
  return <List rules={rules} />;
}
