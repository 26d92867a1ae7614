import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { planArticleImport, withPictures } from '../../../../shared/knowledge/article-import.ts';
import type { ArticleImportRow } from '../../../../shared/knowledge/article-import.ts';
import type { ArticlePicture } from '../../../../shared/model/reference.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { picturesIn } from '../../../../shared/workflow/article-commands.ts';
import { useReplica, useWorkspace } from '../../../replica/hooks.ts';
import type { Workspace } from '../../../replica/workspace.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { FileDrop } from '../../../ui/file-drop.tsx';
import { t } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { ProgressBar } from '../../../ui/progress-bar.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { toast } from '../../../ui/toast.ts';
import { offerUndo } from '../../../ui/undo.ts';
import { useArticleActor } from '../article-acts.ts';
import { pictureAddress } from '../markdown/picture-reference.ts';
import { ArticleFolderError, readFolder, writeFolder } from './article-folder.ts';
import type { ArticleFolder } from './article-folder.ts';
import './circle.css';
import { ImportPlan } from './import-plan.tsx';
import { readArticles } from './read-articles.ts';
import { runArticleImport, takeImportBack } from './run-article-import.ts';
import type { ImportOutcome } from './run-article-import.ts';

interface Progress {
  readonly label: string;
  readonly done: number;
  readonly total: number | null;
}

async function readPictures(
  { replica }: Workspace,
  ids: readonly string[],
): Promise<readonly ArticlePicture[]> {
  const found = await replica.getMany('articles', ids);
  return found.flatMap((each) => (each.kind === 'article-picture' ? [each] : []));
}

/** Pictures that were exported from here are those that are here still. */
async function withOwnPictures(
  workspace: Workspace,
  folder: ArticleFolder,
): Promise<ArticleFolder> {
  const idOf = (path: string): string | undefined => {
    const ulid = /(?:^|\/)([0-7][0-9A-HJKMNP-TV-Z]{25})\.[a-z]+$/.exec(path)?.[1];
    return ulid === undefined ? undefined : `article:${ulid}`;
  };
  const wanted = [...folder.pictures.keys()].flatMap((path) => idOf(path) ?? []);
  const own = new Set((await readPictures(workspace, wanted)).map(({ id }) => id as string));
  const addressOf = (path: string): string | undefined => {
    const id = idOf(path);
    return id !== undefined && own.has(id) ? pictureAddress(id) : undefined;
  };
  const texts = folder.texts.map(({ path, text }) => ({
    path,
    text: withPictures(path, text, addressOf),
  }));
  return { ...folder, texts };
}

/** Articles as a folder of Markdown files, out and in. */
export function TransferPage(): ReactElement {
  const { session } = useReplica();
  const mayImport = mayWrite(session.roles, 'articles', 'remove');
  return (
    <div className="kb-work">
      <ExportPart />
      {mayImport ? (
        <ImportPart />
      ) : (
        <p className="t3">{t('Managers and administrators bring articles in.')}</p>
      )}
    </div>
  );
}

function ExportPart(): ReactElement {
  const workspace = useWorkspace();
  const [progress, setProgress] = useState<Progress | null>(null);
  const abort = useRef<AbortController | null>(null);
  const run = async (): Promise<void> => {
    const controller = new AbortController();
    abort.current = controller;
    const { signal } = controller;
    try {
      const articles = await readArticles(workspace, signal, (done, total) =>
        setProgress({ label: t('Reading articles'), done, total }),
      );
      const ids = [...new Set(articles.flatMap(({ markdown }) => picturesIn(markdown)))];
      const pictures = await readPictures(workspace, ids);
      const zip = await writeFolder(articles, pictures, signal, (done) =>
        setProgress({ label: t('Writing files'), done, total: articles.length }),
      );
      const day = new Date(workspace.replica.now()).toISOString().slice(0, 10);
      saveFile(`outpost-articles-${day}.zip`, zip);
    } catch (error) {
      if (!signal.aborted) toast({ tone: 'danger', text: String(error) });
    } finally {
      setProgress(null);
    }
  };
  return (
    <section aria-label={t('Take articles out')}>
      <h2 className="kb-work__title">{t('Take articles out')}</h2>
      <p>
        {t(
          'Every article on this machine becomes a Markdown file with what belongs to it at its top, in a folder for each category, with its pictures, in one zip file.',
        )}
      </p>
      {progress ? (
        <ProgressBar {...progress} onCancel={() => abort.current?.abort()} />
      ) : (
        <Button icon="download" onClick={() => void run()}>
          {t('Export as Markdown')}
        </Button>
      )}
    </section>
  );
}

