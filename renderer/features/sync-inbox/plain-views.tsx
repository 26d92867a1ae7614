import type { ReactElement } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import type { VaultFinds } from '../../replica/vault.ts';
import { useNavigation } from '../../state/navigation.ts';
import { routeOfRecord } from '../../state/routes.ts';
import { Button } from '../../ui/button.tsx';
import { formatDate, formatDateTime } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { saveFile } from '../../ui/save-file.ts';
import { toast } from '../../ui/toast.ts';
import { useCommands } from '../../ui/use-commands.ts';
import { ActChanges } from './act-changes.tsx';
import { DetailHead, Explanation } from './detail-parts.tsx';
import type { DiscardedAct, InboxAct } from './inbox-groups.ts';
import { toFile } from './inbox-groups.ts';
import { problemOf } from './settle-conflict.ts';
import type { Situation, SituationAct } from './situations.ts';
import type { SyncHandle } from './sync-handle.ts';

const KEPT_MS = 30 * 24 * 3_600_000;

/** Saves everything unsent to a file. */
export function useSaveUnsent(): () => void {
  const replica = useReplica();
  return () => {
    const day = new Date(replica.now()).toISOString().slice(0, 10);
    replica.exportUnsent().then(
      (text) => saveFile(`outpost-unsent-${day}.json`, text),
      (error: unknown) => toast({ tone: 'danger', text: problemOf(error) }),
    );
  };
}

/** What was done here and is not on the server yet. */
export function WaitingView({ act }: { readonly act: InboxAct }): ReactElement {
  const replica = useReplica();
  const openRecord = useNavigation((state) => state.openRecord);
  const save = (): void =>
    saveFile(`outpost-${act.mutationId}.json`, toFile(act.rows, replica.session, replica.now()));
  const open = (): void => void openRecord(act.recordId);
  const group = t('Sync');
  useCommands([
    { id: 'waiting.save', label: t('Save to file'), keys: 'f', group, run: save },
    { id: 'waiting.open', label: t('Open record'), keys: 'o', group, run: open },
  ]);
  return (
    <>
      <DetailHead
        mark="unsent"
        what={t('Waiting to be sent')}
        recordId={act.recordId}
        at={act.writtenAt}
        title={act.label}
      >
        <p>{t('It is kept on this machine and sent as soon as the server can be reached.')}</p>
      </DetailHead>
      <ActChanges act={act} />
      <div className="inbox__acts">
        {routeOfRecord(act.recordId) === null ? null : (
          <Button kbd="o" onClick={open}>
            {t('Open record')}
          </Button>
        )}
        <Button variant="quiet" kbd="f" onClick={save}>
          {t('Save to file')}
        </Button>
      </div>
    </>
  );
}

/** Work that was taken off the list. */
export function DiscardedView(props: {
  readonly discarded: DiscardedAct;
  readonly sync: SyncHandle;
}): ReactElement {
  const { act, discardedAt, documentIds } = props.discarded;
  const replica = useReplica();
  const locale = useLocale();
  const until = Date.parse(discardedAt) + KEPT_MS;
  const send = async (): Promise<void> => {
    try {
      for (const id of documentIds) await replica.sendDiscardedAgain(id);
      props.sync.syncNow();
      toast({ text: t('Queued again. It is sent with the next contact.') });
    } catch (error) {
      toast({ tone: 'danger', text: problemOf(error) });
    }
  };
  const save = (): void =>
    saveFile(`outpost-${act.mutationId}.json`, toFile(act.rows, replica.session, replica.now()));
  const group = t('Sync');
  useCommands([
    { id: 'discarded.again', label: t('Send again'), keys: 'r', group, run: () => void send() },
    { id: 'discarded.save', label: t('Save to file'), keys: 'f', group, run: save },
  ]);
  return (
    <>
      <DetailHead what={t('Discarded')} recordId={act.recordId} at={discardedAt} title={act.label}>
        <p>
          {t('You took this off the list. It is kept on this machine until {{day}}.', {
            day: formatDate(locale, until),
          })}
        </p>
      </DetailHead>
      <ActChanges act={act} />
      <div className="inbox__acts">
        <Button kbd="r" onClick={() => void send()}>
          {t('Send again')}
        </Button>
        <Button variant="quiet" kbd="f" onClick={save}>
          {t('Save to file')}
        </Button>
      </div>
    </>
  );
}

/** Carries out what a situation's button says. */
export function useSituationAct(sync: SyncHandle): (act: SituationAct) => void {
  const saveUnsent = useSaveUnsent();
  return (act) => {
    switch (act.kind) {
      case 'answer':
        sync.answer(act.questionId, act.answer);
        return;
      case 'sync-now':
        sync.syncNow();
        return;
      case 'save-unsent':
        saveUnsent();
        return;
    }
  };
}

/** Something about sync as a whole: what happened, what is safe, what to do. */
export function SituationView(props: {
  readonly situation: Situation;
  readonly sync: SyncHandle;
}): ReactElement {
  const { title, happened, safe, todo, buttons, at } = props.situation;
  const act = useSituationAct(props.sync);
  return (
    <>
      <DetailHead what={t('About sync')} at={at} title={title} />
      <Explanation
        parts={[
          ...(happened === '' ? [] : [{ label: t('What happened'), text: happened }]),
          { label: t('What is safe'), text: safe },
          { label: t('What to do'), text: todo },
        ]}
      />
      {buttons.length === 0 ? null : (
        <div className="inbox__acts">
          {buttons.map((button) => (
            <Button
              key={button.label}
              variant={button.danger ? 'danger' : button.main ? 'primary' : 'default'}
              onClick={() => act(button.act)}
            >
              {button.label}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

/** Unsent work of a replica that is gone, offered back. */
export function VaultView(props: {
  readonly finds: VaultFinds;
  readonly sync: SyncHandle;
}): ReactElement {
  const { count, since, damaged } = props.finds;
  const replica = useReplica();
  const locale = useLocale();
  const restore = async (): Promise<void> => {
    try {
      const { restored, refused } = await replica.restoreFromVault();
      props.sync.syncNow();
      const text = t('{{count}} changes are in the queue again', { count: restored });
      const [first] = refused;
      toast(first ? { text, detail: first.reason, tone: 'warning' } : { text });
    } catch (error) {
      toast({ tone: 'danger', text: problemOf(error) });
    }
  };
  return (
    <>
      <DetailHead
        mark="unsent"
        what={t('Found again')}
        title={t('{{count}} unsent changes were found that this replica does not have', { count })}
      />
      <Explanation
        parts={[
          {
            label: t('What happened'),
            text: t(
              'The replica they were written in is gone: the browser emptied it, or it was set aside because it was broken. The first of them is of {{when}}.',
              { when: formatDateTime(locale, since, replica.now()) },
            ),
          },
          {
            label: t('What is safe'),
            text:
              damaged > 0
                ? t('All of these can be read. {{count}} further lines of the copy cannot.', {
                    count: damaged,
                  })
                : t('All of them can be read. Nothing is sent that the server has already.'),
          },
          {
            label: t('What to do'),
            text: t('Send them. They go into the queue like everything else.'),
          },
        ]}
      />
      <div className="inbox__acts">
        <Button variant="primary" onClick={() => void restore()}>
          {t('Send {{count}} changes', { count })}
        </Button>
        <Button variant="quiet" onClick={() => void replica.dismissVault()}>
          {t('Put away for 30 days')}
        </Button>
      </div>
    </>
  );
}
