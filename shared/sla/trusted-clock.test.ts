import { describe, expect, it } from 'vitest';
import {
  afterSleep,
  hearServer,
  readClocks,
  restoreClock,
  takeOver,
  UNMEASURED,
} from './trusted-clock.ts';
import type { ClockReading, TrustedClock } from './trusted-clock.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.UTC(2027, 2, 30, 8);

/** A machine and a server: the true time, what the wall clock adds to it, and how long it slept. */
class Machine {
  trueMs = START;
  wallOffMs = 0;
  sleptMs = 0;
  clock: TrustedClock = UNMEASURED;

  get wallMs(): number {
    return this.trueMs + this.wallOffMs;
  }

  get reading(): ClockReading {
    return { wallMs: this.wallMs, steadyMs: this.trueMs - START - this.sleptMs };
  }

  pass(ms: number): void {
    this.trueMs += ms;
  }

  sleep(ms: number): void {
    this.trueMs += ms;
    this.sleptMs += ms;
  }

  /** The server answers in `tookMs`; its `Date` is cut to the second. */
  contact(serverOffMs = 0, tookMs = 80): void {
    const sentAtMs = this.wallMs;
    this.pass(tookMs);
    const serverNowMs = Math.floor((this.trueMs - tookMs / 2 + serverOffMs) / 1000) * 1000;
    this.clock = hearServer(this.clock, { serverNowMs, sentAtMs, receivedAtMs: this.wallMs });
  }

  /** The same where it knows how long it slept. */
  look(): void {
    const before = this.clock;
    const sleptBefore = this.sleptAtLook;
    const { clock, jumpMs } = readClocks(before, this.reading);
    this.sleptAtLook = this.sleptMs;
    this.clock =
      jumpMs === 0 ? clock : afterSleep(before, clock, jumpMs, this.sleptMs - sleptBefore);
  }

  private sleptAtLook = 0;

  /** How far the time it tells is from the server's. */
  get errorMs(): number {
    return this.wallMs + this.clock.offsetMs - this.trueMs;
  }
}

describe('the time of a machine whose clock is wrong', () => {
  it.each([20 * MINUTE, -20 * MINUTE, 400 * 24 * HOUR])(
    'F12: is the server’s after one contact, %i ms off',
    (offMs) => {
      const machine = new Machine();
      machine.wallOffMs = offMs;
      expect(machine.clock.doubt).toBe('no-contact');
      machine.contact();
      expect(machine.clock.doubt).toBeNull();
      expect(Math.abs(machine.errorMs)).toBeLessThan(1_000);
    },
  );

  it('says nothing of a difference that a whole second may make', () => {
    const machine = new Machine();
    for (const offMs of [1_400, -1_300, 900, 0]) {
      machine.wallOffMs = offMs;
      machine.contact();
      expect(machine.clock.offsetMs).toBe(0);
    }
  });

  it('learns nothing from a slow answer: a long poll’s header may be old', () => {
    const machine = new Machine();
    machine.contact(0, 40_000);
    expect(machine.clock).toEqual(UNMEASURED);
  });

  it('is not led astray by one answer with another time', () => {
    const machine = new Machine();
    for (let i = 0; i < 4; i += 1) machine.contact();
    machine.contact(3 * HOUR);
    expect(Math.abs(machine.errorMs)).toBeLessThan(1_000);
  });

  it('follows a clock that was slowly put right', () => {
    const machine = new Machine();
    machine.wallOffMs = 20 * MINUTE;
    machine.contact();
    machine.look();
    while (machine.wallOffMs > 0) {
      machine.pass(MINUTE);
      machine.wallOffMs -= 1_000;
      machine.contact();
      machine.look();
      expect(machine.clock.doubt).toBeNull();
      expect(Math.abs(machine.errorMs)).toBeLessThan(6_000);
    }
  });
});

describe('a clock that is set while nobody is in contact', () => {
  it.each([2 * HOUR, -2 * HOUR, 24 * HOUR])(
    'F11, F12: moves no time, set by %i ms; it is provisional until the next contact',
    (byMs) => {
      const machine = new Machine();
      machine.contact();
      machine.look();
      machine.wallOffMs += byMs;
      machine.look();
      expect(machine.clock.doubt).toBe('jump');
      expect(Math.abs(machine.errorMs)).toBeLessThan(1_000);
      machine.pass(HOUR);
      machine.look();
      expect(machine.clock.doubt).toBe('jump');
      machine.contact();
      expect(machine.clock.doubt).toBeNull();
      expect(Math.abs(machine.errorMs)).toBeLessThan(1_000);
    },
  );

  it('F12: a night’s sleep is no jump', () => {
    const machine = new Machine();
    machine.wallOffMs = 20 * MINUTE;
    machine.contact();
    machine.look();
    machine.sleep(8 * HOUR);
    machine.look();
    expect(machine.clock.doubt).toBeNull();
    expect(Math.abs(machine.errorMs)).toBeLessThan(1_000);
  });

  it('F12: a clock set during sleep is one', () => {
    const machine = new Machine();
    machine.contact();
    machine.look();
    machine.wallOffMs -= 3 * HOUR;
    machine.sleep(8 * HOUR);
    machine.look();
    expect(machine.clock.doubt).toBe('jump');
    expect(Math.abs(machine.errorMs)).toBeLessThan(1_000);
  });

  it('a contact that the jump fell into says nothing', () => {
    const sample = { serverNowMs: START, sentAtMs: START, receivedAtMs: START - HOUR };
    expect(hearServer(UNMEASURED, sample)).toEqual(UNMEASURED);
  });
});

describe('over a restart, and between windows', () => {
  const kept = { offsetMs: -20 * MINUTE, measuredAtMs: START, doubt: null, wallMs: START } as const;

  it('F12: goes on offline with what was measured', () => {
    const clock = restoreClock(kept, START + HOUR);
    expect(clock).toMatchObject({ offsetMs: -20 * MINUTE, doubt: null });
  });

  it('F11: a clock that was set back meanwhile never takes time back', () => {
    const wallMs = START - 24 * HOUR;
    const clock = restoreClock(kept, wallMs);
    expect(clock.doubt).toBe('jump');
    expect(wallMs + clock.offsetMs).toBe(kept.wallMs + kept.offsetMs);
  });

  it('takes over a newer measurement of another window, and none from before a jump', () => {
    const machine = new Machine();
    machine.contact();
    machine.look();
    const before = { ...kept, measuredAtMs: START - HOUR };
    expect(takeOver(machine.clock, before)).toBe(machine.clock);
    machine.wallOffMs = HOUR;
    machine.pass(MINUTE);
    machine.look();
    const early = { ...kept, offsetMs: 0, measuredAtMs: START + MINUTE / 2 };
    expect(takeOver(machine.clock, early).doubt).toBe('jump');
    const late = { ...kept, offsetMs: -HOUR, measuredAtMs: machine.trueMs + 1_000 };
    expect(takeOver(machine.clock, late)).toMatchObject({ offsetMs: -HOUR, doubt: null });
  });
});
