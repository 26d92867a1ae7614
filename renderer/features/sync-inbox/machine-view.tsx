import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ReactElement } from 'react';
import { useReplica, useUnsent, useVersion, useWorkspace } from '../../replica/hooks.ts';
import type { SyncStatus } from '../../sync/sync-status.ts';
import { Button } from '../../ui/button.tsx';
import { formatBytes, formatDateTime, formatNumber, formatRelative } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { useNow } from '../../ui/use-now.ts';
import { databaseName } from './database-name.ts';
import { DetailHead } from './detail-parts.tsx';
import { useSaveUnsent } from './plain-views.tsx';
import { RestoreFromFile } from './restore-dialog.tsx';
import type { SyncHandle } from './sync-handle.ts';

/** Bytes on the disk as the browser estimates them; null until it has. */
function useDiskUse(): number | null {
  const [bytes, setBytes] = useState<number | null>(null);
  useEffect(() => {
    let gone = false;
    navigator.storage?.estimate().then(
      ({ usage }) => {
        if (!gone) setBytes(usage ?? null);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return bytes;
}

function useNumbersLeft(): Readonly<Record<string, number>> {
  const replica = useReplica();
  const { rows } = useUnsent();
  const [left, setLeft] = useState<Readonly<Record<string, number>>>({});
  useEffect(() => {
    let gone = false;
    replica.syncPort.numbersLeft().then(
      (found) => {
        if (!gone) setLeft(found);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [replica, rows]);
  return left;
}

/** What comparing a database with the server came to, in a sentence. */
export function equalityWords(
  equality: SyncStatus['equality'],
  database: string,
  locale: string,
  now: number,
): string {
  const found = equality?.databases.find((each) => each.database === database);
  if (!found) return t('not compared yet');
  const { compared, missingHere, olderHere, newerHere, onlyHere, repaired, checkedAt } = found;
  const when = formatDateTime(locale, checkedAt, now);
  const total = formatNumber(locale, compared);
  const differing = missingHere + olderHere + newerHere + onlyHere;
  if (differing === 0)
    return t('{{compared}} compared {{when}}, all equal', { compared: total, when });
  return t(
    '{{compared}} compared {{when}}: {{differing}} differed, {{repaired}} were fetched anew',
    {
      compared: total,
      when,
      differing: formatNumber(locale, differing),
      repaired: formatNumber(locale, repaired),
    },
  );
}

function DatabaseLine({
  database,
  status,
}: {
  readonly database: string;
  readonly status: SyncStatus;
}): ReactElement {
  const locale = useLocale();
  const { now } = useReplica();
  const pull = status.pull[database];
  const isPulling = pull !== undefined && pull.total !== null && pull.done < pull.total;
  const name = databaseName(database);
  return (
    <li className="inbox__database">
      <span className="med">{name}</span>
      <span className="t2">{equalityWords(status.equality, database, locale, now())}</span>
      {isPulling ? (
        <ProgressBar
          label={t('Receiving')}
          done={pull.done}
          total={pull.total}
          detail={t('{{bytes}} received', { bytes: formatBytes(locale, pull.bytes) })}
        />
      ) : null}
    </li>
  );
}

function Facts({ status }: { readonly status: SyncStatus }): ReactElement {
  const locale = useLocale();
  const now = useNow();
  const { tickets, items, articles } = useWorkspace();
  useVersion(tickets);
  const bytes = useDiskUse();
  const numbers = Object.entries(useNumbersLeft()).filter(([, left]) => left > 0);
  const records = tickets.size + items.size + articles.size;
  const { lastContactAt } = status;
  const facts = [
    [t('Records here'), formatNumber(locale, records)],
    [
      t('Last contact'),
      lastContactAt ? formatRelative(locale, lastContactAt, now) : t('not in this session'),
    ],
    [t('On the disk'), bytes === null ? t('not known') : formatBytes(locale, bytes)],
    [
      t('Numbers in stock'),
      numbers.length === 0
        ? t('none yet')
        : numbers.map(([prefix, left]) => `${prefix} ${formatNumber(locale, left)}`).join(', '),
    ],
  ] as const;
  return (
    <dl className="inbox__facts-grid">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt className="label">{label}</dt>
          <dd className="tnum">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The replica on this machine: what is here, whether it equals the server, and its unsent work. */
export function MachineView({ sync }: { readonly sync: SyncHandle }): ReactElement {
  const status = useSyncExternalStore(sync.status.subscribe, sync.status.get);
  const { count } = useUnsent();
  const saveUnsent = useSaveUnsent();
  const databases = Object.keys(status.pull);
  return (
    <>
      <DetailHead
        what={t('This machine')}
        title={
          count === 0
            ? t('Everything you did is on the server')
            : t('{{count}} changes are on this machine alone', { count })
        }
      >
        <p>
          {count === 0
            ? t(
                'Changes made without a network wait here, oldest first, and are sent as soon as the server can be reached. What the server does not take is explained here too.',
              )
            : t(
                'They are stored here and in a second copy beside it, and sent as soon as the server can be reached.',
              )}
        </p>
      </DetailHead>
      <Facts status={status} />
      <section className="inbox__databases">
        <h3>{t('Compared with the server')}</h3>
        <ul>
          {databases.map((database) => (
            <DatabaseLine key={database} database={database} status={status} />
          ))}
        </ul>
      </section>
      <div className="inbox__acts">
        <Button icon="check" onClick={() => sync.checkEquality()}>
          {t('Compare now')}
        </Button>
        <Button icon="download" onClick={saveUnsent} disabled={count === 0}>
          {t('Save unsent work')}
        </Button>
        <RestoreFromFile sync={sync} />
      </div>
    </>
  );
}
