import { useSyncExternalStore } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useBlobs } from '../blobs/hooks.ts';
import { useSituations } from '../features/sync-inbox/use-inbox.ts';
import {
  useConflicts,
  useReplica,
  useTrustedTime,
  useUnsent,
  useVersion,
  useWorkspace,
} from '../replica/hooks.ts';
import type { SyncEngine } from '../sync/sync-engine.ts';
import type { SyncStatus } from '../sync/sync-status.ts';
import { useNavigation } from '../state/navigation.ts';
import { usePanels } from '../state/panels.ts';
import { formatNumber, formatRelative, formatTime } from '../ui/format.ts';
import { t, useLocale } from '../ui/i18n.ts';
import { Kbd } from '../ui/kbd.tsx';
import { SyncLine } from '../ui/sync-line.tsx';
import { useNow } from '../ui/use-now.ts';

/** The sentence that tells how this machine stands to the server. */
function headlineOf(status: SyncStatus, locale: string): string {
  switch (status.phase) {
    case 'starting':
      return t('Connecting');
    case 'catching-up':
      return t('Catching up');
    case 'live':
      return t('In contact');
    case 'offline':
      return t('Offline since {{time}}', { time: formatTime(locale, status.since) });
    case 'captive-portal':
      return t('This network wants a sign-in');
    case 'signed-out':
      return t('The server asks you to sign in again');
    case 'too-old':
      return t('This console is too old to send');
    case 'stopped-identity':
      return t('Sync stopped: this is not the server it knows');
    case 'error':
      return status.questions.length > 0
        ? t('Sync waits for your answer')
        : t('Sync has a problem');
  }
}

function toneOf(status: SyncStatus): 'ok' | 'paused' | 'busy' {
  if (status.phase === 'live') return 'ok';
  return status.phase === 'catching-up' || status.phase === 'starting' ? 'busy' : 'paused';
}

function pullProgress(status: SyncStatus, locale: string): string | null {
  if (status.phase !== 'catching-up') return null;
  const pulls = Object.values(status.pull);
  const done = pulls.reduce((sum, pull) => sum + pull.done, 0);
  const total = pulls.reduce((sum, pull) => sum + (pull.total ?? pull.done), 0);
  if (total === 0) return null;
  const count = formatNumber(locale, done);
  return t('{{done}} of {{total}} documents', { done: count, total: formatNumber(locale, total) });
}

/** What waits for this person, in words, or null: what the inbox lists first (ui.md 4). */
function useNeed(sync: SyncEngine): string | null {
  const { refused: rows } = useUnsent();
  const { vaultFinds } = useReplica();
  const finds = useSyncExternalStore(vaultFinds.subscribe, vaultFinds.get);
  const told = useConflicts().open.length;
  const questions = useSituations(sync).filter(({ tone }) => tone === 'warning').length;
  const asked = new Set(rows.filter((row) => row.refused?.decisions).map((row) => row.mutationId));
  const refused = new Set(
    rows.map((row) => row.mutationId).filter((mutationId) => !asked.has(mutationId)),
  );
  const conflicts = told + asked.size;
  const parts: string[] = [];
  if (questions > 0) parts.push(t('{{count}} things to look at', { count: questions }));
  if (finds) parts.push(t('{{count}} changes found again', { count: finds.count }));
  if (conflicts > 0) parts.push(t('{{count}} conflicts', { count: conflicts }));
  if (refused.size > 0) parts.push(t('{{count}} refused writes', { count: refused.size }));
  return parts.length === 0 ? null : parts.join(', ');
}

/** The line at the bottom: contact, unsent work, what needs a person (ui.md 4). */
export function SyncStatusLine({ sync }: { readonly sync: SyncEngine }): ReactElement {
  const status = useSyncExternalStore(sync.status.subscribe, sync.status.get);
  const unsent = useUnsent();
  const { tickets, items, articles } = useWorkspace();
  useVersion(tickets);
  const locale = useLocale();
  const now = useNow();
  const { reason } = useTrustedTime();
  const go = useNavigation((state) => state.go);
  const showKeys = usePanels((state) => state.set);
  const refused = new Set(unsent.refused.map((row) => row.mutationId)).size;
  const waiting = unsent.count - refused;
  const need = useNeed(sync);
  const parts: ReactNode[] = [];
  if (waiting > 0) parts.push(t('{{count}} changes waiting', { count: waiting }));
  const files = useBlobs();
  if (files.waiting > 0) parts.push(t('{{count}} files waiting', { count: files.waiting }));
  if (files.refused > 0) parts.push(t('{{count}} files refused', { count: files.refused }));
  const progress = pullProgress(status, locale);
  if (progress) parts.push(progress);
  if (reason === 'jump') parts.push(t('times are provisional'));
  if (status.phase !== 'live' && status.lastContactAt) {
    const ago = formatRelative(locale, status.lastContactAt, now);
    parts.push(t('last contact {{ago}}', { ago }));
  }
  const records = tickets.size + items.size + articles.size;
  return (
    <SyncLine
      tone={toneOf(status)}
      headline={headlineOf(status, locale)}
      parts={parts}
      need={need === null ? undefined : { label: need, onOpen: () => go({ kind: 'sync' }) }}
      onOpen={() => go({ kind: 'sync' })}
      end={
        <>
          <span>{t('{{records}} records here', { records: formatNumber(locale, records) })}</span>
          <button
            type="button"
            className="sync__keys"
            onClick={() => showKeys({ keyMapOpen: true })}
          >
            <Kbd keys="?" /> {t('Keys')}
          </button>
        </>
      }
    />
  );
}
