import { describe, expect, it } from 'vitest';
import type { ArticleWorkQuestion, WorkArticle } from './article-work.ts';
import { articleWork } from './article-work.ts';

const ME = 'person:00000000000000000000000001' as never;
const OTHER = 'person:00000000000000000000000002' as never;
const ASKED: ArticleWorkQuestion = {
  today: '2027-03-30',
  reminderDays: 30,
  userName: 'mia',
  personId: ME,
  everybody: false,
};

function article(more: Partial<WorkArticle>): WorkArticle {
  return {
    id: 'article:00000000000000000000000001' as never,
    number: 'KB-1',
    title: 'DNS',
    state: 'published',
    author: 'ben',
    updatedBy: 'ben',
    revisedAt: '2027-03-01T08:00:00.000Z',
    ...more,
  };
}

function reason(more: Partial<WorkArticle>, question: Partial<ArticleWorkQuestion> = {}) {
  return articleWork([article(more)], { ...ASKED, ...question })[0]?.reason ?? null;
}

describe('an article waits for me', () => {
  it.each<[string, Partial<WorkArticle>, string | null]>([
    ['when I am asked to review it', { state: 'review', reviewerId: ME }, 'to-review'],
    ['not when somebody else is', { state: 'review', reviewerId: OTHER }, null],
    ['as my draft', { state: 'draft', author: 'mia' }, 'my-draft'],
    ['as a draft that I edited last', { state: 'draft', updatedBy: 'mia' }, 'my-draft'],
    ['when it was sent back', { state: 'draft', author: 'mia', reviewNote: 'No.' }, 'sent-back'],
    ['the day after its last', { ownerId: ME, validTo: '2027-03-29' }, 'expired'],
    ['on its last day', { ownerId: ME, validTo: '2027-03-30' }, 'expiring'],
    ['thirty days before', { ownerId: ME, validTo: '2027-04-29' }, 'expiring'],
    ['not earlier', { ownerId: ME, validTo: '2027-04-30' }, null],
    ['not when another owns it', { ownerId: OTHER, validTo: '2027-03-01' }, null],
    ['when nobody owns what I wrote', { author: 'mia', validTo: '2027-03-01' }, 'expired'],
    ['after a year', { ownerId: ME, revisedAt: '2026-03-30T08:00:00.000Z' }, 'old'],
    ['never when it is retired', { ownerId: ME, state: 'retired', validTo: '2020-01-01' }, null],
  ])('%s', (_, more, expected) => {
    expect(reason(more)).toBe(expected);
  });

  it('is shown to everybody who asks for all', () => {
    expect(reason({ state: 'review', reviewerId: OTHER }, { everybody: true })).toBe('to-review');
  });

  it('comes with the most pressing first', () => {
    const found = articleWork(
      [
        article({ state: 'draft', author: 'mia' }),
        article({ ownerId: ME, validTo: '2027-04-10' }),
        article({ ownerId: ME, validTo: '2027-04-01' }),
        article({ state: 'review', reviewerId: ME }),
      ],
      ASKED,
    );
    expect(found.map(({ reason: why, days }) => [why, days])).toEqual([
      ['to-review', null],
      ['expiring', 2],
      ['expiring', 11],
      ['my-draft', null],
    ]);
  });
});
