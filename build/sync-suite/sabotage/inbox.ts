import type { Sabotage } from './sabotage.ts';

const CONFLICTS = 'renderer/replica/conflicts.test.ts';
const SETTLE = 'shared/workflow/settle-merge.test.ts';

/** Conflicts and refused writes: what the inbox shows, and what settling does. */
export const INBOX: readonly Sabotage[] = [
  {
    fault: 'F4',
    breaks: 'refused work that was mended stays in quarantine',
    file: 'renderer/replica/conflicts-retry.ts',
    find: '  await sendAgain(parts, documentId);\n',
    replace: '',
    test: 'renderer/replica/conflicts-retry.test.ts',
    title: 'F4: sends the mended record',
    project: 'unit',
  },
  {
    fault: 'F20',
    breaks: 'only the one who merged sees the conflict',
    file: 'renderer/replica/conflicts.ts',
    find: '(entry.createdBy === userName || entry.otherUser === userName)',
    replace: 'entry.createdBy === userName',
    test: CONFLICTS,
    title: 'F20: whose value was met has it as well',
    project: 'unit',
  },
  {
    fault: 'F20',
    breaks: 'a settlement that arrives before its merge is not found',
    file: 'renderer/replica/conflicts.ts',
    find: 'return timeline.filter(isSettling).find(({ resolves }) => resolves === id);',
    replace: 'return timeline.filter(isSettling).find(() => false);',
    test: CONFLICTS,
    title: 'F20: both people end with the same open conflicts',
    project: 'unit',
  },
  {
    fault: 'F20',
    breaks: 'a settlement does not say which conflict it settles',
    file: 'shared/workflow/settle-merge.ts',
    find: 'changes, resolves: entry.id }',
    replace: 'changes }',
    test: SETTLE,
    title: 'F20: takes the value that had lost',
    project: 'unit',
  },
  {
    fault: 'F20',
    breaks: 'the other person reads the words of the one who merged as theirs',
    file: 'renderer/features/sync-inbox/conflict-sides.ts',
    find: "{ yours: 'theirs', others: 'mine', other: entry.createdBy }",
    replace: "{ yours: 'mine', others: 'theirs', other: entry.createdBy }",
    test: 'renderer/features/sync-inbox/conflict-sides.test.ts',
    title: 'F20: each reads their own words as theirs',
    project: 'unit',
  },
  {
    fault: 'F20',
    breaks: 'an article that waits for a decision forgets what it was before both changed it',
    file: 'renderer/replica/merge-rows.ts',
    find: '[...asked, ...lost].reverse()',
    replace: '[...lost].reverse()',
    test: 'renderer/replica/conflicts-retry.test.ts',
    title: 'F20: keeps the three versions until this person has chosen',
    project: 'unit',
  },
  {
    fault: 'F21',
    breaks: 'a settlement that moves the state tells no clock',
    file: 'shared/workflow/settle-merge.ts',
    find: 'if (next.state === ticket.state) return;',
    replace: 'return;',
    test: SETTLE,
    title: 'F21: reopens with the hold that had lost',
    project: 'unit',
  },
];
