import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { useReplica, useWorkspace } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { ConfirmDialog, Dialog } from '../../../ui/dialog.tsx';
import { formatDateTime, formatNumber } from '../../../ui/format.ts';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { saveReport } from './import-result.tsx';
import { ImportRuns, isUnderWay, type ImportRun, type RunStatus } from './import-runs.ts';
import { takeBackRun, type KeptTicket, type TakenBackOutcome } from './take-back.ts';
import type { ImportDesk } from './use-import.ts';

/** A run under way is looked at again after this, ms. */
const REFRESH_MS = 2_000;

const STATUS: Readonly<Record<RunStatus, string>> = {
  running: msg('Broken off'),
  stopped: msg('Stopped'),
  done: msg('Done'),
  'taken-back': msg('Taken back'),
};

const REASONS: Readonly<Record<KeptTicket['why'], string>> = {
  changed: msg('Changed since by {{who}}.'),
  'no-way-back': msg('No way leads back to the state it had.'),
  'not-here': msg('The ticket is no longer here.'),
};

interface RunListProps {
  readonly desk: Pick<ImportDesk, 'runs' | 'refreshRuns'>;
}

/** Imports of this machine, with their reports and the way back. */
export function RunList({ desk }: RunListProps): ReactElement | null {
  const back = useTakeBack(desk.refreshRuns);
  const [asked, setAsked] = useState<ImportRun | null>(null);
  const hasWork = desk.runs.some(({ id, status }) => status === 'running' && isUnderWay(id));
  const { refreshRuns } = desk;
  useEffect(() => {
    if (!hasWork) return undefined;
    const timer = setInterval(refreshRuns, REFRESH_MS);
    return () => clearInterval(timer);
  }, [hasWork, refreshRuns]);
  if (desk.runs.length === 0) return null;
  return (
    <section className="imp__part" aria-labelledby="imp-runs">
      <h3 id="imp-runs">{t('Imports of this machine')}</h3>
      {back.progress === null ? null : (
        <ProgressBar
          label={t('Taking the import back')}
          done={back.progress.done}
          total={back.progress.total}
        />
      )}
      <div
        className="imp__scroll"
        tabIndex={0}
        role="group"
        aria-label={t('Imports of this machine')}
      >
        <table className="imp__table">
          <thead>
            <tr>
              <th scope="col">{t('File')}</th>
              <th scope="col">{t('Begun')}</th>
              <th scope="col">{t('State')}</th>
              <th scope="col" className="imp__count">
                {t('New')}
              </th>
              <th scope="col" className="imp__count">
                {t('Changed')}
              </th>
              <th scope="col" className="imp__count">
                {t('Refused')}
              </th>
              <th scope="col">
                <span className="vh">{t('Actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {desk.runs.map((run) => (
              <RunRow
                key={run.id}
                run={run}
                isBusy={back.progress !== null}
                onTakeBack={() => setAsked(run)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {asked === null ? null : (
        <ConfirmDialog
          open
          onOpenChange={() => setAsked(null)}
          title={t('Take the import of {{file}} back?', { file: asked.fileName })}
          body={t(
            'Tickets it made are removed, tickets it changed get their fields again. What somebody worked on since stays as it is and is listed. The same file brings all of it back.',
          )}
          confirmLabel={t('Take the import back')}
          danger
          onConfirm={() => {
            setAsked(null);
            void back.start(asked);
          }}
        />
      )}
      {back.outcome === null ? null : <Outcome outcome={back.outcome} onClose={back.close} />}
    </section>
  );
}

interface RunRowProps {
  readonly run: ImportRun;
  readonly isBusy: boolean;
  onTakeBack(): void;
}

function RunRow({ run, isBusy, onTakeBack }: RunRowProps): ReactElement {
  const locale = useLocale();
  const { counts } = run;
  return (
    <tr>
      <th scope="row">{run.fileName}</th>
      <td className="tnum">{formatDateTime(locale, run.startedAt)}</td>
      <td>{isUnderWay(run.id) ? t('Under way') : t(STATUS[run.status])}</td>
      {[counts.news, counts.changed, counts.refused].map((count, at) => (
        <td key={at} className="imp__count tnum">
          {formatNumber(locale, count)}
        </td>
      ))}
      <td className="imp__acts">
        {run.noteCount === 0 ? null : (
          <Button size="sm" icon="download" onClick={() => saveReport(run)}>
            {t('Report (CSV)')}
          </Button>
        )}
        {run.status === 'taken-back' || isUnderWay(run.id) ? null : (
          <Button size="sm" icon="undo" disabled={isBusy} onClick={onTakeBack}>
            {t('Take back…')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** Kept tickets named in the dialog; the rest are counted. */
const SHOWN = 50;

function Outcome(props: { readonly outcome: TakenBackOutcome; onClose(): void }): ReactElement {
  const { outcome, onClose } = props;
  const { taken, kept } = outcome;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      isReading
      title={t('{{count}} tickets taken back', { count: taken })}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('Close')}
        </Button>
      }
    >
      {kept.length === 0 ? (
        <p>{t('All of it was taken back.')}</p>
      ) : (
        <>
          <p>{t('{{count}} tickets stay as they are:', { count: kept.length })}</p>
          <ul className="imp__kept">
            {kept.slice(0, SHOWN).map(({ number, why, by }) => (
              <li key={number}>
                <span className="tnum">{number}</span> {t(REASONS[why], { who: by })}
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  );
}

function useTakeBack(refresh: () => void) {
  const replica = useReplica();
  const { tickets } = useWorkspace();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [outcome, setOutcome] = useState<TakenBackOutcome | null>(null);
  const start = async (run: ImportRun): Promise<void> => {
    const runs = new ImportRuns(replica.local);
    setProgress({ done: 0, total: run.counts.rows });
    const taken = await takeBackRun({
      replica,
      runs,
      run,
      label: t('Take back the import of {{file}}', { file: run.fileName }),
      namedElsewhere: (ids) =>
        new Set(
          tickets
            .rows()
            .filter(({ id }) => !ids.has(id))
            .flatMap(({ requesterId, assigneeId, teamId, siteId, serviceId }) =>
              [requesterId, assigneeId, teamId, siteId, serviceId].filter((id) => id !== undefined),
            ),
        ),
      onProgress: (done, total) => setProgress({ done, total }),
    });
    await runs.save({ ...run, status: 'taken-back' });
    setProgress(null);
    setOutcome(taken);
    refresh();
  };
  return { progress, outcome, start, close: () => setOutcome(null) };
}
