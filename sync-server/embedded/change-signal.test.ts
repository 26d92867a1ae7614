import { describe, expect, it, vi } from 'vitest';
import { ChangeSignal } from './change-signal.ts';

const never = new AbortController().signal;

describe('ChangeSignal', () => {
  it('wakes everybody who waits, once, and forgets them', async () => {
    const signal = new ChangeSignal();
    const waits = [1, 2, 3].map(() => signal.wait(signal.generation, 60_000, never));
    expect(signal.waiting).toBe(3);
    signal.notify();
    expect(await Promise.all(waits)).toEqual(['changed', 'changed', 'changed']);
    expect(signal.waiting).toBe(0);
  });

  it('a write between reading and waiting wakes at once', async () => {
    const signal = new ChangeSignal();
    const { generation } = signal;
    signal.notify();
    expect(await signal.wait(generation, 60_000, never)).toBe('changed');
  });

  it('ends with the time, with the client and with the database, leaving nobody behind', async () => {
    vi.useFakeTimers();
    const signal = new ChangeSignal();
    const client = new AbortController();
    const timed = signal.wait(0, 1000, never);
    const left = signal.wait(0, 60_000, client.signal);
    const closed = signal.wait(0, 60_000, never);
    vi.advanceTimersByTime(1000);
    expect(await timed).toBe('timeout');
    client.abort();
    expect(await left).toBe('closed');
    signal.close();
    expect(await closed).toBe('closed');
    expect(signal.waiting).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(await signal.wait(0, 60_000, never)).toBe('closed');
    expect(await signal.wait(0, 60_000, client.signal)).toBe('closed');
    vi.useRealTimers();
  });
});
