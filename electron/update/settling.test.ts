import { describe, expect, it, vi } from 'vitest';
import { createInstallGate } from './install-gate.ts';
import { Settling } from './settling.ts';

describe('F50: the console ends or is replaced while something is being sent', () => {
  it('waits for every window, and for no window longer than was said', async () => {
    const asked: string[] = [];
    const settling = new Settling<string>((window) => asked.push(window));
    let isOver = false;
    const settled = settling.settle(['one', 'two'], 60_000).then((all) => {
      isOver = true;
      return all;
    });
    expect(asked).toEqual(['one', 'two']);
    settling.answer('one');
    await Promise.resolve();
    expect(isOver).toBe(false);
    settling.answer('two');
    expect(await settled).toBe(true);

    expect(await settling.settle(['hangs'], 1)).toBe(false);
    expect(await settling.settle([], 60_000)).toBe(true);
  });

  it('an installer is let through only when nothing is under way and the vault is on the disk', async () => {
    const order: string[] = [];
    const closeVault = (): Promise<void> => {
      order.push('vault');
      return Promise.resolve();
    };
    const settle = vi.fn().mockResolvedValueOnce(false).mockResolvedValueOnce(true);
    const gate = createInstallGate({ settle, closeVault });
    expect([await gate.pass(), order]).toEqual(['later', []]);
    expect([await gate.pass(), order]).toEqual(['now', ['vault']]);
  });
});
