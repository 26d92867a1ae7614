import { useSyncExternalStore } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { useUnsent, useVersion, useWorkspace } from '../replica/hooks.ts';
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
      return t('Sync has a problem');
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

/** The line at the bottom: contact, unsent work, what needs a person (ui.md 4). */
export function SyncStatusLine({ sync }: { readonly sync: SyncEngine }): ReactElement {
  const status = useSyncExternalStore(sync.status.subscribe, sync.status.get);
  const unsent = useUnsent();
  const { tickets, items, articles } = useWorkspace();
  useVersion(tickets);
  const locale = useLocale();
  const now = useNow();
  const go = useNavigation((state) => state.go);
  const showKeys = usePanels((state) => state.set);
  const refused = new Set(unsent.refused.map((row) => row.mutationId)).size;
  const waiting = unsent.count - refused;
  const parts: ReactNode[] = [];
  if (waiting > 0) parts.push(t('{{count}} changes waiting', { count: waiting }));
  const progress = pullProgress(status, locale);
  if (progress) parts.push(progress);
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
      need={
        refused > 0
          ? {
              label: t('{{count}} refused writes', { count: refused }),
              onOpen: () => go({ kind: 'sync' }),
            }
          : undefined
      }
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
