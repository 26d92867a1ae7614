import { describe, expect, it } from 'vitest';
import type { ArticleFeedback } from '../model/reference.ts';
import { gapReport, votesByArticle } from './gap-report.ts';

let serial = 0;

function feedback(part: Partial<ArticleFeedback>): ArticleFeedback {
  serial += 1;
  return {
    id: `article:${serial}`,
    kind: 'article-feedback',
    type: 'search-miss',
    ownerUserName: 'tobias',
    count: 1,
    updatedAt: '2027-03-01T08:00:00.000Z',
    ...part,
  } as ArticleFeedback;
}

describe('the gap report', () => {
  it('adds up what several people looked for, in whatever order and number', () => {
    const gaps = gapReport([
      feedback({ words: 'vpn drops', count: 2 }),
      feedback({
        words: 'drop vpn',
        ownerUserName: 'marit',
        updatedAt: '2027-03-02T08:00:00.000Z',
      }),
      feedback({ words: 'fax', count: 1 }),
    ]);
    expect(gaps).toEqual([
      {
        words: 'vpn drops',
        alike: ['drop vpn'],
        count: 3,
        people: ['tobias', 'marit'],
        lastAt: '2027-03-02T08:00:00.000Z',
      },
      expect.objectContaining({ words: 'fax', count: 1 }),
    ]);
  });

  it('leaves out what was done with, what says nothing, and what is no search', () => {
    expect(
      gapReport([
        feedback({ words: 'fax', removedAt: '2027-03-01T08:00:00.000Z' }),
        feedback({ words: '?!' }),
        feedback({ type: 'vote', words: 'fax' }),
      ]),
    ).toEqual([]);
  });
});

describe('votes', () => {
  it('count for their article, and no more once they were taken back', () => {
    const articleId = 'article:a' as ArticleFeedback['articleId'];
    const vote = (helpful: boolean, part: Partial<ArticleFeedback> = {}) =>
      feedback({ type: 'vote', articleId, helpful, ...part } as Partial<ArticleFeedback>);
    const votes = votesByArticle([
      vote(true),
      vote(true),
      vote(false),
      vote(false, { removedAt: '2027-03-01T08:00:00.000Z' }),
    ]);
    expect([...votes]).toEqual([['article:a', { helpful: 2, unhelpful: 1 }]]);
  });
});
