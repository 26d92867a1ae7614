import { describe, expect, it } from 'vitest';
import { validateDocument } from '../model/validate.ts';
import type { Article, ArticleFeedback } from '../model/reference.ts';
import { fakeContext } from '../testkit/factories.ts';
import { createDocument } from './record-commands.ts';
import type { CommandResult } from './command.ts';
import {
  commentOnArticle,
  flagArticle,
  missId,
  noteSearchMiss,
  voteId,
  voteOnArticle,
  withdrawFeedback,
} from './feedback-commands.ts';

const next = fakeContext({ userName: 'tobias.brandt' });
const article = createDocument(
  'articles',
  {
    kind: 'article',
    number: 'KB-0042',
    slug: 'toner',
    title: 'Change the toner',
    summary: '',
    markdown: 'Open the lid.',
    tags: [],
    related: [],
    audience: 'everyone',
    state: 'published',
    author: 'annika.vogel',
    lang: 'en',
    revisedAt: '2027-03-01T08:00:00.000Z',
    ownerId: 'person:01J0000000000000000000000A' as Article['ownerId'],
  } as never,
  next(),
).writes[0]!.document as Article;

function feedbackOf({ writes }: CommandResult): ArticleFeedback {
  return writes.find(({ collection }) => collection === 'articles')!.document as ArticleFeedback;
}

describe('a vote', () => {
  it('is one for each person, to be changed and taken back', () => {
    const yes = feedbackOf(voteOnArticle(article, true, null, next()));
    expect(yes).toMatchObject({ id: voteId(article.id, 'tobias.brandt'), helpful: true });
    expect(validateDocument(yes)).toMatchObject({ ok: true });
    const no = feedbackOf(voteOnArticle(article, false, yes, next()));
    expect(no).toMatchObject({ id: yes.id, helpful: false });
    expect(no.removedAt).toBeUndefined();
    const none = feedbackOf(voteOnArticle(article, false, no, next()));
    expect(none.removedAt).toBeDefined();
    expect(feedbackOf(voteOnArticle(article, false, none, next())).removedAt).toBeUndefined();
  });
});

describe('a flag', () => {
  it('becomes a task of the owner that names and links the article, in one act', () => {
    const task = { scope: 'leipzig', number: 'TSK-9' };
    const result = flagArticle(article, ' The lid has no latch. ', task, next());
    expect(new Set(result.writes.map(({ document }) => document.mutationId)).size).toBe(1);
    const ticket = result.writes.find(({ collection }) => collection === 'tickets')!.document;
    expect(ticket).toMatchObject({
      kind: 'task',
      assigneeId: article.ownerId,
      title: 'KB-0042 flagged: Change the toner',
      description: 'The lid has no latch.',
    });
    expect(feedbackOf(result)).toMatchObject({ type: 'flag', taskId: ticket.id });
    expect(result.writes).toContainEqual(
      expect.objectContaining({
        collection: 'relations',
        document: expect.objectContaining({ fromId: ticket.id, toId: article.id }) as unknown,
      }),
    );
    for (const { document } of result.writes) {
      expect(validateDocument(document)).toMatchObject({ ok: true });
    }
  });

  it('says something', () => {
    const task = { scope: 'leipzig', number: 'TSK-9' };
    expect(() => flagArticle(article, '  ', task, next())).toThrow('Write something first.');
    expect(() => commentOnArticle(article, 'x'.repeat(4_001), next())).toThrow(/4000 characters/);
  });
});

describe('a comment', () => {
  it('is taken back by nobody but whoever wrote it', () => {
    const comment = feedbackOf(commentOnArticle(article, 'Works on the new ones too.', next()));
    const other = fakeContext({ userName: 'marit.solheim' });
    expect(() => withdrawFeedback(comment, true, other())).toThrow(/Only whoever wrote it/);
    const gone = feedbackOf(withdrawFeedback(comment, true, next()));
    expect(gone.removedAt).toBeDefined();
    expect(feedbackOf(withdrawFeedback(gone, false, next())).removedAt).toBeUndefined();
  });
});

describe('a search that found nothing', () => {
  it('is counted, however it was spaced and written', () => {
    const first = feedbackOf(noteSearchMiss('  VPN   drops ', null, next()));
    expect(first).toMatchObject({ words: 'vpn drops', count: 1 });
    expect(first.id).toBe(missId('vpn drops', 'tobias.brandt'));
    expect(feedbackOf(noteSearchMiss('vpn drops', first, next())).count).toBe(2);
    expect(() => noteSearchMiss('   ', null, next())).toThrow(/empty search/);
  });
});
