import type { Options } from 'rehype-sanitize';

/** Ids written by an author are kept apart from the app's own. */
export const ID_PREFIX = 'kb-';

const INLINE =
  'a b br code del em i img ins kbd q s samp small span strike strong sub sup tt u var';
const BLOCKS =
  'blockquote dd details div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre section summary ul ' +
  'table caption colgroup col thead tbody tfoot tr th td';

/** What an author may write as raw HTML; `<name>` of anything else is shown as the text it is. */
export const RAW_TAGS: readonly string[] = `${INLINE} ${BLOCKS}`.split(' ');

/**
 * What may pass from an article into the page. Nothing that runs, loads, frames, styles or sends;
 * addresses by a list of schemes. Stricter than GitHub's schema (hast-util-sanitize), whose shape
 * it has.
 */
export const SANITIZE_SCHEMA: Options = {
  // The boxes of task lists are the parser's own.
  tagNames: [...RAW_TAGS, 'input'],
  attributes: {
    '*': ['id', 'title', 'lang', 'dir'],
    a: ['href', 'name', 'dataFootnoteRef', 'dataFootnoteBackref'],
    code: [['className', /^language-[\w+#.-]{1,40}$/]],
    col: ['span'],
    details: ['open'],
    // Drawn from the replica alone; see picture-reference.ts.
    img: ['alt', 'src'],
    input: [['type', 'checkbox'], ['disabled', true], 'checked'],
    li: [['className', 'task-list-item'], 'value'],
    ol: ['start', 'reversed', ['className', 'contains-task-list']],
    ul: [['className', 'contains-task-list']],
    td: ['align', 'colSpan', 'rowSpan'],
    th: ['align', 'colSpan', 'rowSpan', 'scope'],
  },
  ancestors: {
    caption: ['table'],
    col: ['table'],
    colgroup: ['table'],
    tbody: ['table'],
    td: ['table'],
    tfoot: ['table'],
    th: ['table'],
    thead: ['table'],
    tr: ['table'],
    li: ['ol', 'ul'],
    summary: ['details'],
  },
  required: { input: { type: 'checkbox', disabled: true } },
  protocols: { href: ['http', 'https', 'mailto', 'article'], src: ['outpost-picture'] },
  clobber: ['id', 'name'],
  clobberPrefix: ID_PREFIX,
  strip: ['script', 'style', 'iframe', 'object', 'template', 'noscript'],
  allowComments: false,
  allowDoctypes: false,
};
