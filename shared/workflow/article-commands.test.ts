import { describe, expect, it } from 'vitest';
import { mergeDocuments } from '../merge/merge-documents.ts';
import type { ArticleId } from '../model/ids.ts';
import { makeId } from '../model/ids.ts';
import type { Article, ArticleVersion } from '../model/reference.ts';
import { ARTICLE_CHECKS, ARTICLE_STATES } from '../model/reference.ts';
import { validateDocument } from '../model/validate.ts';
import { checkWrite } from '../policy/check-write.ts';
import { writePolicy } from '../policy/write-policy.ts';
import type { WrittenDocument } from '../policy/written-document.ts';
import { fakeContext } from '../testkit/factories.ts';
import {
  askReview,
  bodyOfArticle,
  createArticle,
  picturesIn,
  restoreArticle,
  restoreVersion,
  retireArticle,
  saveArticle,
  sendBack,
  tickChecks,
  undoArticleAct,
} from './article-commands.ts';
import type { ArticleBody } from './article-commands.ts';
import { publishArticle, publishDue, scheduleArticle } from './article-commands-publish.ts';
import {
  ARTICLE_MACHINE,
  ARTICLE_MOVES,
  mayMoveArticle,
  RECORD_MACHINES,
} from './article-states.ts';
import type { CommandResult } from './command.ts';
import { CommandError } from './command.ts';
import { workflowMergeRules } from './merge-rules.ts';
import { DEFAULT_MATRIX } from './priority.ts';

const next = fakeContext();
const LEAD = { roles: ['manager'], personId: undefined };
const AGENT = { roles: ['agent'], personId: makeId('person', '0'.repeat(26)) };
const OTHER = makeId('person', '1'.repeat(26));
const law = writePolicy(null, RECORD_MACHINES);

const BODY: ArticleBody = {
  title: ' Label printer prints blank labels ',
  summary: 'After a change of rolls.',
  markdown: '# Steps\n\n1. Turn the roll round.\n',
  category: '',
  tags: ['printer', ' printer', ''],
  audience: 'agents',
  lang: 'en',
  ownerId: '',
  appliesTo: [],
  validTo: '',
  related: [],
};

function articleOf({ writes }: CommandResult): Article {
  const found = writes.findLast(({ document }) => document.kind === 'article');
  return found!.document as Article;
}

function versionOf({ writes }: CommandResult): ArticleVersion | undefined {
  return writes.find(({ document }) => document.kind === 'article-version')?.document as
    ArticleVersion | undefined;
}

function draft(): Article {
  const id = makeId('article', '7'.repeat(26));
  return articleOf(createArticle(BODY, { id, number: 'KB-7', slug: 'label' }, [], next()));
}

function ticked(article: Article): Article {
  const checks = Object.fromEntries(ARTICLE_CHECKS.map((check) => [check, true]));
  return articleOf(tickChecks(article, checks, next()));
}

function inReview(): Article {
  return articleOf(askReview(draft(), { reviewerId: AGENT.personId }, AGENT, next()));
}

function published(): Article {
  return articleOf(publishArticle(draft(), { note: 'First' }, LEAD, next()));
}

describe('the machine of articles', () => {
  it('reaches every state from a draft, and leads out of every state', () => {
    const reached = new Set<string>([ARTICLE_MACHINE.initial]);
    for (const state of reached) {
      for (const to of ARTICLE_MACHINE.states[state as Article['state']].next) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...ARTICLE_STATES].sort());
    for (const state of ARTICLE_STATES) {
      expect(ARTICLE_MACHINE.states[state].next.length).toBeGreaterThan(0);
    }
  });

  it('lets readers move nothing, and managers everything', () => {
    for (const [name, { from }] of Object.entries(ARTICLE_MOVES)) {
      for (const state of from) {
        const move = name as keyof typeof ARTICLE_MOVES;
        expect(mayMoveArticle(move, { state }, { roles: ['auditor'], personId: OTHER })).toBe(
          false,
        );
        expect(mayMoveArticle(move, { state }, LEAD)).toBe(true);
      }
    }
  });

  it('lets whoever was asked approve, and other agents not', () => {
    const article = inReview();
    expect(mayMoveArticle('approve', article, AGENT)).toBe(true);
    expect(mayMoveArticle('approve', article, { ...AGENT, personId: OTHER })).toBe(false);
  });

  it('keeps what was published where somebody else made a draft of it apart', () => {
    const base = draft();
    const mine = articleOf(publishArticle(base, {}, LEAD, next()));
    const theirs = articleOf(askReview(base, { reviewerId: OTHER }, AGENT, next()));
    const rules = workflowMergeRules(DEFAULT_MATRIX);
    const merged = mergeDocuments('articles', base, mine, theirs, rules).document as Article;
    expect(merged.state).toBe('published');
  });
});

