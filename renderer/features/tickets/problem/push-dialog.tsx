import { useEffect, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Incident, Problem } from '../../../../shared/model/ticket.ts';
import type {
  ProblemPush,
  PushKind,
  PushPlan,
  PushRefusal,
} from '../../../../shared/workflow/problem-acts.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox, RadioList } from '../../../ui/choice.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { useDraft } from '../drafts.ts';
import { standOf } from './incident-lines.tsx';
import { planOfPush, tellIncidents } from './problem-actions.ts';
import { useIncidentDocuments } from './use-linked-incidents.ts';

interface PushDialogProps {
  readonly problem: Problem;
  readonly rows: readonly TicketRow[];
  readonly what: PushKind;
  onClose(): void;
}

const REFUSALS: Readonly<Record<PushRefusal, string>> = {
  'told-already': msg('was told exactly this already'),
  'not-open': msg('is closed'),
};

/** Whom it would reach, asked again when words, audience or incidents change. */
function usePlan(
  problem: Problem,
  incidents: readonly Incident[] | undefined,
  push: ProblemPush,
): PushPlan | null {
  const replica = useReplica();
  const [plan, setPlan] = useState<PushPlan | null>(null);
  const { what, audience, body } = push;
  useEffect(() => {
    let isOver = false;
    if (incidents) {
      void planOfPush(replica, problem, incidents, { what, audience, body }).then((next) => {
        if (!isOver) setPlan(next);
      });
    }
    return () => {
      isOver = true;
    };
  }, [replica, problem, incidents, what, audience, body]);
  return plan;
}

interface WhoProps {
  readonly plan: PushPlan;
  readonly left: ReadonlySet<string>;
  onLeave(id: string, isLeft: boolean): void;
  onAll(isLeft: boolean): void;
}

function Who({ plan, left, onLeave, onAll }: WhoProps): ReactElement {
  const chosen = plan.told.filter(({ id }) => !left.has(id)).length;
  return (
    <fieldset className="problem-who">
      <legend className="form-field__label">{t('Who is told')}</legend>
      {plan.told.length > 1 ? (
        <Checkbox
          label={t('All {{count}} that are still open', { count: plan.told.length })}
          checked={chosen === plan.told.length ? true : chosen === 0 ? false : 'mixed'}
          onChange={(all) => onAll(!all)}
        />
      ) : null}
      <ul className="problem-choices">
        {plan.told.map((incident) => (
          <li key={incident.id}>
            <Checkbox
              label={`${incident.number} ${incident.title}`}
              hint={standOf(incident)}
              checked={!left.has(incident.id)}
              onChange={(is) => onLeave(incident.id, !is)}
            />
          </li>
        ))}
        {plan.refused.map(({ incident, why }) => (
          <li key={incident.id} className="problem-left t3">
            {incident.number} {t(REFUSALS[why])}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** Writes the workaround or the fix to the linked incidents, and shows first whom it reaches. */
export function PushDialog({ problem, rows, what, onClose }: PushDialogProps): ReactElement {
  const replica = useReplica();
  const incidents = useIncidentDocuments(rows);
  const [draft, setDraft] = useDraft(`draft:${problem.id}:push-${what}`);
  const [audience, setAudience] = useState<ProblemPush['audience']>('public');
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<string | undefined>(undefined);
  const usual = (what === 'workaround' ? problem.workaround : problem.resolution) ?? '';
  const body = draft.text === '' ? usual : draft.text;
  const plan = usePlan(problem, incidents, { what, audience, body });
  const chosen = useMemo(() => (plan?.told ?? []).filter(({ id }) => !left.has(id)), [plan, left]);
  const confirm = async (): Promise<void> => {
    const said = await tellIncidents(replica, problem, chosen, { what, audience, body });
    setError(said);
    if (said !== undefined) return;
    setDraft('');
    onClose();
  };
  return (
    <AskDialog
      size="m"
      title={
        what === 'workaround'
          ? t('Send the workaround to linked incidents')
          : t('Send the fix to linked incidents')
      }
      description={t('What is said stays on the incidents. The same words are said once to each.')}
      act={t('Tell {{count}} incidents', { count: chosen.length })}
      {...(draft.text === '' || draft.text === usual
        ? {}
        : {
            more: (
              <Button onClick={() => setDraft('')}>{t('Back to the text of the record')}</Button>
            ),
          })}
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <FormField label={t('What they are told')} required error={error}>
        {(ids) => (
          <TextArea
            {...ids}
            minRows={4}
            value={body}
            onChange={(event) => {
              setDraft(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </FormField>
      <RadioList<ProblemPush['audience']>
        label={t('Who reads it')}
        value={audience}
        onChange={setAudience}
        options={[
          { value: 'public', label: t('Public comment'), detail: t('The requester reads it.') },
          { value: 'internal', label: t('Internal note'), detail: t('Agents alone read it.') },
        ]}
      />
      {plan === null ? null : (
        <Who
          plan={plan}
          left={left}
          onLeave={(id, isLeft) => {
            const next = new Set(left);
            if (isLeft) next.add(id);
            else next.delete(id);
            setLeft(next);
          }}
          onAll={(isLeft) => setLeft(new Set(isLeft ? plan.told.map(({ id }) => id) : []))}
        />
      )}
    </AskDialog>
  );
}