interface Planned {
  readonly folder: ArticleFolder;
  readonly rows: readonly ArticleImportRow[];
}

/** Reading, planning and doing an import. */
function useArticleImport() {
  const workspace = useWorkspace();
  const actor = useArticleActor();
  const [planned, setPlanned] = useState<Planned | null>(null);
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const abort = useRef<AbortController | null>(null);
  const plan = async (files: readonly File[]): Promise<void> => {
    const { signal } = (abort.current = new AbortController());
    setProblem(null);
    setOutcome(null);
    setProgress({ label: t('Reading files'), done: 0, total: null });
    try {
      const folder = await withOwnPictures(workspace, await readFolder(files));
      const articles = await readArticles(workspace, signal, (done, total) =>
        setProgress({ label: t('Comparing with what is here'), done, total }),
      );
      setPlanned({ folder, rows: planArticleImport(folder.texts, articles) });
    } catch (error) {
      const words = error instanceof ArticleFolderError ? t(error.message) : String(error);
      if (!signal.aborted) setProblem(words);
    } finally {
      setProgress(null);
    }
  };
  const run = async ({ folder, rows }: Planned, publishes: boolean): Promise<void> => {
    const { signal } = (abort.current = new AbortController());
    const wanted = rows.filter(({ verdict }) => verdict === 'new' || verdict === 'changed');
    const label = t('Importing articles');
    setProgress({ label, done: 0, total: wanted.length });
    const job = { workspace, pictures: folder.pictures, actor, publishes };
    const result = await runArticleImport(job, wanted, signal, (done) =>
      setProgress({ label, done, total: wanted.length }),
    );
    setProgress(null);
    setPlanned(null);
    setOutcome(result);
    if (result.done.length === 0) return;
    offerUndo({
      text: t('{{count}} articles imported', { count: result.done.length }),
      undo: () => takeImportBack(workspace, result.done),
    });
  };
  return {
    planned,
    outcome,
    problem,
    progress,
    plan,
    run,
    drop: () => setPlanned(null),
    cancel: () => abort.current?.abort(),
  };
}

function ImportPart(): ReactElement {
  const { planned, outcome, problem, progress, plan, run, drop, cancel } = useArticleImport();
  const [publishes, setPublishes] = useState(false);
  return (
    <section aria-label={t('Bring articles in')}>
      <h2 className="kb-work__title">{t('Bring articles in')}</h2>
      <p>
        {t(
          'A zip file, or Markdown files with their pictures. Before anything is written you see what is new, what changes and what is refused.',
        )}
      </p>
      {progress ? (
        <ProgressBar {...progress} onCancel={cancel} />
      ) : (
        <ChooseFiles onFiles={(files) => void plan(files)} />
      )}
      {problem === null ? null : (
        <Notice tone="danger" title={t('The folder could not be read')}>
          <p>{problem}</p>
        </Notice>
      )}
      {planned && progress === null ? (
        <>
          <ImportPlan rows={planned.rows} leftOut={planned.folder.leftOut} />
          <Checkbox
            label={t('Publish what its file calls published; all others become drafts')}
            checked={publishes}
            onChange={setPublishes}
          />
          <div className="kb-list__acts">
            <Button onClick={drop}>{t('Cancel')}</Button>
            <Button
              variant="primary"
              disabled={!planned.rows.some(({ file, verdict }) => file && verdict !== 'same')}
              onClick={() => void run(planned, publishes)}
            >
              {t('Import them')}
            </Button>
          </div>
        </>
      ) : null}
      {outcome ? <OutcomeNotice outcome={outcome} /> : null}
    </section>
  );
}

function ChooseFiles({ onFiles }: { onFiles(files: readonly File[]): void }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <FileDrop label={t('Bring articles in')} onFiles={onFiles}>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept=".zip,.md,.markdown,.png,.jpg,.jpeg,.webp,.gif"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = '';
        }}
      />
      <Button icon="upload" onClick={() => input.current?.click()}>
        {t('Choose files')}
      </Button>
    </FileDrop>
  );
}

function OutcomeNotice({ outcome }: { readonly outcome: ImportOutcome }): ReactElement {
  const { done, failed } = outcome;
  return (
    <Notice
      tone={failed.length === 0 ? 'success' : 'warning'}
      title={t('{{count}} articles imported', { count: done.length })}
    >
      {failed.length === 0 ? null : (
        <ul>
          {failed.map(({ path, reason }) => (
            <li key={path}>
              <span className="mono">{path}</span>: {reason}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  );
}
