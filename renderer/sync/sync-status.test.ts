import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../build/sync-suite/manual-clock.ts';
import { StatusBoard } from './status-board.ts';
import { phaseOf } from './sync-status.ts';
import type { DatabaseState, Trouble } from './sync-status.ts';

const state = (
  stage: DatabaseState['stage'],
  phase?: Trouble['phase'],
  pullOnly = false,
): DatabaseState => ({
  stage,
  pullOnly,
  troubles: phase === undefined ? [] : [{ phase, message: null }],
});

describe('the phase that all databases together are in', () => {
  it.each<[string, readonly DatabaseState[], boolean]>([
    ['live', [state('live'), state('live')], false],
    ['starting', [state('live'), state('starting')], false],
    ['catching-up', [state('live'), state('catching-up')], false],
    ['offline', [state('live'), state('starting', 'offline')], false],
    ['captive-portal', [state('live', 'offline'), state('live', 'captive-portal')], false],
    [
      'stopped-identity',
      [state('live', 'captive-portal'), state('live', 'stopped-identity')],
      false,
    ],
    ['error', [state('live', 'error'), state('live')], false],
    ['live', [state('live', null)], false],
    ['too-old', [state('live'), state('live', undefined, true)], false],
    ['catching-up', [state('catching-up', undefined, true)], false],
    ['signed-out', [state('live', 'offline')], true],
  ])('%s', (expected, states, signedOut) => {
    expect(phaseOf(states, signedOut)).toBe(expected);
  });
});

describe('the status board', () => {
  const boardAt = (clock: ManualClock): StatusBoard => new StatusBoard(clock, ['a', 'b']);

  it('keeps the instant at which a phase began, and one object until something changes', () => {
    const clock = new ManualClock();
    const board = boardAt(clock);
    board.trouble('a', 'pull', { phase: 'offline', message: null });
    const offline = board.get();
    clock.advance(60_000);
    board.trouble('b', 'push', { phase: 'offline', message: null });
    expect(board.get()).toBe(offline);
    expect(offline.since).toBe('2027-03-30T08:00:00.000Z');
    board.trouble('a', 'pull', null);
    board.trouble('b', 'push', null);
    expect(board.get()).toMatchObject({ phase: 'starting', since: '2027-03-30T08:01:00.000Z' });
  });

  it('tells the server’s clock from quick answers alone and ignores what is under the second', () => {
    const clock = new ManualClock();
    const board = boardAt(clock);
    const answer = (aheadMs: number, tookMs: number): void => {
      const sentAtMs = clock.now();
      clock.advance(tookMs);
      const serverNowMs = Math.floor((clock.now() + aheadMs) / 1000) * 1000;
      board.contact({ serverNowMs, sentAtMs, receivedAtMs: clock.now() });
    };
    answer(-3_600_000, 50_000);
    expect(board.get().serverClockOffsetMs, 'a long poll’s header may be old').toBeNull();
    answer(1_200_000, 80);
    const offset = board.get().serverClockOffsetMs!;
    expect(Math.abs(offset - 1_200_000)).toBeLessThan(1000);
    answer(1_200_700, 80);
    expect(board.get().serverClockOffsetMs).toBe(offset);
    answer(0, 80);
    expect(Math.abs(board.get().serverClockOffsetMs!)).toBeLessThan(1000);
    expect(board.get().lastContactAt).not.toBeNull();
  });
});
