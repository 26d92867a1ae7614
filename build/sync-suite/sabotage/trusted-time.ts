import type { Sabotage } from './sabotage.ts';

const CLOCK = 'shared/sla/trusted-clock.ts';
const TIME = 'renderer/replica/trusted-time.ts';
const CONSOLES = 'build/sync-suite/trusted-time.sync.test.ts';
const REPLICA = 'renderer/replica/trusted-time.test.ts';

/** Of clocks that are wrong or set. */
export const TRUSTED_TIME: readonly Sabotage[] = [
  {
    fault: 'F12',
    breaks: 'what was measured corrects nothing',
    file: CLOCK,
    find: '< COARSE_MS ? clock.offsetMs : found;',
    replace: '< COARSE_MS ? clock.offsetMs : found * 0;',
    test: CONSOLES,
    title: 'F12: 20 minutes ahead',
    project: 'sync',
  },
  {
    fault: 'F11',
    breaks: 'a clock that is set takes time along',
    file: CLOCK,
    find: 'const offsetMs = clock.offsetMs - moved;',
    replace: 'const offsetMs = clock.offsetMs;',
    test: CONSOLES,
    title: 'F11, F12: a clock that jumps offline',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'nobody asks the server when the clock was set',
    file: 'renderer/sync/run-databases.ts',
    find: 'port.clock.onDoubt(() => void this.askTime()),',
    replace: 'port.clock.onDoubt(() => undefined),',
    test: CONSOLES,
    title: 'F12: a clock that jumps in contact',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'what was measured is forgotten at a restart',
    file: TIME,
    find: 'kept ? restoreClock(kept, clocks.now()) : UNMEASURED',
    replace: 'UNMEASURED',
    test: CONSOLES,
    title: 'F12: a restart without a network',
    project: 'sync',
  },
  {
    fault: 'F12',
    breaks: 'sleep is taken for a clock put forward',
    file: TIME,
    find: 'total === null ? Math.max(0, jumpMs) : total - this.sleptMs;',
    replace: '0;',
    test: REPLICA,
    title: 'F12: a machine that slept',
    project: 'unit',
  },
  {
    fault: 'F11',
    breaks: 'a clock set back between two starts takes time back',
    file: CLOCK,
    find: 'if (wallMs >= kept.wallMs - JUMP_MS) return known;',
    replace: 'if (wallMs > 0) return known;',
    test: REPLICA,
    title: 'F11: a clock set back while',
    project: 'unit',
  },
];