describe('writing an article', () => {
  it('makes a tidy draft that fits the schema', () => {
    const article = draft();
    expect(validateDocument(article)).toMatchObject({ ok: true });
    expect(article).toMatchObject({
      state: 'draft',
      title: 'Label printer prints blank labels',
      tags: ['printer'],
    });
  });

  it('asks for a title', () => {
    expect(() => saveArticle(draft(), { ...BODY, title: ' ' }, [], next())).toThrow(CommandError);
  });

  it('makes a published article a draft again when its text changes, not when a tag does', () => {
    const article = published();
    const body = bodyOfArticle(article);
    const reworded = saveArticle(article, { ...body, markdown: 'Other.' }, [], next());
    expect(articleOf(reworded).state).toBe('draft');
    const tagged = saveArticle(article, { ...body, tags: ['zebra'] }, [], next());
    expect(articleOf(tagged).state).toBe('published');
    expect(saveArticle(article, body, [], next()).writes).toEqual([]);
  });

  it('stores the pictures of the text in the same mutation', () => {
    const base = draft();
    const id = makeId('article', '5'.repeat(26));
    const picture = {
      id,
      articleId: base.id as ArticleId,
      name: 'a.webp',
      mediaType: 'image/webp',
      data: 'AAAA',
      widthPixels: 2,
      heightPixels: 2,
    };
    const markdown = `![A roll](outpost-picture:${id})`;
    const { writes, mutationId } = saveArticle(base, { ...BODY, markdown }, [picture], next());
    expect(writes.map(({ document }) => document.mutationId)).toEqual([mutationId, mutationId]);
    expect(picturesIn(markdown)).toEqual([id]);
    for (const { document } of writes)
      expect(validateDocument(document)).toMatchObject({ ok: true });
  });
});

