// @vitest-environment jsdom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UiRoot } from '../../ui/ui-root.tsx';
import { ArticleBody } from './article-body.tsx';
import { makeLinkTable } from './markdown/article-links.ts';
import { LinkTableContext } from './markdown/link-table-context.ts';
import { PendingPicturesContext } from './markdown/picture-reference.ts';
import type { PictureData } from './markdown/picture-reference.ts';
import { useArticleParts } from './use-article-parts.ts';

const TABLE = makeLinkTable([{ id: 'article:01', slug: 'reset-dns', title: 'Reset DNS' }]);
const PICTURE_ID = 'article:01J0000000000000000000000A';
const ODD_ID = 'article:01J0000000000000000000000B';
const PICTURE: PictureData = {
  name: 'roll.webp',
  mediaType: 'image/webp',
  data: 'UklGRg==',
  widthPixels: 4,
  heightPixels: 3,
};
const PICTURES = new Map([
  [PICTURE_ID, PICTURE],
  [ODD_ID, { ...PICTURE, mediaType: 'image/svg+xml', data: '"><script>alert(1)</script>' }],
]);
/** Elements and attributes that our own parts add around what an author wrote. */
const OWN_TAGS = new Set(['svg', 'path', 'circle', 'rect', 'g', 'use', 'button']);
const FORBIDDEN =
  'script, style, iframe, frame, object, embed, form, input, textarea, select, link, meta, base, ' +
  'video, audio, source, img:not(.kb__image), picture, math, template, noscript, [style], [srcdoc], [action]';

let root: Root;
let host: HTMLElement;
beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
});

function Body({ markdown, title }: { readonly markdown: string; readonly title: string }) {
  const parts = useArticleParts(markdown, title);
  return <ArticleBody parts={parts} length={markdown.length} />;
}

function show(markdown: string, title = 'A title'): HTMLElement {
  act(() =>
    root.render(
      <UiRoot>
        <LinkTableContext.Provider value={TABLE}>
          <PendingPicturesContext.Provider value={PICTURES}>
            <Body markdown={markdown} title={title} />
          </PendingPicturesContext.Provider>
        </LinkTableContext.Provider>
      </UiRoot>,
    ),
  );
  return host.querySelector<HTMLElement>('.kb__prose')!;
}

