import { useCallback, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { slaRules } from '../../../../shared/sla/sla-rules.ts';
import { SLA_AGREEMENTS } from '../../../../shared/model/policy.ts';
import {
  useDocument,
  useReference,
  useReplica,
  useTimeline,
  useWorkspace,
} from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { foldText, OPTION_LIMIT } from '../../../ui/option.ts';
import type { Option } from '../../../ui/option.ts';
import { askPolicies } from './ask-policies.ts';
import type { Asked } from './ask-policies.ts';
import { agreementName, conditionText } from './policy-words.ts';
import type { Names } from './policy-words.ts';

interface PolicyTesterProps {
  readonly open: boolean;
  onOpenChange(open: boolean): void;
}

/** Which policy a ticket gets, and why the ones asked before it do not apply. */
export function PolicyTester({ open, onOpenChange }: PolicyTesterProps): ReactElement {
  const [ticketId, setTicketId] = useState('');
  const findTickets = useTicketSearch();
  return (
    <Drawer
      open={open}
      onOpenChange={onOpenChange}
      title={t('Which policy does a ticket get?')}
      width={640}
    >
      <div className="slp-tester">
        <FormField label={t('Ticket')} hint={t('Its number, or words of its title.')}>
          {(ids) => (
            <Combobox
              {...ids}
              value={ticketId}
              options={findTickets}
              onChange={setTicketId}
              placeholder="INC-1042"
            />
          )}
        </FormField>
        {ticketId === '' ? null : <Answers ticketId={ticketId} />}
      </div>
    </Drawer>
  );
}

/** Numbers first; stops at as many as a list shows. */
function useTicketSearch(): (query: string) => Promise<readonly Option[]> {
  const { tickets } = useWorkspace();
  return useCallback(
    (query: string) => {
      const words = foldText(query).split(/\s+/).filter(Boolean);
      const found: TicketRow[] = [];
      for (const row of tickets.rows()) {
        if (found.length > OPTION_LIMIT) break;
        const text = `${row.number} ${row.title}`.toLowerCase();
        if (words.every((word) => text.includes(word))) found.push(row);
      }
      const exact = query.trim().toLowerCase();
      found.sort(
        (a, b) =>
          Number(b.number.toLowerCase() === exact) - Number(a.number.toLowerCase() === exact),
      );
      return Promise.resolve(
        found.map(({ id, number, title }) => ({ value: id, label: number, detail: title })),
      );
    },
    [tickets],
  );
}

function Answers({ ticketId }: { readonly ticketId: string }): ReactElement | null {
  const reference = useReference();
  const { now } = useReplica();
  const ticket = useDocument('tickets', ticketId);
  const entries = useTimeline(ticketId);
  const asked = useMemo(() => {
    if (!ticket || !entries) return null;
    const rules = slaRules({
      policies: reference.policies.values(),
      people: reference.people.values(),
      places: reference.places.values(),
      catalog: reference.catalog.values(),
    });
    return askPolicies(ticket, entries, rules, new Date(now()).toISOString());
  }, [ticket, entries, reference, now]);
  if (!ticket || !asked) return null;
  return (
    <>
      <p>
        <span className="med">{ticket.number}</span> <span className="t2">{ticket.title}</span>
      </p>
      {SLA_AGREEMENTS.map((agreement) => {
        const own = asked.filter(({ policy }) => (policy.agreement ?? 'sla') === agreement);
        if (own.length === 0) return null;
        return (
          <section key={agreement}>
            <h3 className="slp-agreement__title">{agreementName(agreement)}</h3>
            <ol className="slp-answers">
              {own.map((each) => (
                <Answer key={each.policy.id} asked={each} names={reference} />
              ))}
            </ol>
            {own.some(({ answer }) => answer === 'chosen') ? null : (
              <p className="t2">{t('No policy of this kind applies to the ticket.')}</p>
            )}
          </section>
        );
      })}
    </>
  );
}

function Answer({ asked, names }: { readonly asked: Asked; readonly names: Names }): ReactElement {
  const { policy, answer } = asked;
  return (
    <li className={answer === 'chosen' ? 'slp-answer slp-answer--chosen' : 'slp-answer'}>
      <Icon
        name={answer === 'chosen' ? 'check' : answer === 'later' ? 'minus' : 'close'}
        size={14}
      />
      <span className="med">{policy.name}</span>
      <span className="slp-answer__why">{reasonText(asked, names)}</span>
    </li>
  );
}

function reasonText({ policy, answer, unmet }: Asked, names: Names): string {
  switch (answer) {
    case 'chosen':
      return t('Counts: everything it asks for is so.');
    case 'later':
      return t('Would apply, but one before it counts already.');
    case 'other-kind':
      return t('Is for tickets of another kind.');
    case 'not-yet':
      return t('Is not in force yet.');
    case 'over':
      return t('Is not in force any more.');
    case 'condition':
      return unmet
        ? t('Not so: {{condition}}.', { condition: conditionText(unmet, names) })
        : policy.name;
  }
}
