import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bridge, NotificationRequest } from '../../shared/protocol/ipc.ts';
import type { EscalationNotice } from '../replica/escalation-notices.ts';
import { usePanels } from '../state/panels.ts';
import { initI18n } from '../ui/i18n.ts';
import { currentToasts, dismissToast } from '../ui/toast.ts';
import en from './en.json' with { type: 'json' };
import { requestsOf, tellEscalations } from './tell-escalations.ts';

const NOW = Date.parse('2027-03-30T10:00:00Z');

const notice = (number: string, more: Partial<EscalationNotice> = {}): EscalationNotice => ({
  entryId: `entry:${number}`,
  recordId: `ticket:${number}`,
  number,
  title: 'Label printer prints blank labels',
  metric: 'resolution',
  ruleId: 'warning',
  dueAt: '2027-03-30T12:00:00Z',
  isLate: false,
  ...more,
});

/** A desktop that shows notifications, or does not. */
function desktop(canShow: boolean) {
  const shown: NotificationRequest[] = [];
  const shell = {
    invoke(_channel: string, request: NotificationRequest) {
      if (canShow) shown.push(request);
      return Promise.resolve(canShow);
    },
  } as unknown as Bridge;
  return { shell, shown };
}

beforeEach(() => initI18n('en', [{ en }]));
afterEach(() => {
  usePanels.setState({ notifications: true });
  for (const { id } of currentToasts()) dismissToast(id);
});

describe('what the desktop says', () => {
  it('names the record, the clock and when it is due, and opens the record', () => {
    const [warning] = requestsOf([notice('INC-1')], NOW);
    expect(warning?.title).toMatch(/^INC-1: Resolution is due \w{3} \d\d:00$/);
    expect(warning).toMatchObject({
      body: 'Label printer prints blank labels',
      route: `/ticket/${encodeURIComponent('ticket:INC-1')}`,
    });
  });

  it('says what is over, by whichever rule', () => {
    const over = [notice('INC-1', { ruleId: 'breach' }), notice('INC-2', { dueAt: '2027-03-30' })];
    expect(requestsOf(over, NOW).map(({ title }) => title)).toEqual([
      'INC-1: Resolution is over its target',
      'INC-2: Resolution is over its target',
    ]);
  });

  it('tells of what passed meanwhile in one word, apart from what is urgent now', () => {
    const late = ['1', '2', '3', '4', '5', '6'].map((each) => notice(each, { isLate: true }));
    const [summary, fresh, ...more] = requestsOf([...late, notice('INC-7')], NOW);
    expect(summary).toMatchObject({
      title: '6 service levels passed while you were away',
      body: '1, 2, 3, 4, 5, …',
      route: '/service-levels/overview',
    });
    expect(fresh?.title).toContain('INC-7');
    expect(more).toEqual([]);
  });

  it('does not flood the desktop when many come at one instant', () => {
    const many = ['1', '2', '3', '4'].map((each) => notice(each));
    expect(requestsOf(many, NOW)).toHaveLength(1);
  });
});

describe('how it is told', () => {
  it('by the desktop where that shows notifications', async () => {
    const { shell, shown } = desktop(true);
    await tellEscalations(shell, [notice('INC-1')], NOW);
    expect(shown).toHaveLength(1);
    expect(currentToasts()).toEqual([]);
  });

  it('in the window where it does not', async () => {
    await tellEscalations(desktop(false).shell, [notice('INC-1')], NOW);
    expect(currentToasts()[0]).toMatchObject({ detail: 'Label printer prints blank labels' });
  });

  it('not at all where the person turned it off', async () => {
    usePanels.setState({ notifications: false });
    const { shell, shown } = desktop(true);
    await tellEscalations(shell, [notice('INC-1')], NOW);
    expect([shown, currentToasts()]).toEqual([[], []]);
  });
});
