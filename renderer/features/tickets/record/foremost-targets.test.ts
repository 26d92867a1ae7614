import { describe, expect, it } from 'vitest';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { foremostTargets } from './foremost-targets.ts';
import { targetKey } from './target-key.ts';

function target(key: string, part: Partial<SlaTargetResult> = {}): SlaTargetResult {
  const [policyKind, metric] = key.split('.');
  return {
    policyKind,
    metric,
    state: 'running',
    stoppedAt: null,
    dueAt: '2027-03-30T12:00:00Z',
    ...part,
  } as SlaTargetResult;
}
const over = { state: 'met', stoppedAt: '2027-03-29T08:00:00Z' } as const;
const shown = (...targets: SlaTargetResult[]) => foremostTargets(targets).map(targetKey);

describe('the clocks a record shows first', () => {
  it('are both of two, whatever they are', () => {
    expect(shown(target('sla.response', over), target('sla.resolution', over))).toHaveLength(2);
  });

  it('are the promise to customers and what the list shows, an agreement between teams included', () => {
    const soon = { dueAt: '2027-03-30T09:00:00Z' };
    expect(
      shown(
        target('sla.response', over),
        target('sla.resolution'),
        target('ola.next-update', soon),
        target('ola.resolution'),
      ),
    ).toEqual(['sla.resolution', 'ola.next-update']);
  });

  it('are the verdicts that count once the work is over', () => {
    const all = ['ola.assignment', 'sla.response', 'sla.resolution', 'uc.resolution'];
    expect(shown(...all.map((key) => target(key, over)))).toEqual([
      'sla.response',
      'sla.resolution',
    ]);
  });

  it('leave out what waits and what never began before what runs', () => {
    expect(
      shown(
        target('sla.response', { state: 'not-started', dueAt: null }),
        target('sla.next-update', { state: 'paused', dueAt: null }),
        target('sla.resolution'),
      ),
    ).toEqual(['sla.next-update', 'sla.resolution']);
  });
});