function expectHarmless(body: HTMLElement): void {
  expect([...body.querySelectorAll(FORBIDDEN)].map((each) => each.outerHTML)).toEqual([]);
  for (const element of body.querySelectorAll('*')) {
    const isOwn = OWN_TAGS.has(element.tagName.toLowerCase());
    for (const { name, value } of element.attributes) {
      expect(name).not.toMatch(/^on/i);
      if (!isOwn && (name === 'id' || name === 'name')) expect(value).toMatch(/^kb-/);
      if (name === 'href') expect(value).toMatch(/^(?:https?:\/\/|mailto:|#kb-|\/article\/)/);
      if (name === 'src') {
        expect(element.className).toBe('kb__image');
        expect(value).toMatch(/^data:image\/(?:png|jpeg|webp);base64,[A-Za-z0-9+/]+=*$/);
      }
    }
  }
  for (const link of body.querySelectorAll('a[target]')) {
    expect(link.getAttribute('rel')).toContain('noreferrer');
  }
}

describe('hostile Markdown is harmless, and what follows it is still shown', () => {
  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script that is not closed', '<script src="https://evil.example/x.js">'],
    ['a script inside a line', 'a <script>alert(1)</script> b'],
    ['a script in capitals', '<SCRIPT>alert(1)</SCRIPT>'],
    ['a script in a list', '- item\n  <script>\n  alert(1)'],
    ['a style', '<style>body { display: none }</style>'],
    ['a style that is not closed', '<style>body { display: none }'],
    ['a frame', '<iframe src="javascript:alert(1)" srcdoc="<script>1</script>"></iframe>'],
    ['an object', '<object data="x"><embed src="x"></object>'],
    ['a form', '<form action="https://evil.example"><input name="p"><button>Go</button></form>'],
    ['a form around a table', '<table><form action="x"><tr><td>1</td></tr></form></table>'],
    ['a picture with a handler', '<img src=x onerror=alert(1)>'],
    ['a picture of data', '![x](data:image/svg+xml,<svg/onload=alert(1)>)'],
    [
      'a picture of the replica with a handler',
      `<img src="outpost-picture:${PICTURE_ID}" onload=x>`,
    ],
    ['a picture that is a script', `![x](outpost-picture:${ODD_ID})`],
    ['a picture that leads out', '![x](outpost-picture:https://evil.example/x.png)'],
    ['a picture in disguise', '![x](OUTPOST-PICTURE:javascript:alert(1)) ![y](x.png)'],
    ['a picture of what is none', '![x](outpost-picture:article:01J0000000000000000000000C)'],
    [
      'a set of pictures',
      `<img srcset="https://evil.example/x 2x" src="outpost-picture:${PICTURE_ID}">`,
    ],
    ['a drawing', '<svg onload="alert(1)"><script>alert(1)</script></svg>'],
    [
      'a formula',
      '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></table>',
    ],
    ['a javascript: link', '[x](javascript:alert(1))'],
    [
      'a javascript: link in disguise',
      '[x](JaVa&#x73;cript:alert(1)) [y](&#1;javascript:alert(1))',
    ],
    ['a javascript: link with a break', '<a href="java\nscript:alert(1)">x</a>'],
    ['a javascript: reference', '[x][1]\n\n[1]: javascript:alert(1)'],
    ['an autolink of javascript:', '<javascript:alert(1)>'],
    ['a vbscript: link', '<a href="vbscript:msgbox(1)">x</a>'],
    ['a data: link', '[x](data:text/html;base64,PHNjcmlwdD4=)'],
    ['a file: link', '[x](file:///etc/passwd)'],
    ['a link without a scheme', '[x](//evil.example/x)'],
    ['a link with a handler', '<a href="https://a.example" onclick="alert(1)" style="x">x</a>'],
    [
      'a link that takes over the window',
      '<a href="https://a.example" target="_top" rel="opener">x</a>',
    ],
    ['details with a handler', '<details open ontoggle=alert(1)><summary>s</summary>x</details>'],
    ['an id of the app', '<b id="root" name="body">x</b> <a name="location">y</a>'],
    ['a comment that is not closed', '<!-- never closed'],
    ['a comment with a tag', '<!-- --!><script>alert(1)</script> -->'],
    ['CDATA', '<![CDATA[<script>alert(1)</script>]]>'],
    ['a processing instruction', '<?php echo 1'],
    ['a doctype', '<!DOCTYPE html><html><body onload=alert(1)>'],
    ['plaintext', 'x <plaintext> y'],
    ['a textarea that is not closed', '<textarea>'],
    ['a template', '<template><script>alert(1)</script></template>'],
    ['noscript', '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>'],
    [
      'a base and a meta',
      '<base href="https://evil.example"><meta http-equiv="refresh" content="0">',
    ],
    ['a class of the app', '<div class="dialog" style="position:fixed;inset:0">x</div>'],
    ['a callout that is none', '<blockquote data-callout="note">x</blockquote>'],
    ['a nul', 'a\0b <scr\0ipt>alert(1)</scr\0ipt>'],
  ])('%s', (_, markdown) => {
    const body = show(`before\n\n${markdown}\n\nthe *end*`);
    expectHarmless(body);
    expect(body.textContent).toContain('before');
    const emphasised = [...body.querySelectorAll('em')].map(({ textContent }) => textContent);
    expect(emphasised).toContain('end');
  });

  it.each([
    ['>', '>'.repeat(20_000)],
    ['> with blanks', '> '.repeat(10_000)],
    ['lists', '- '.repeat(10_000)],
    ['brackets', '['.repeat(20_000)],
    ['pictures', '!['.repeat(10_000)],
    ['stars', '*a **b '.repeat(4_000)],
    ['underscores', '_a __b '.repeat(4_000)],
    ['backticks', Array.from({ length: 150 }, (_, n) => '`'.repeat(n)).join(' ')],
    ['open tags', '<div>'.repeat(4_000)],
    ['open tags inside a line', `x ${'<b>'.repeat(4_000)}`],
    ['open tables', '<table><tr><td>'.repeat(1_500)],
    ['links in links', '[a]('.repeat(5_000)],
    ['entities', '&#x;'.repeat(5_000)],
    ['one very long line', 'word '.repeat(200_000)],
  ])('nests %s without end', (_, markdown) => {
    const startMs = performance.now();
    const body = show(markdown);
    expectHarmless(body);
    expect(performance.now() - startMs).toBeLessThan(8_000);
  });
});

