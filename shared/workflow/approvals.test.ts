import { describe, expect, it } from 'vitest';
import type { ApprovalEntry, Entry } from '../model/entry.ts';
import { aTicket, fakeContext } from '../testkit/factories.ts';
import {
  answerApproval,
  approvalsOf,
  askApproval,
  outcomeOf,
  withdrawApproval,
} from './approvals.ts';
import type { Approval } from './approvals.ts';
import type { CommandResult } from './command.ts';
import { CommandError } from './command.ts';

type PersonId = ApprovalEntry['approverId'];
const ada = 'person:00000000000000000000000001' as PersonId;
const ben = 'person:00000000000000000000000002' as PersonId;
const names = new Map<string, string>([
  [ada, 'ada'],
  [ben, 'ben'],
]);
const userNameOf = (id: string): string | undefined => names.get(id);

/** A timeline that several people write on. */
function desk() {
  const next = fakeContext();
  const ticket = aTicket(next());
  const entries: Entry[] = [];
  const standing = (): readonly Approval[] => approvalsOf(entries, userNameOf);
  const as = (userName: string) => ({ ...next(), userName });
  const run = ({ writes }: CommandResult): void => {
    for (const { document } of writes) if (document.kind === 'approval') entries.push(document);
  };
  return {
    standing,
    entries,
    ask: (by: string, whom: PersonId) => run(askApproval(ticket, whom, '', standing(), as(by))),
    answer: (by: string, whom: PersonId, decision: 'approved' | 'rejected', note = '') =>
      run(answerApproval(ticket, { approverId: whom, decision, note }, standing(), as(by))),
    withdraw: (by: string, whom: PersonId) =>
      run(withdrawApproval(ticket, whom, standing(), as(by))),
  };
}

describe('approvals', () => {
  it('stand open until each person asked has answered', () => {
    const { ask, answer, standing } = desk();
    expect(outcomeOf(standing())).toBe('none');
    ask('tobias', ada);
    ask('tobias', ben);
    expect(outcomeOf(standing())).toBe('open');
    answer('ada', ada, 'approved');
    expect(outcomeOf(standing())).toBe('open');
    answer('ben', ben, 'approved');
    expect(outcomeOf(standing())).toBe('approved');
  });

  it('are rejected by one, and open again when the question is asked anew', () => {
    const { ask, answer, standing } = desk();
    ask('tobias', ada);
    ask('tobias', ben);
    answer('ben', ben, 'rejected', 'Not on a Friday.');
    expect(outcomeOf(standing())).toBe('rejected');
    ask('tobias', ben);
    expect(outcomeOf(standing())).toBe('open');
  });

  it('count no answer that somebody else wrote', () => {
    const { ask, answer, standing } = desk();
    ask('tobias', ada);
    answer('tobias', ada, 'approved');
    expect(standing()).toMatchObject([{ approverId: ada, decision: 'asked', askedBy: 'tobias' }]);
  });

  it('count an imported answer as its author gave it', () => {
    const { ask, answer, standing, entries } = desk();
    ask('tobias', ada);
    answer('importer', ada, 'approved');
    const last = entries.pop() as ApprovalEntry;
    entries.push({ ...last, saidBy: 'Ada Lovelace' });
    expect(outcomeOf(standing())).toBe('approved');
  });

  it('are taken back, and an answer that comes later counts for nothing', () => {
    const { ask, answer, withdraw, standing, entries } = desk();
    ask('tobias', ada);
    const before = [...entries];
    withdraw('tobias', ada);
    expect(outcomeOf(standing())).toBe('none');
    expect(() => answer('ada', ada, 'approved')).toThrow(CommandError);
    // Written offline on another console, which had not heard of it.
    const ticket = aTicket(fakeContext()());
    const late = answerApproval(
      ticket,
      { approverId: ada, decision: 'approved', note: '' },
      approvalsOf(before, userNameOf),
      { ...fakeContext()(), userName: 'ada' },
    ).writes[0]!.document as Entry;
    expect(outcomeOf(approvalsOf([...entries, late], userNameOf))).toBe('none');
  });

  it('refuse a second question, an answer to none and a refusal without a word', () => {
    const { ask, answer, withdraw } = desk();
    expect(() => answer('ada', ada, 'approved')).toThrow(CommandError);
    expect(() => withdraw('tobias', ada)).toThrow(CommandError);
    ask('tobias', ada);
    expect(() => ask('tobias', ada)).toThrow(CommandError);
    expect(() => answer('ada', ada, 'rejected', ' ')).toThrow(CommandError);
  });
});
