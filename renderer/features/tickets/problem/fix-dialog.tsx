import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Problem } from '../../../../shared/model/ticket.ts';
import { planFix } from '../../../../shared/workflow/problem-fix.ts';
import type { FixPlan, FixRefusal } from '../../../../shared/workflow/problem-fix.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { StateMark } from '../../../ui/state-mark.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { AskDialog } from '../acts/ask-dialog.tsx';
import { useDraft } from '../drafts.ts';
import { applyFix } from './problem-actions.ts';
import { useIncidentDocuments } from './use-linked-incidents.ts';

interface FixDialogProps {
  readonly problem: Problem;
  readonly rows: readonly TicketRow[];
  onClose(): void;
}

const REFUSALS: Readonly<Record<FixRefusal, string>> = {
  'ended-already': msg('has ended already'),
  'not-on-hold': msg('is not on hold: somebody works on it'),
  'waits-for-something-else': msg('waits for something else'),
  'major-incident': msg('is a major incident that has not ended'),
};

const NO_PLAN: FixPlan = { resolved: [], left: [] };

function Plan({ plan }: { readonly plan: FixPlan }): ReactElement {
  return (
    <div className="problem-who">
      <h3 className="form-field__label">
        {t('{{count}} incidents are resolved with it', { count: plan.resolved.length })}
      </h3>
      <ul className="problem-choices">
        {plan.resolved.map((incident) => (
          <li key={incident.id} className="problem-line">
            <StateMark state="resolved" />
            <span className="grow cut">
              {incident.number} {incident.title}
            </span>
          </li>
        ))}
      </ul>
      {plan.left.length === 0 ? null : (
        <>
          <h3 className="form-field__label">
            {t('{{count}} stay as they are', { count: plan.left.length })}
          </h3>
          <ul className="problem-choices">
            {plan.left.map(({ incident, why }) => (
              <li key={incident.id} className="problem-left t3">
                {incident.number} {t(REFUSALS[why])}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** The fix is in: says what resolved it, and shows first which incidents end with it. */
export function FixDialog({ problem, rows, onClose }: FixDialogProps): ReactElement {
  const replica = useReplica();
  const incidents = useIncidentDocuments(rows);
  const [draft, setDraft] = useDraft(`draft:${problem.id}:fix`);
  const [error, setError] = useState<string | undefined>(undefined);
  const plan = useMemo(() => (incidents ? planFix(incidents) : NO_PLAN), [incidents]);
  const confirm = async (): Promise<void> => {
    const args = { resolution: draft.text, incidents: plan.resolved };
    const said = await applyFix(replica, problem, args);
    setError(said);
    if (said !== undefined) return;
    setDraft('');
    onClose();
  };
  return (
    <AskDialog
      size="m"
      title={t('Fix applied to {{number}}', { number: problem.number })}
      description={t(
        'The problem is resolved, and with it the incidents on hold that wait for it.',
      )}
      act={
        plan.resolved.length === 0
          ? t('Resolve the problem')
          : t('Resolve it and {{count}} incidents', { count: plan.resolved.length })
      }
      onClose={onClose}
      onConfirm={() => void confirm()}
    >
      <FormField
        label={t('What resolved it?')}
        hint={t('Requesters of the incidents read this.')}
        required
        error={error}
      >
        {(ids) => (
          <TextArea
            {...ids}
            minRows={3}
            value={draft.text}
            onChange={(event) => {
              setDraft(event.target.value);
              setError(undefined);
            }}
          />
        )}
      </FormField>
      {incidents ? <Plan plan={plan} /> : null}
    </AskDialog>
  );
}
