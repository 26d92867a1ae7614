import type { Sabotage } from './sabotage.ts';

const CONSOLES = 'build/sync-suite/escalations.sync.test.ts';

/** Of what service levels do by themselves: once, whoever does it. */
export const ESCALATIONS: readonly Sabotage[] = [
  {
    fault: 'F12',
    breaks: 'what fired before is not looked for',
    file: 'shared/sla/plan-escalations.ts',
    find: 'if (known.has(entryId)) return [];',
    replace: 'if (known.has(`not ${entryId}`)) return [];',
    test: CONSOLES,
    title: 'F12: though two consoles',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'an escalation the server carried out too is told as a conflict',
    file: 'shared/merge/merge-documents.ts',
    find: 'isByRule(mine) ? [] : keepWritten(sides);',
    replace: 'isByRule(mine) ? keepWritten(sides) : keepWritten(sides);',
    test: CONSOLES,
    title: 'F12: fired offline and by the server',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'nobody notes that the person was told',
    file: 'renderer/replica/escalation-notices.ts',
    find: 'new Set(await replica.claim(names));',
    replace: 'new Set(names);',
    test: CONSOLES,
    title: 'F12: neither a restart nor a kill',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'the server does not wait for consoles',
    file: 'sync-server/follower/decide-escalations.ts',
    find: 'Date.parse(mark.reachedAt) + GRACE_MS <= nowMs;',
    replace: 'Date.parse(mark.reachedAt) <= nowMs;',
    test: CONSOLES,
    title: 'F12: the server fires for a console',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'a clock that was never compared with the server’s calls people',
    file: 'renderer/replica/escalations.ts',
    find: "if (workspace.replica.trustedTime.get().reason === 'no-contact') return false;",
    replace: '',
    test: 'renderer/replica/escalations.test.ts',
    title: 'F12: fires nothing by a clock',
    project: 'unit',
  },
];
