import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { compareWhatIf, isMissedBy, suppose } from '../../../../shared/sla/what-if.ts';
import type { WhatIf, WhatIfTarget } from '../../../../shared/sla/what-if.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { Select } from '../../../ui/select.tsx';
import { SlaMark } from '../../../ui/sla-clock.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { toast } from '../../../ui/toast.ts';
import { targetName, targetState } from '../../../words/clock-words.ts';
import { outlookWords, whatIfKinds, whatIfOf, whatIfValues } from '../../../words/what-if-words.ts';
import type { WhatIfKind } from '../../../words/what-if-words.ts';
import { applyLabel, applyWhatIf } from './apply-what-if.ts';
import { fromLocalInput } from '../../../ui/local-instant.ts';
import { targetKey } from './target-key.ts';
import type { Evaluation } from './use-evaluation.ts';

interface WhatIfDrawerProps {
  readonly ticket: Ticket;
  readonly evaluation: Evaluation;
  onClose(): void;
}

function kindsFor({ state, open }: Ticket): readonly WhatIfKind[] {
  const ofOpen: readonly WhatIfKind[] =
    open === 0 ? [] : ['priority', state === 'on-hold' ? 'resume' : 'hold', 'assign'];
  return [...ofOpen, 'policy', 'calendar'];
}

interface Choice {
  readonly kind: WhatIfKind;
  readonly value: string;
  /** As the box for day and time gives it; of a hold alone. */
  readonly until: string;
}

function chosen(kind: WhatIfKind): Choice {
  return { kind, value: '', until: '' };
}

interface FormProps {
  readonly kinds: readonly WhatIfKind[];
  readonly values: readonly Option[];
  readonly choice: Choice;
  onChoice(choice: Choice): void;
}

function WhatIfForm({ kinds, values, choice, onChoice }: FormProps): ReactElement {
  const { kind, value, until } = choice;
  return (
    <div className="tickets-what-if">
      <FormField label={t('What changes')}>
        {(ids) => (
          <Select
            {...ids}
            value={kind}
            options={whatIfKinds(kinds)}
            onChange={(next) => onChoice(chosen(kinds.find((each) => each === next) ?? kind))}
          />
        )}
      </FormField>
      {values.length === 0 ? null : (
        <FormField label={t('To what')}>
          {(ids) => (
            <Combobox
              {...ids}
              value={value}
              options={values}
              placeholder={t('Choose')}
              onChange={(next) => onChoice({ ...choice, value: next })}
            />
          )}
        </FormField>
      )}
      {kind === 'hold' ? (
        <FormField label={t('Until')} hint={t('Empty: nobody knows yet.')}>
          {(ids) => (
            <TextInput
              {...ids}
              type="datetime-local"
              value={until}
              onChange={(event) => onChoice({ ...choice, until: event.target.value })}
            />
          )}
        </FormField>
      ) : null}
    </div>
  );
}

/** What a ticket's service levels would be if something were otherwise; writes nothing by itself. */
export function WhatIfDrawer({ ticket, evaluation, onClose }: WhatIfDrawerProps): ReactElement {
  const reference = useReference();
  const go = useNavigation((state) => state.go);
  const replica = useReplica();
  const kinds = kindsFor(ticket);
  const [choice, setChoice] = useState<Choice>(() => chosen(kinds[0] ?? 'policy'));
  const { kind, value, until } = choice;
  const values = useMemo(() => whatIfValues(kind, reference), [kind, reference]);
  const untilAt = kind === 'hold' ? (fromLocalInput(until) ?? undefined) : undefined;
  const change = useMemo(() => whatIfOf(kind, value, untilAt), [kind, value, untilAt]);
  const label = change === null ? null : applyLabel(change, ticket);
  const apply = async (): Promise<void> => {
    if (change === null) return;
    const said = await applyWhatIf(replica, ticket, change, reference.matrix);
    if (said === undefined) onClose();
    else toast({ tone: 'danger', text: said });
  };
  return (
    <Drawer
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('What if')}
      subtitle={`${ticket.number}. ${t('Nothing is changed until you apply it')}`}
      width={720}
      footer={
        <>
          <Button onClick={onClose}>{t('Close')}</Button>
          <Button
            variant="quiet"
            onClick={() => go({ kind: 'service-levels', page: 'overview', id: 'what-if' })}
          >
            {t('Try it on a whole queue')}
          </Button>
          {label === null ? null : (
            <Button variant="primary" onClick={() => void apply()}>
              {label}
            </Button>
          )}
        </>
      }
    >
      <div className="tickets-explain-body">
        <WhatIfForm kinds={kinds} choice={choice} onChoice={setChoice} values={values} />
        {change === null ? (
          <p className="t3">
            {t('Choose what would be otherwise; the clocks are worked out here.')}
          </p>
        ) : (
          <Comparison evaluation={evaluation} change={change} />
        )}
      </div>
    </Drawer>
  );
}

interface ComparisonProps {
  readonly evaluation: Evaluation;
  readonly change: WhatIf;
}

function Comparison({ evaluation, change }: ComparisonProps): ReactElement {
  const { input, nowMs } = evaluation;
  const pairs = useMemo(() => compareWhatIf(input, suppose(change)), [input, change]);
  return (
    <div
      className="tickets-scroll"
      tabIndex={0}
      role="region"
      aria-label={t('Each target now and then')}
    >
      <table className="tbl">
        <thead>
          <tr>
            <th scope="col">{t('Target')}</th>
            <th scope="col">{t('Now')}</th>
            <th scope="col">{t('Then')}</th>
            <th scope="col">{t('What it means')}</th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair) => (
            <tr key={targetKey(pair)}>
              <td className="med">{targetName(pair)}</td>
              <Outlook target={pair.before} nowMs={nowMs} />
              <Outlook target={pair.after} nowMs={nowMs} />
              <td>{meaning(pair, nowMs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface OutlookProps {
  readonly target: WhatIfTarget['before'];
  readonly nowMs: number;
}

function Outlook({ target, nowMs }: OutlookProps): ReactElement {
  const locale = useLocale();
  return (
    <td className="nowrap">
      <span className="tickets-outlook">
        <SlaMark
          state={target ? targetState(target) : 'none'}
          {...(target ? { percent: target.percent } : {})}
        />
        {outlookWords(target, locale, nowMs)}
      </span>
    </td>
  );
}

/** What the change does to a target, in a few words. */
function meaning({ before, after }: WhatIfTarget, nowMs: number): string {
  const wasMissed = isMissedBy(before, nowMs);
  const isMissed = isMissedBy(after, nowMs);
  if (isMissed && !wasMissed) return t('It would be missed at once');
  if (wasMissed && !isMissed) return t('It would not be missed any more');
  if (before === null || after === null) {
    return before === after ? '' : after === null ? t('It would not apply') : t('It would apply');
  }
  if (before.dueAt === after.dueAt) return t('No difference');
  if (before.dueAt === null) return t('Due again');
  if (after.dueAt === null) return t('Stands still');
  return after.dueAt > before.dueAt ? t('More time') : t('Less time');
}