describe('what people write', () => {
  it('draws a picture of the replica with its words, and the words alone of any other', () => {
    const body = show(`![A roll](outpost-picture:${PICTURE_ID})\n\n![Gone](gone.png)`);
    const pictures = [...body.querySelectorAll('img')];
    expect(pictures.map(({ alt, width }) => [alt, width])).toEqual([['A roll', 4]]);
    expect(body.textContent).toContain('Picture: Gone');
  });

  it('shows what stands in angle brackets and is no tag', () => {
    expect(show('Run `net use` on <your server> or <b>this</b><br>one').textContent).toContain(
      'Run net use on <your server> or thisone',
    );
  });

  it.each(['Note', 'WARNING', 'tip', 'IMPORTANT', 'Caution'])(
    'makes a callout of [!%s]',
    (kind) => {
      const body = show(`> [!${kind}]\n> Mind *this*.`);
      expect(body.querySelector(`.markdown-alert-${kind.toLowerCase()}`)?.textContent).toMatch(
        /Mind this\.\s*$/,
      );
      expect(body.textContent).not.toContain('[!');
    },
  );

  it('leaves a quote a quote', () => {
    expect(show('> [!WHATEVER]\n> said').querySelector('blockquote')).not.toBeNull();
  });

  it('takes markers of the Microsoft dialect away', () => {
    const body = show(
      ':::row:::\n\nType :::no-loc text="regedit"::: now\n\n' +
        ':::image type="content" source="x.png" alt-text="The key":::\n',
    );
    expect(body.textContent).toContain('Type regedit now');
    expect(body.textContent).toContain('Picture: The key');
    expect(body.textContent).not.toContain(':::');
  });

  it('keeps heading levels without gaps, below the title, with ids of their own', () => {
    const body = show(
      '# A title, once more\n\n# One\n\n#### Deep\n\n## One\n\n# <b id="x">Two</b>',
    );
    const headings = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')];
    expect(headings.map(({ tagName, id }) => [tagName, id])).toEqual([
      ['H2', 'kb-one'],
      ['H3', 'kb-deep'],
      ['H2', 'kb-one-1'],
      ['H2', 'kb-two'],
    ]);
  });

  it('resolves links from the replica, and says which lead nowhere', () => {
    const body = show(
      '[a](article:reset-dns) [b](../net/Reset-DNS.md#x) [c](gone.md) [d](/abs/path) ' +
        '[e](https://example.org) [f](#here) [g](#gone)\n\n## Here',
    );
    const links = [...body.querySelectorAll('a')];
    expect(links.map((link) => link.getAttribute('href'))).toEqual([
      '/article/article%3A01',
      '/article/article%3A01',
      'https://example.org/',
      '#kb-here',
    ]);
    expect(links[0]?.title).toBe('Reset DNS');
    const broken = [...body.querySelectorAll<HTMLElement>('.kb__broken')];
    expect(broken.map(({ title }) => title.replace(/^.*: /, ''))).toEqual([
      'gone.md',
      '/abs/path',
      '#gone',
    ]);
  });

  it('shows tasks, footnotes and code that can be copied', () => {
    const body = show('- [x] done\n- [ ] open\n\nnote[^1]\n\n```sh\nls -l\n```\n\n[^1]: The foot');
    expect([...body.querySelectorAll('[role="img"]')].map((each) => each.ariaLabel)).toEqual([
      'Done',
      'To do',
    ]);
    const target = body.querySelector('sup a')?.getAttribute('href')?.slice(1) ?? '';
    expect(body.querySelector(`[id="${target}"]`)?.textContent).toContain('The foot');
    expect(body.querySelector('.kb__code pre')?.textContent).toBe('ls -l\n');
    expect(body.querySelector('.kb__code button')).not.toBeNull();
  });
});

it('a table of megabytes is shown in parts, the rest after a button', () => {
  const rows = Array.from(
    { length: 20_000 },
    (_, n) => `| ${n} | host-${n} | a note of some length |`,
  );
  const body = show(`| n | host | note |\n| - | - | - |\n${rows.join('\n')}`);
  const shown = body.querySelectorAll('tr').length;
  expect(shown).toBeGreaterThan(100);
  expect(shown).toBeLessThan(2_000);
  expect(body.querySelector('.kb__prose > button')?.textContent).toMatch(/^Show all/);
});
