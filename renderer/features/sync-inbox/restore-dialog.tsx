import { useState } from 'react';
import type { ReactElement } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import type { RestorePlan } from '../../replica/unsent-file-restore.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { toast } from '../../ui/toast.ts';
import { groupActs } from './inbox-groups.ts';
import { problemOf } from './settle-conflict.ts';
import type { SyncHandle } from './sync-handle.ts';

interface Restoring {
  readonly name: string;
  readonly plan?: RestorePlan;
  readonly problem?: string;
}

function Plan({ plan }: { readonly plan: RestorePlan }): ReactElement {
  const acts = groupActs(plan.rows);
  return (
    <>
      <ul className="inbox__plan">
        <li>{t('{{count}} changes will be queued', { count: acts.length })}</li>
        <li>{t('{{count}} documents are here already', { count: plan.alreadyHere.length })}</li>
        {plan.refused.length === 0 ? null : (
          <li>{t('{{count}} lines cannot be brought back', { count: plan.refused.length })}</li>
        )}
      </ul>
      {plan.refused.slice(0, 5).map(({ reason }, at) => (
        <Notice key={at} tone="warning">
          {reason}
        </Notice>
      ))}
      <ul className="inbox__planned">
        {acts.slice(0, 8).map((act) => (
          <li key={act.mutationId} className="cut">
            {act.label}
          </li>
        ))}
      </ul>
    </>
  );
}

function useRestore(sync: SyncHandle) {
  const replica = useReplica();
  const [restoring, setRestoring] = useState<Restoring | null>(null);
  return {
    restoring,
    close: () => setRestoring(null),
    async read(file: File): Promise<void> {
      const { name } = file;
      try {
        const plan = await replica.planRestore(await file.text());
        setRestoring({ name, plan });
      } catch (error) {
        setRestoring({ name, problem: error instanceof Error ? t(error.message) : String(error) });
      }
    },
    async restore(plan: RestorePlan): Promise<void> {
      setRestoring(null);
      try {
        const { restored } = await replica.restoreUnsent(plan);
        sync.syncNow();
        toast({ text: t('{{count}} changes are in the queue again', { count: restored }) });
      } catch (error) {
        toast({ tone: 'danger', text: problemOf(error) });
      }
    },
  };
}

/** A button that brings a saved file of unsent work back, after it said what that would do. */
export function RestoreFromFile({ sync }: { readonly sync: SyncHandle }): ReactElement {
  const { restoring, close, read, restore } = useRestore(sync);
  const plan = restoring?.plan;
  const count = plan ? groupActs(plan.rows).length : 0;
  return (
    <>
      <label className="btn inbox__file">
        {t('Restore from file')}
        <input
          type="file"
          accept="application/json,.json"
          className="vh"
          onChange={(event) => {
            const [file] = event.target.files ?? [];
            event.target.value = '';
            if (file) void read(file);
          }}
        />
      </label>
      <Dialog
        open={restoring !== null}
        onOpenChange={close}
        title={t('Restore from {{name}}', { name: restoring?.name ?? '' })}
        description={
          plan
            ? t('Nothing has been done yet. Nothing is sent that the server has already.')
            : t('Nothing was done.')
        }
        actions={
          <>
            <Button onClick={close}>{count > 0 ? t('Cancel') : t('Close')}</Button>
            {plan && count > 0 ? (
              <Button variant="primary" onClick={() => void restore(plan)}>
                {t('Queue {{count}} changes', { count })}
              </Button>
            ) : null}
          </>
        }
      >
        {plan ? (
          <Plan plan={plan} />
        ) : (
          <Notice tone="warning" title={t('This file cannot be used')}>
            {restoring?.problem}
          </Notice>
        )}
      </Dialog>
    </>
  );
}
