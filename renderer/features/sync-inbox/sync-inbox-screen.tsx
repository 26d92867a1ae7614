import { useMemo, useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { useReplica, useUnsent } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { SyncStatus } from '../../sync/sync-status.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatDateTime, formatExact } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { SectionHead } from '../../ui/section-head.tsx';
import { SyncMark } from '../../ui/sync-mark.tsx';
import { toast } from '../../ui/toast.ts';
import { differencesOf, groupActs, toExportText } from './inbox-groups.ts';
import type { InboxAct } from './inbox-groups.ts';
import './sync-inbox.css';

/** What of the sync engine a screen may use. */
export interface SyncHandle {
  readonly status: {
    readonly get: () => SyncStatus;
    readonly subscribe: (listener: () => void) => () => void;
  };
  syncNow(): void;
}

function saveFile(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

function Differences({ act }: { readonly act: InboxAct }): ReactElement {
  return (
    <table className="tbl inbox__diff">
      <thead>
        <tr>
          <th scope="col">{t('Field')}</th>
          <th scope="col">{t('Before')}</th>
          <th scope="col">{t('After')}</th>
        </tr>
      </thead>
      <tbody>
        {act.rows.flatMap((row) =>
          differencesOf(row).map(({ field, before, after }) => (
            <tr key={`${row.id}.${field}`}>
              <td className="t2">{field}</td>
              <td className="t3">{before}</td>
              <td>{after}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

function RefusedActions({
  act,
  sync,
}: {
  readonly act: InboxAct;
  readonly sync: SyncHandle;
}): ReactElement {
  const replica = useReplica();
  const [asking, setAsking] = useState(false);
  const documents = [...new Set(act.rows.map((row) => row.documentId))];
  const sendAgain = async (): Promise<void> => {
    for (const id of documents) await replica.sendAgain(id);
    sync.syncNow();
  };
  const discard = async (): Promise<void> => {
    for (const id of documents) await replica.discard(id);
    toast({ text: t('Taken off the list. It is kept here for 30 days.') });
  };
  return (
    <div className="acts">
      <Button variant="primary" onClick={() => void sendAgain()}>
        {t('Send again')}
      </Button>
      <Button
        icon="download"
        onClick={() =>
          saveFile(
            `outpost-${act.mutationId}.json`,
            toExportText(act.rows, new Date(replica.now()).toISOString()),
          )
        }
      >
        {t('Save to file')}
      </Button>
      <Button variant="quiet" onClick={() => setAsking(true)}>
        {t('Discard')}
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Discard this change?')}
        body={t(
          '{{count}} documents will not be sent. They are kept on this machine for 30 days.',
          {
            count: documents.length,
          },
        )}
        confirmLabel={t('Discard {{count}} documents', { count: documents.length })}
        danger
        onConfirm={() => void discard()}
      />
    </div>
  );
}

function Act({ act, sync }: { readonly act: InboxAct; readonly sync: SyncHandle }): ReactElement {
  const locale = useLocale();
  const openRecord = useNavigation((state) => state.openRecord);
  const { now } = useReplica();
  return (
    <li className="inbox__act">
      <details open={act.reason !== null}>
        <summary>
          <SyncMark kind={act.reason === null ? 'unsent' : 'refused'} />
          <span className="grow cut">{act.label}</span>
          <time className="t3 t12" title={formatExact(locale, act.writtenAt)}>
            {formatDateTime(locale, act.writtenAt, now())}
          </time>
        </summary>
        <div className="inbox__body">
          {act.reason === null ? null : (
            <Notice tone="warning" title={t('The server did not take this')}>
              {act.reason}
            </Notice>
          )}
          <Differences act={act} />
          <div className="acts">
            <Button size="sm" onClick={() => openRecord(act.recordId)}>
              {t('Open record')}
            </Button>
          </div>
          {act.reason === null ? null : <RefusedActions act={act} sync={sync} />}
        </div>
      </details>
    </li>
  );
}

function Acts({
  title,
  acts,
  sync,
}: {
  readonly title: string;
  readonly acts: readonly InboxAct[];
  readonly sync: SyncHandle;
}): ReactElement | null {
  if (acts.length === 0) return null;
  return (
    <section>
      <SectionHead count={acts.length}>{title}</SectionHead>
      <ul className="inbox__list">
        {acts.map((act) => (
          <Act key={act.mutationId} act={act} sync={sync} />
        ))}
      </ul>
    </section>
  );
}

/** Where every unsent, refused or waiting change is explained, and can be acted on. */
export function SyncInboxScreen({ sync }: { readonly sync: SyncHandle }): ReactElement {
  const status = useSyncExternalStore(sync.status.subscribe, sync.status.get);
  const unsent = useUnsent();
  const replica = useReplica();
  const acts = useMemo(() => groupActs(unsent.rows), [unsent.rows]);
  const refused = acts.filter((act) => act.reason !== null);
  const waiting = acts.filter((act) => act.reason === null);
  return (
    <Pane kind="record" label={t('Sync')} as="main">
      <PaneBar title={t('Sync')} count={acts.length > 0 ? acts.length : undefined}>
        {acts.length > 0 ? (
          <Button
            size="sm"
            icon="download"
            onClick={() =>
              saveFile(
                'outpost-unsent-work.json',
                toExportText(unsent.rows, new Date(replica.now()).toISOString()),
              )
            }
          >
            {t('Save unsent work')}
          </Button>
        ) : null}
        <Button size="sm" icon="sync" onClick={() => sync.syncNow()}>
          {t('Sync now')}
        </Button>
      </PaneBar>
      <PaneBody>
        {status.problem ? (
          <Notice tone={status.phase === 'offline' ? 'paused' : 'warning'} banner live>
            {status.problem.message}
          </Notice>
        ) : null}
        <Acts title={t('Refused by the server')} acts={refused} sync={sync} />
        <Acts title={t('Waiting to be sent')} acts={waiting} sync={sync} />
        {acts.length === 0 ? (
          <EmptyState icon="check" title={t('Everything you did is on the server')}>
            <p>
              {t(
                'Changes made without a network wait here, oldest first, and are sent as soon as the server can be reached. What the server does not take is explained here too.',
              )}
            </p>
          </EmptyState>
        ) : null}
      </PaneBody>
    </Pane>
  );
}
