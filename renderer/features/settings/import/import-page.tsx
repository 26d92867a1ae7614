import { useRef } from 'react';
import type { ReactElement } from 'react';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { PRESETS } from '../../../../shared/import/presets.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { FileDrop } from '../../../ui/file-drop.tsx';
import { formatNumber } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { PageFrame } from '../page-frame.tsx';
import { ImportResult } from './import-result.tsx';
import { ImportForecast, ImportPreview } from './import-preview.tsx';
import { isAnyUnderWay } from './import-runs.ts';
import { saidText } from './import-words.ts';
import { FilePart, MappingForm } from './mapping-form.tsx';
import { RunList } from './run-list.tsx';
import { useImport, type ImportDesk } from './use-import.ts';
import './import.css';

/** Tickets of another tool, from a file. */
export function ImportPage(): ReactElement {
  const { session } = useReplica();
  const desk = useImport();
  const mayImport =
    mayWrite(session.roles, 'policies', 'create') && mayWrite(session.roles, 'tickets', 'create');
  if (!mayImport || desk.scopes.length === 0) {
    return (
      <PageFrame title={t('Import')}>
        <EmptyState icon="lock" title={t('Managers and administrators import')}>
          {t('An import writes many tickets at once and can make people, groups and sites.')}
        </EmptyState>
      </PageFrame>
    );
  }
  return (
    <PageFrame title={t('Import')} actions={<PageActions desk={desk} />}>
      <FileDrop
        label={t('Import this file')}
        onFiles={([file]) => {
          if (file && desk.busy !== 'run') desk.choose(file);
        }}
        className="imp"
      >
        {desk.problem === null ? null : (
          <Notice tone="danger" title={t('This file cannot be imported')} live>
            <p>{desk.problem}</p>
          </Notice>
        )}
        {desk.file === null ? <Start desk={desk} /> : <Work desk={desk} />}
      </FileDrop>
    </PageFrame>
  );
}

function PageActions({ desk }: { readonly desk: ImportDesk }): ReactElement | null {
  if (desk.file === null) return null;
  return (
    <>
      {desk.busy === 'run' ? null : (
        <Button variant="quiet" icon="close" onClick={desk.close}>
          {t('Another file')}
        </Button>
      )}
      <RunButton desk={desk} />
    </>
  );
}

/** Names the number of tickets it writes; there when something is to be written. */
function RunButton({ desk }: { readonly desk: ImportDesk }): ReactElement | null {
  const { dryRun, busy, result, unfinished } = desk;
  if (dryRun === null || result !== null || busy === 'run') return null;
  const { news, changed } = dryRun.counts;
  if (news + changed === 0 || !dryRun.isComplete) return null;
  return (
    <Button
      variant="primary"
      icon="upload"
      onClick={desk.run}
      disabled={busy !== null || isAnyUnderWay()}
    >
      {unfinished === null
        ? t('Import {{count}} tickets', { count: news + changed })
        : t('Go on with {{count}} tickets', { count: news + changed })}
    </Button>
  );
}

function FileChoice({ desk }: { readonly desk: ImportDesk }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="primary"
        icon="upload"
        disabled={desk.busy !== null}
        onClick={() => input.current?.click()}
      >
        {desk.busy === 'read' ? t('Reading the file…') : t('Choose a file')}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".csv,.tsv,.txt,.json,.jsonl"
        aria-label={t('File to import')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          // The same file again is a choice as well.
          event.target.value = '';
          if (file) desk.choose(file);
        }}
      />
    </>
  );
}

function Start({ desk }: { readonly desk: ImportDesk }): ReactElement {
  const names = PRESETS.map(({ name }) => name).join(', ');
  return (
    <>
      <EmptyState
        icon="upload"
        title={t('Bring the tickets of another tool along')}
        actions={<FileChoice desk={desk} />}
      >
        <p>
          {t('Choose an export or drop it here: CSV or JSON of {{names}}, or of any other tool.', {
            names,
          })}
        </p>
        <p>
          {t(
            'Nothing is written before you have seen what would happen. The same file twice changes nothing, and an import can be taken back.',
          )}
        </p>
      </EmptyState>
      <RunList desk={desk} />
    </>
  );
}

function Work({ desk }: { readonly desk: ImportDesk }): ReactElement {
  if (desk.busy === 'run') return <Running desk={desk} />;
  if (desk.result !== null) return <ImportResult result={desk.result} onAgain={desk.close} />;
  return (
    <>
      {desk.trouble === null ? null : (
        <Notice tone="danger" title={t('The import broke off')} live>
          <p>
            {t('{{reason}} What was written stays; the same file goes on from there.', {
              reason: desk.trouble,
            })}
          </p>
        </Notice>
      )}
      {desk.unfinished === null ? null : <Unfinished desk={desk} />}
      <FilePart desk={desk} />
      {desk.open.length === 0 ? (
        <ImportForecast desk={desk} />
      ) : (
        <Notice tone="warning" title={t('To be settled first')}>
          {desk.open.map((said) => (
            <p key={said.code}>{saidText(said)}</p>
          ))}
        </Notice>
      )}
      <MappingForm desk={desk} />
      {desk.open.length === 0 ? <ImportPreview desk={desk} /> : null}
    </>
  );
}

function Unfinished({ desk }: { readonly desk: ImportDesk }): ReactElement {
  const locale = useLocale();
  const { rows } = desk.unfinished?.counts ?? { rows: 0 };
  return (
    <Notice tone="info" title={t('This file was begun before')}>
      <p>
        {t('{{rows}} of {{total}} rows were done. It goes on where it was.', {
          rows: formatNumber(locale, rows),
          total: formatNumber(locale, desk.file?.table.rows.length ?? 0),
        })}
      </p>
    </Notice>
  );
}

function Running({ desk }: { readonly desk: ImportDesk }): ReactElement {
  const now = useNow(1_000);
  const { progress, file } = desk;
  return (
    <div className="imp__part">
      <ProgressBar
        label={t('Import of {{file}}', { file: file?.name ?? '' })}
        done={progress?.done ?? 0}
        total={progress?.total ?? file?.table.rows.length ?? null}
        detail={progress?.phase === 'check' ? t('Looking through the file') : undefined}
        startedAt={desk.startedAt}
        now={now}
        onCancel={desk.cancel}
      />
      <p className="t12 t3">
        {t(
          'You can go on working. What is written stays when you cancel; the same file then goes on from there.',
        )}
      </p>
    </div>
  );
}
