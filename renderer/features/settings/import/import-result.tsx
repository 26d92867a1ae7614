import type { ReactElement } from 'react';
import { notesCsv } from '../../../../shared/import/import-counts.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { CountLine, NoteGroups } from './count-line.tsx';
import type { ImportRun } from './import-runs.ts';
import { saidText } from './import-words.ts';
import type { ImportDesk } from './use-import.ts';

/** Saves what was said of the rows. */
export function saveReport(run: ImportRun): void {
  const header = [t('Row'), t('Number'), t('Column'), t('What was said')] as const;
  const name = `${run.fileName.replace(/\.[^.]+$/, '')}-import.csv`;
  saveFile(name, notesCsv(run.notes, header, saidText), 'text/csv;charset=utf-8');
}

interface ImportResultProps {
  readonly result: NonNullable<ImportDesk['result']>;
  onAgain(): void;
}

/** What an import did. */
export function ImportResult({ result, onAgain }: ImportResultProps): ReactElement {
  const { run, outcome } = result;
  return (
    <div className="imp__part">
      <Notice
        tone={outcome.isComplete ? 'success' : 'paused'}
        title={
          outcome.isComplete
            ? t('The import of {{file}} is done', { file: run.fileName })
            : t('The import of {{file}} was stopped', { file: run.fileName })
        }
        live
      >
        <p>
          {outcome.isComplete
            ? t('It is on this machine and goes to the server with all other unsent work.')
            : t('What was written stays. Choose the same file again and it goes on from there.')}
        </p>
      </Notice>
      <CountLine counts={outcome.counts} partyCount={outcome.partyCount} isDone />
      <NoteGroups outcome={outcome} />
      <div className="acts">
        <Button onClick={onAgain}>{t('Back to the imports')}</Button>
        {run.noteCount === 0 ? null : (
          <Button icon="download" onClick={() => saveReport(run)}>
            {t('Report (CSV)')}
          </Button>
        )}
      </div>
    </div>
  );
}
