import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { ConvertedRow } from '../../../../shared/import/convert-row.ts';
import { PreparedImport } from '../../../../shared/import/prepare-import.ts';
import { t } from '../../../ui/i18n.ts';
import { PriorityMark } from '../../../ui/priority-mark.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { priorityOf } from '../../../../shared/workflow/priority.ts';
import { stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import { CountLine, NoteGroups } from './count-line.tsx';
import { saidWithColumn } from './import-words.ts';
import type { ImportDesk } from './use-import.ts';

/** Rows shown as the tickets they would become. */
const SHOWN = 30;

interface PartProps {
  readonly desk: ImportDesk;
}

/** What would happen, over the whole file. */
export function ImportForecast({ desk }: PartProps): ReactElement {
  const { dryRun, progress, file } = desk;
  return (
    <section className="imp__part" aria-labelledby="imp-dry">
      <h3 id="imp-dry">{t('What would happen')}</h3>
      {dryRun === null ? (
        <ProgressBar
          label={t('Trying it out')}
          done={progress?.done ?? 0}
          total={progress?.total ?? file!.table.rows.length}
          detail={progress?.phase === 'check' ? t('Looking through the file') : undefined}
        />
      ) : (
        <>
          <CountLine counts={dryRun.counts} partyCount={dryRun.partyCount} isDone={false} />
          <NoteGroups outcome={dryRun} />
        </>
      )}
    </section>
  );
}

/** The first rows as the tickets they would become. */
export function ImportPreview({ desk }: PartProps): ReactElement | null {
  const { settings } = desk;
  const rows = useMemo(
    () => (settings ? new PreparedImport(settings).rows(0, SHOWN) : []),
    [settings],
  );
  if (!settings) return null;
  return (
    <section className="imp__part" aria-labelledby="imp-rows">
      <h3 id="imp-rows">{t('The first rows as tickets')}</h3>
      <div
        className="imp__scroll"
        tabIndex={0}
        role="group"
        aria-label={t('The first rows as tickets')}
      >
        <table className="imp__table">
          <thead>
            <tr>
              <th scope="col" className="imp__count">
                {t('Row')}
              </th>
              <th scope="col">{t('Number')}</th>
              <th scope="col">{t('Title')}</th>
              <th scope="col">{t('Priority')}</th>
              <th scope="col">{t('State')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PreviewRow key={row.row} row={row} matrix={settings.matrix} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

interface PreviewRowProps {
  readonly row: ConvertedRow;
  readonly matrix: Parameters<typeof priorityOf>[0];
}

function PreviewRow({ row, matrix }: PreviewRowProps): ReactElement {
  if (!row.ok) {
    return (
      <tr>
        <td className="imp__count tnum">{row.row}</td>
        <td>{row.key}</td>
        <td colSpan={3} className="imp__problem">
          {row.problems.map(saidWithColumn).join(' ')}
        </td>
      </tr>
    );
  }
  const { content } = row.ticket;
  return (
    <tr>
      <td className="imp__count tnum">{row.row}</td>
      <td className="tnum">{content.number}</td>
      <td>{content.title}</td>
      <td>
        <PriorityMark priority={priorityOf(matrix, content.impact, content.urgency)} />
      </td>
      <td>
        <span className="imp__state">
          <StateMark state={stateMarkOf(content.state)} />
          {stateLabel(content.state)}
        </span>
      </td>
    </tr>
  );
}