describe('review and publication', () => {
  it('is approved once every line is ticked, and keeps a version', () => {
    const article = inReview();
    expect(() => publishArticle(article, {}, AGENT, next())).toThrow(/Tick every line/);
    const result = publishArticle(ticked(article), { note: 'Rolls' }, AGENT, next());
    expect(articleOf(result)).toMatchObject({ state: 'published', versionNumber: 1 });
    expect(versionOf(result)).toMatchObject({
      versionNumber: 1,
      note: 'Rolls',
      articleId: article.id,
    });
    expect(new Set(result.writes.map(({ document }) => document.mutationId)).size).toBe(1);
  });

  it('asks for the ticks anew when a review is asked for again', () => {
    const article = ticked(inReview());
    const again = askReview(article, { reviewerId: OTHER }, AGENT, next());
    expect(articleOf(again).checks).toBeUndefined();
  });

  it('goes back with a note, never without', () => {
    expect(() => sendBack(inReview(), ' ', AGENT, next())).toThrow(CommandError);
    const back = articleOf(sendBack(inReview(), 'Name the models.', AGENT, next()));
    expect(back).toMatchObject({ state: 'draft', reviewNote: 'Name the models.' });
  });

  it('publishes edits and keeps what they say, in one go', () => {
    const article = published();
    const body = { ...bodyOfArticle(article), markdown: 'Better.' };
    const result = publishArticle(article, { body, note: 'Clearer' }, LEAD, next());
    expect(articleOf(result)).toMatchObject({ state: 'published', markdown: 'Better.' });
    expect(versionOf(result)).toMatchObject({ markdown: 'Better.', versionNumber: 2 });
  });

  it('refuses an agent who was not asked', () => {
    expect(() => publishArticle(draft(), {}, AGENT, next())).toThrow(/role may not/);
  });

  it('is scheduled for an instant to come only', () => {
    const past = new Date(Date.parse(next().now) - 1).toISOString();
    expect(() => scheduleArticle(draft(), past, LEAD, next())).toThrow(CommandError);
  });

  it('is published once, whichever consoles do it, and not before its instant', () => {
    const at = new Date(Date.parse(next().now) + 60_000).toISOString();
    const article = articleOf(scheduleArticle(draft(), at, LEAD, next()));
    expect(publishDue(article, next()).writes).toEqual([]);
    const late = { ...next(), now: new Date(Date.parse(at) + 5_000).toISOString() };
    const later = {
      ...late,
      userName: 'ben',
      deviceId: 'X',
      now: new Date(Date.parse(at) + 9_000).toISOString(),
    };
    const [one, two] = [publishDue(article, late), publishDue(article, later)];
    const facts = ({ writes }: CommandResult) =>
      writes.map(({ document: { id, mutationId, version } }) => ({ id, mutationId, version }));
    expect(facts(one)).toEqual(facts(two));
    expect(articleOf(one)).toMatchObject({ state: 'published', publishedAt: at, versionNumber: 1 });
    expect(publishDue(articleOf(one), later).writes).toEqual([]);
  });

  it('says why it was retired and what to read instead, and comes back as a draft', () => {
    const article = { ...published(), related: ['a', 'new'] };
    const retired = articleOf(
      retireArticle(article, { reason: 'Printer gone', replacement: 'new' }, LEAD, next()),
    );
    expect(retired).toMatchObject({ state: 'retired', related: ['new', 'a'] });
    expect(() => saveArticle(retired, BODY, [], next())).toThrow(CommandError);
    const back = articleOf(restoreArticle(retired, LEAD, next()));
    expect(back.state).toBe('draft');
    expect(back.retiredReason).toBeUndefined();
  });

  it('brings an old version back as a draft', () => {
    const first = publishArticle(draft(), {}, LEAD, next());
    const body = { ...bodyOfArticle(articleOf(first)), markdown: 'Worse.' };
    const second = articleOf(publishArticle(articleOf(first), { body }, LEAD, next()));
    const restored = articleOf(restoreVersion(second, versionOf(first)!, next()));
    expect(restored).toMatchObject({ state: 'draft', markdown: BODY.markdown, versionNumber: 2 });
  });
});

describe('undo', () => {
  it('is as if it had not been, where nobody wrote since', () => {
    const before = published();
    const act = retireArticle(before, { reason: 'Old' }, LEAD, next());
    const after = articleOf(undoArticleAct(articleOf(act), before, act.mutationId, next()));
    expect(after).toMatchObject({ state: 'published', markdown: before.markdown });
    expect(after.retiredReason).toBeUndefined();
    const touched = { ...articleOf(act), mutationId: 'other' };
    expect(() => undoArticleAct(touched, before, act.mutationId, next())).toThrow(CommandError);
  });

  it('counts versions on, since the one that was kept stays', () => {
    const before = published();
    const act = publishArticle(before, {}, LEAD, next());
    const after = articleOf(undoArticleAct(articleOf(act), before, act.mutationId, next()));
    expect(after.versionNumber).toBe(2);
    expect(versionOf(publishArticle(after, {}, LEAD, next()))?.versionNumber).toBe(3);
  });
});

describe('the server', () => {
  const writer = { name: next().userName, roles: ['agent'] };
  const written = (value: unknown): WrittenDocument => JSON.parse(JSON.stringify(value)) as never;

  it('takes what the commands write', () => {
    const act = publishArticle(ticked(inReview()), {}, AGENT, next());
    for (const { base, document } of act.writes) {
      expect(checkWrite(law, written(document), base && written(base), writer)).toBeNull();
    }
  });

  it('refuses a state that articles have not, and a version that was changed', () => {
    const article = published();
    const odd = { ...article, state: 'resolved', version: article.version + 1 };
    expect(checkWrite(law, written(odd), written(article), writer)?.field).toBe('state');
    const kept = versionOf(publishArticle(draft(), {}, LEAD, next()))!;
    const changed = { ...kept, markdown: 'x', version: 2 };
    expect(checkWrite(law, written(changed), written(kept), writer)).not.toBeNull();
  });
});
