import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Article, ArticlePicture } from '../../../../shared/model/reference.ts';
import { planArticleImport } from '../../../../shared/knowledge/article-import.ts';
import { FOLDER_PROBLEMS, readFolder, writeFolder } from './article-folder.ts';

const PICTURE_ID = 'article:01J0000000000000000000000P';

function article(n: number, part: Partial<Article> = {}): Article {
  return {
    id: `article:01J000000000000000000000${String(n).padStart(2, '0')}`,
    kind: 'article',
    number: `KB-${n}`,
    slug: `article-${n}`,
    title: `Article ${n}`,
    summary: '',
    markdown: `Text ${n}.`,
    category: 'Print',
    tags: [],
    related: [],
    audience: 'agents',
    state: 'published',
    author: 'Annika',
    lang: 'en',
    revisedAt: '2027-03-01T08:00:00.000Z',
    ...part,
  } as Article;
}

const PICTURE = {
  id: PICTURE_ID,
  mediaType: 'image/png',
  data: btoa('not really a picture'),
} as ArticlePicture;

function zipFile(content: Readonly<Record<string, string>>): File {
  const entries = Object.entries(content).map(([path, text]) => [path, strToU8(text)] as const);
  return new File([zipSync(Object.fromEntries(entries))], 'articles.zip');
}

const never = new AbortController().signal;

describe('articles as a folder', () => {
  it('come back as they were, pictures too, and change nothing', async () => {
    const withPicture = article(1, { markdown: `![Lid](outpost-picture:${PICTURE_ID})` });
    const all = [withPicture, ...Array.from({ length: 119 }, (_, n) => article(n + 2))];
    const zip = await writeFolder(all, [PICTURE], never);
    const folder = await readFolder([new File([zip], 'articles.zip')]);
    expect(folder.leftOut).toEqual([]);
    expect(folder.texts).toHaveLength(120);
    const [[path, picture] = []] = folder.pictures;
    expect(path).toBe('pictures/01J0000000000000000000000P.png');
    expect(await picture?.text()).toBe('not really a picture');
    const rows = planArticleImport(folder.texts, all);
    expect(rows.filter(({ verdict }) => verdict !== 'same')).toMatchObject([
      { fields: ['markdown'], file: { markdown: `![Lid](../${path ?? ''})` } },
    ]);
  });

  it('with one name have a file each', async () => {
    const zip = await writeFolder([article(1), article(2, { slug: 'article-1' })], [], never);
    const { texts } = await readFolder([new File([zip], 'articles.zip')]);
    expect(texts.map(({ path }) => path)).toEqual(['article-1-2.md', 'article-1.md']);
  });
});

describe('a folder from elsewhere', () => {
  it('is read without the folder around all of it, and without what is no article', async () => {
    const folder = await readFolder([
      zipFile({
        'docs-main/a/one.md': 'One.',
        'docs-main/two.markdown': 'Two.',
        'docs-main/x.exe': '',
      }),
    ]);
    expect(folder.texts).toEqual([
      { path: 'a/one.md', text: 'One.' },
      { path: 'two.markdown', text: 'Two.' },
    ]);
  });

  it('leaves out what is no text, and says which', async () => {
    const folder = await readFolder([
      new File([new Uint8Array([0xff, 0xfe, 0x41])], 'latin.md'),
      new File(['Fine.'], 'fine.md'),
    ]);
    expect(folder).toMatchObject({ texts: [{ path: 'fine.md' }], leftOut: ['latin.md'] });
  });

  it('that is no zip, or claims gigabytes, is refused before it is unpacked', async () => {
    await expect(readFolder([new File(['PK'], 'a.zip')])).rejects.toThrow(FOLDER_PROBLEMS.noZip);
    const zip = zipSync({ 'bomb.md': new Uint8Array(1_000) });
    const view = new DataView(zip.buffer, zip.byteOffset);
    for (let at = 0; at < zip.length - 4; at += 1) {
      // The size that the central directory claims.
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 0xf0000000, true);
    }
    const bomb = new File([zip], 'bomb.zip');
    await expect(readFolder([bomb])).rejects.toThrow(FOLDER_PROBLEMS.tooLarge);
  });
});
