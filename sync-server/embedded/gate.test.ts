import { describe, expect, it } from 'vitest';
import { Gate, shareSteps } from './gate.ts';

function deferred(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

describe('Gate', () => {
  it('lets sharers pass together and keeps them apart from who wants to be alone', async () => {
    const gate = new Gate();
    const log: string[] = [];
    const hold = deferred();
    const sharers = ['a', 'b'].map((name) =>
      gate.share(async () => {
        log.push(`${name} in`);
        await hold.promise;
        log.push(`${name} out`);
      }),
    );
    const alone = gate.exclusive(async () => {
      log.push('alone in');
      await Promise.resolve();
      log.push('alone out');
    });
    const late = gate.share(async () => {
      log.push('late');
    });
    expect(log).toEqual(['a in', 'b in']);
    hold.resolve();
    await Promise.all([...sharers, alone, late]);
    expect(log).toEqual(['a in', 'b in', 'a out', 'b out', 'alone in', 'alone out', 'late']);
  });

  it('goes on after work that failed, on either side', async () => {
    const gate = new Gate();
    const fail = (): Promise<never> => Promise.reject(new Error('no'));
    await expect(gate.share(fail)).rejects.toThrow('no');
    await expect(gate.exclusive(fail)).rejects.toThrow('no');
    expect(await gate.share(async () => 'shared')).toBe('shared');
    expect(await gate.exclusive(async () => 'alone')).toBe('alone');
  });

  it('many of both kinds: never an overlap, nobody is left behind', async () => {
    const gate = new Gate();
    let sharing = 0;
    let alone = 0;
    const work = Array.from({ length: 200 }, (_, index) =>
      index % 7 === 0
        ? gate.exclusive(async () => {
            alone += 1;
            expect([sharing, alone]).toEqual([0, 1]);
            await Promise.resolve();
            alone -= 1;
          })
        : gate.share(async () => {
            sharing += 1;
            expect(alone).toBe(0);
            await new Promise((resolve) => setImmediate(resolve));
            sharing -= 1;
          }),
    );
    await Promise.all(work);
    expect([sharing, alone]).toEqual([0, 0]);
  });

  it('ended, it lets nobody in, those who waited included', async () => {
    const gate = new Gate();
    const ending = gate.exclusive(async () => {
      gate.end(new Error('gone'));
    });
    await expect(gate.share(async () => 1)).rejects.toThrow('gone');
    await ending;
  });

  it('steps of a sequence leave room for others in between and are finished when left', async () => {
    const gate = new Gate();
    let finished = false;
    async function* numbers(): AsyncGenerator<number> {
      try {
        for (let n = 0; ; n += 1) yield n;
      } finally {
        finished = true;
      }
    }
    for await (const n of shareSteps(gate, numbers())) {
      await gate.exclusive(async () => undefined);
      if (n === 3) break;
    }
    expect(finished).toBe(true);
  });
});
