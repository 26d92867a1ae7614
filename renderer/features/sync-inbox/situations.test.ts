import { describe, expect, it } from 'vitest';
import type { SyncStatus } from '../../sync/sync-status.ts';
import { situationsOf } from './situations.ts';
import type { SituationFacts } from './situations.ts';

const LIVE: SyncStatus = {
  phase: 'live',
  since: '2027-03-30T06:46:00Z',
  lastContactAt: '2027-03-30T06:46:00Z',
  serverClockOffsetMs: 400,
  pull: {},
  questions: [],
  equality: null,
  lostScopes: [],
};

const RIGHT = { state: 'trusted', offsetMs: 0, measuredAt: LIVE.since } as const;

function situations(status: Partial<SyncStatus>, more: Partial<SituationFacts> = {}) {
  const facts = {
    locale: 'en',
    rereading: [],
    vaultTrouble: null,
    fileTrouble: null,
    unsentCount: 0,
    trustedTime: RIGHT,
  };
  return situationsOf({ ...facts, status: { ...LIVE, ...status }, ...more });
}

describe('what sync tells a person', () => {
  it.each(['live', 'offline', 'catching-up', 'starting'] as const)(
    'says nothing while it is %s: that is normal',
    (phase) => expect(situations({ phase })).toEqual([]),
  );

  it.each(['stopped-identity', 'captive-portal', 'signed-out', 'too-old', 'error'] as const)(
    'says what is safe and what to do when it is %s',
    (phase) => {
      const [found] = situations({ phase, problem: { message: 'Why.', database: null } });
      expect(found).toMatchObject({ happened: 'Why.' });
      expect(found?.safe).not.toBe('');
      expect(found?.todo).not.toBe('');
    },
  );

  it('F16: stands over every screen when another database answers, and offers to look again', () => {
    const [found] = situations({ phase: 'stopped-identity' }, { unsentCount: 3 });
    expect(found?.isUrgent).toBe(true);
    expect(found?.buttons.map(({ act }) => act.kind)).toEqual(['sync-now', 'save-unsent']);
  });

  it('F43: asks before a mass removal, with the numbers on the button', () => {
    const question = {
      id: 'q1',
      kind: 'mass-removal',
      database: 'outpost-scope-leipzig',
      collection: 'tickets',
      removed: 812,
      of: 1500,
      askedAt: LIVE.since,
    } as const;
    const [asked] = situations({ questions: [question] });
    expect(asked).toMatchObject({ isUrgent: true });
    expect(asked?.buttons).toMatchObject([
      {
        label: 'Apply the removal of 812 of 1,500 records',
        danger: true,
        act: { questionId: 'q1', answer: 'apply' },
      },
      { label: 'Keep mine', act: { questionId: 'q1', answer: 'keep' } },
    ]);
    const [kept] = situations({ questions: [{ ...question, isKept: true }] });
    expect(kept).toMatchObject({ isUrgent: false });
    expect(kept?.buttons).toHaveLength(1);
  });

  it('F43: does not call a feed that waits for an answer a problem beside the question', () => {
    const database = 'outpost-scope-leipzig';
    const asked = {
      id: 'q',
      kind: 'server-went-back',
      database,
      newerHere: 1,
      onlyHere: 0,
    } as const;
    const found = situations({
      phase: 'error',
      problem: { message: 'It waits.', database },
      questions: [{ ...asked, askedAt: LIVE.since }],
    });
    expect(found.map(({ id }) => id)).toEqual(['q']);
  });

  it('F14: says that the server went back, and puts back only when told to', () => {
    const [found] = situations({
      questions: [
        {
          id: 'q2',
          kind: 'server-went-back',
          database: 'outpost-scope-leipzig',
          newerHere: 3,
          onlyHere: 2,
          askedAt: LIVE.since,
        },
      ],
    });
    expect(found?.title).toContain('Leipzig');
    expect(found?.buttons.map(({ act }) => ('answer' in act ? act.answer : null))).toEqual([
      'apply',
      'keep',
    ]);
  });

  it.each([
    [90_000, 0, ''],
    [3_600_000, 1, 'behind'],
    [-1_200_000, 1, 'ahead'],
  ])('F11: a clock that is %i ms off is told %i times (%s)', (offset, count, word) => {
    const found = situations({}, { trustedTime: { ...RIGHT, offsetMs: offset } });
    expect(found).toHaveLength(count);
    expect(found[0]?.happened ?? '').toContain(word);
  });

  it('F12: tells that the clock was set, and that nothing has to be done', () => {
    const trustedTime = { ...RIGHT, state: 'provisional', reason: 'jump' } as const;
    const [found, ...others] = situations({ phase: 'offline' }, { trustedTime });
    expect(found).toMatchObject({ id: 'clock', tone: 'info', isUrgent: false });
    expect(found?.safe).toContain('provisional');
    expect(others).toEqual([]);
  });

  it('F27: names the scope that was lost and keeps what was not sent', () => {
    const [found] = situations({ lostScopes: ['outpost-scope-rostock'] });
    expect(found?.title).toContain('Rostock');
    expect(found?.buttons).toMatchObject([{ act: { kind: 'save-unsent' } }]);
  });

  it.each(['no-room', 'no-database'] as const)(
    'says that files stand still while tickets go on (%s), and looks again',
    (code) => {
      const [found] = situations({}, { fileTrouble: { code, message: 'Disk full.' } });
      expect(found).toMatchObject({ isUrgent: false, happened: 'The server said: Disk full.' });
      expect(found?.safe).toContain('kept on this machine');
      expect(found?.buttons.map(({ act }) => act.kind)).toEqual(['sync-now']);
    },
  );

  it.each(['offline', 'signed-out'] as const)(
    'does not tell of files that wait like everything else (%s)',
    (code) => expect(situations({}, { fileTrouble: { code, message: 'Why.' } })).toEqual([]),
  );

  it('F27: names the scope whose files wait, when nothing else of it does', () => {
    const fileTrouble = { code: 'no-scope', message: 'rostock', scopes: ['rostock'] } as const;
    const [found, ...others] = situations({}, { fileTrouble });
    expect(found?.title).toContain('Rostock');
    expect(found?.safe).toContain('kept on this machine');
    expect(others).toEqual([]);
  });

  it('puts what stops work first', () => {
    const found = situations(
      { phase: 'too-old' },
      {
        vaultTrouble: 'Disk full',
        rereading: ['outpost-scope-leipzig'],
        trustedTime: { ...RIGHT, offsetMs: 3_600_000 },
      },
    );
    expect(found.map(({ id }) => id)).toEqual(['too-old', 'vault-trouble', 'clock', 'restored']);
  });
});
