import type { Sabotage } from './sabotage.ts';

const FOLLOWER = 'sync-server/follower/follower.sync.test.ts';
const VERDICTS = 'sync-server/follower/decide-verdicts.ts';
const RESTORE = 'sync-server/ops/restore.ts';
const RESTORE_TEST = 'sync-server/ops/restore.sync.test.ts';
const SETTLE = 'sync-server/ops/settle-conflict.ts';
const SETTLE_TEST = 'sync-server/ops/settle-conflict.test.ts';

/** The server's half: verdicts, restore, conflicts. */
export const SERVER: readonly Sabotage[] = [
  {
    fault: 'F12',
    breaks: 'what happened may lie ahead of the moment the server heard of it',
    file: VERDICTS,
    find: '(Date.parse(entry.at) > nowMs ? heardAt : undefined)',
    replace: 'undefined',
    test: FOLLOWER,
    title: 'F12: a console whose clock',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'a verdict once given is never corrected',
    file: VERDICTS,
    find: 'if (standing?.outcome === found.outcome) return [];',
    replace: 'if (standing) return [];',
    test: FOLLOWER,
    title: 'F12: what was done in time',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'the id of a verdict is a new one every time',
    file: VERDICTS,
    find: 'const ulid = derivedUlid(Date.parse(at), ...key);',
    replace: 'const ulid = derivedUlid(Date.parse(at), ...key, String(Math.random()));',
    test: FOLLOWER,
    title: 'F12: two followers',
    project: 'sync',
  },
  {
    fault: 'F13',
    breaks: 'a restore leaves the epoch as it was',
    file: RESTORE,
    find: 'epoch: Math.max(...epochs) + 1,',
    replace: 'epoch: Math.max(...epochs),',
    test: RESTORE_TEST,
    title: 'F13: raises every epoch',
    project: 'sync',
  },
  {
    fault: 'F13',
    breaks: 'a restore sets the counters back to what they were at the backup',
    file: RESTORE,
    find: 'next: Math.max(next + plan.numbersGap, floor)',
    replace: 'next: Math.max(next, floor * 0)',
    test: RESTORE_TEST,
    title: 'F13: raises every epoch',
    project: 'sync',
  },
  {
    fault: 'F13',
    breaks: 'databases are open while a restore fills them',
    file: RESTORE,
    find: 'members: { names: [], roles: [SERVER_ADMIN_ROLE] },',
    replace: "members: { names: [], roles: ['agent'] },",
    test: RESTORE_TEST,
    title: 'F13: shows nobody a half',
    project: 'sync',
  },
  {
    fault: 'F13',
    breaks: 'a backup that was damaged is taken for whole',
    file: 'sync-server/ops/backup-format.ts',
    find: 'if (problems.length > 0) throw new BackupError(problems);',
    replace: '',
    test: RESTORE_TEST,
    title: 'F13: finds a byte that changed',
    project: 'sync',
  },
  {
    fault: 'F23',
    breaks: 'leaves beside the winner are not looked for',
    file: 'sync-server/ops/sweep.ts',
    find: '!row.deleted && row.revs.length > 1',
    replace: 'row.revs.length > 2',
    test: 'sync-server/ops/sweep.sync.test.ts',
    title: 'F23: are reported',
    project: 'sync',
  },
  {
    fault: 'F23',
    breaks: 'the settled document is no newer than the leaves',
    file: SETTLE,
    find: 'Math.max(...conflict.leaves.map(versionOf)) + 1',
    replace: 'Math.max(...conflict.leaves.map(versionOf))',
    test: SETTLE_TEST,
    title: 'F23: keeps both fields',
    project: 'unit',
  },
  {
    fault: 'F23',
    breaks: 'a sweep that died half-way is settled a second time',
    file: SETTLE,
    find: "if (keeper['mutationId'] === settlementId(loser)) continue;",
    replace: '',
    test: SETTLE_TEST,
    title: 'F23: takes the leaf away',
    project: 'unit',
  },
];
