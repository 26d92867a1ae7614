import { withPictures, pictureFiles } from '../../../../shared/knowledge/article-import.ts';
import type { ArticleImportRow } from '../../../../shared/knowledge/article-import.ts';
import type { ArticleFile } from '../../../../shared/knowledge/article-files.ts';
import { uniqueSlug } from '../../../../shared/knowledge/article-slug.ts';
import { makeId, makeUlid } from '../../../../shared/model/ids.ts';
import type { ArticleId } from '../../../../shared/model/ids.ts';
import { isArticle } from '../../../../shared/model/reference.ts';
import type { Article } from '../../../../shared/model/reference.ts';
import {
  createArticle,
  saveArticle,
  undoArticleAct,
} from '../../../../shared/workflow/article-commands.ts';
import { publishArticle } from '../../../../shared/workflow/article-commands-publish.ts';
import type { ArticleBody, NewPicture } from '../../../../shared/workflow/article-commands.ts';
import type { ArticleActor } from '../../../../shared/workflow/article-states.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import type { Workspace } from '../../../replica/workspace.ts';
import { t } from '../../../ui/i18n.ts';
import { shrinkPicture } from '../editor/shrink-picture.ts';
import { pictureAddress } from '../markdown/picture-reference.ts';

export interface ImportJob {
  readonly workspace: Workspace;
  readonly pictures: ReadonlyMap<string, Blob>;
  readonly actor: ArticleActor;
  /** Publish what its file calls published; else it is a draft. */
  readonly publishes: boolean;
}

/** What was done, to be taken back. */
export interface ImportedArticle {
  readonly id: string;
  readonly former: Article | null;
  readonly mutationId: string;
}

export interface ImportOutcome {
  readonly done: readonly ImportedArticle[];
  /** By path: why it was not taken. */
  readonly failed: readonly { readonly path: string; readonly reason: string }[];
}

function bodyOf(file: ArticleFile, markdown: string, former: Article | null): ArticleBody {
  const { title, summary, category, tags, audience, lang, appliesTo, validTo, related } = file;
  const ownerId = former?.ownerId ?? '';
  return {
    title,
    summary,
    markdown,
    category,
    tags,
    audience,
    lang,
    ownerId,
    appliesTo,
    validTo,
    related,
  };
}

/** Pictures that the folder holds become documents; those that cannot be drawn stay as they are. */
async function newPictures(
  { pictures, workspace }: ImportJob,
  row: ArticleImportRow & { readonly file: ArticleFile },
  articleId: ArticleId,
): Promise<{ readonly markdown: string; readonly made: readonly NewPicture[] }> {
  const addresses = new Map<string, string>();
  const made: NewPicture[] = [];
  for (const path of pictureFiles(row.path, row.file.markdown)) {
    const blob = pictures.get(path);
    if (blob === undefined) continue;
    try {
      const name = path.slice(path.lastIndexOf('/') + 1);
      const data = await shrinkPicture(new File([blob], name, { type: blob.type }));
      const id = makeId('article', makeUlid(workspace.replica.now(), Math.random));
      made.push({ id, articleId, ...data });
      addresses.set(path, pictureAddress(id));
    } catch {
      // A file that only looks like a picture: its address stays in the text and shows as broken.
    }
  }
  return {
    markdown: withPictures(row.path, row.file.markdown, (path) => addresses.get(path)),
    made,
  };
}

async function articleNow({ replica }: Workspace, id: string): Promise<Article | null> {
  const found = await replica.get('articles', id);
  return found && isArticle(found) ? found : null;
}

async function importOne(
  job: ImportJob,
  row: ArticleImportRow & { readonly file: ArticleFile },
  taken: { readonly numbers: Set<string>; readonly slugs: Set<string> },
): Promise<ImportedArticle> {
  const { workspace, actor, publishes } = job;
  const { replica } = workspace;
  const { file, article } = row;
  const former = article ?? null;
  const id = (former?.id ?? makeId('article', makeUlid(replica.now(), Math.random))) as ArticleId;
  const { markdown, made } = await newPictures(job, row, id);
  const body = bodyOf(file, markdown, former);
  const label = t('Import {{title}}', { title: file.title });
  const wantsPublished = publishes && file.state === 'published';
  let { mutationId } =
    former === null
      ? await create(job, { id, body, made, file, taken, label })
      : await replica.run((context) => saveArticle(former, body, made, context), label);
  if (wantsPublished) {
    const stored = await articleNow(workspace, id);
    if (stored && stored.state !== 'published') {
      const note = t('Imported');
      const result = await replica.run(
        (context) => publishArticle(stored, { note }, actor, context),
        label,
      );
      mutationId = result.mutationId;
    }
  }
  return { id, former, mutationId };
}

interface Creation {
  readonly id: ArticleId;
  readonly body: ArticleBody;
  readonly made: readonly NewPicture[];
  readonly file: ArticleFile;
  readonly taken: { readonly numbers: Set<string>; readonly slugs: Set<string> };
  readonly label: string;
}

async function create({ workspace }: ImportJob, creation: Creation) {
  const { replica } = workspace;
  const { id, body, made, file, taken, label } = creation;
  const given = file.number;
  const isFree = given !== undefined && !taken.numbers.has(given.toLowerCase());
  const number = isFree ? given : await replica.takeNumber('KB');
  const slug = taken.slugs.has(file.slug)
    ? uniqueSlug(file.title, number, (each) => taken.slugs.has(each))
    : file.slug;
  taken.numbers.add(number.toLowerCase());
  taken.slugs.add(slug);
  return replica.run((context) => createArticle(body, { id, number, slug }, made, context), label);
}

/**
 * Does what a plan says, one article after the other; what one refuses stops no other. Ends early,
 * with what was done so far, when the signal fires.
 */
export async function runArticleImport(
  job: ImportJob,
  rows: readonly ArticleImportRow[],
  signal: AbortSignal,
  onDone: (done: number) => void,
): Promise<ImportOutcome> {
  const done: ImportedArticle[] = [];
  const failed: { path: string; reason: string }[] = [];
  const known = job.workspace.articles.rows();
  const taken = {
    numbers: new Set(known.map(({ number }) => number.toLowerCase())),
    slugs: new Set(known.map(({ slug }) => slug)),
  };
  await job.workspace.replica.together(async () => {
    for (const [index, row] of rows.entries()) {
      if (signal.aborted) return;
      const { file } = row;
      if (file === undefined) continue;
      try {
        done.push(await importOne(job, { ...row, file }, taken));
      } catch (error) {
        const reason = error instanceof CommandError ? t(error.message) : String(error);
        failed.push({ path: row.path, reason });
      }
      onDone(index + 1);
    }
  });
  return { done, failed };
}

/** Takes an import back, article by article; says how many had been changed again since. */
export async function takeImportBack(
  workspace: Workspace,
  done: readonly ImportedArticle[],
): Promise<string | undefined> {
  let kept = 0;
  await workspace.replica.together(async () => {
    for (const { id, former, mutationId } of done) {
      const now = await articleNow(workspace, id);
      try {
        if (!now) throw new CommandError('It is no longer here.');
        await workspace.replica.run(
          (context) => undoArticleAct(now, former, mutationId, context),
          t('Take an import back'),
        );
      } catch {
        kept += 1;
      }
    }
  });
  return kept === 0
    ? undefined
    : t('{{count}} articles were changed again since and stay as they are.', { count: kept });
}
