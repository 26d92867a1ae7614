import { describe, expect, it } from 'vitest';
import { PushWatch } from './push-watch.ts';

/** A promise that a test ends. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('F50: what is being sent', () => {
  it('is waited for until its outcome is written down, and nothing else is', async () => {
    const [answer, noted] = [gate(), gate()];
    const watch = new PushWatch();
    const transport = watch.watch(
      { bulkDocs: () => answer.opened, changes: () => new Promise<void>(() => undefined) },
      ['bulkDocs'],
    );
    const port = watch.watch({ acknowledge: () => noted.opened }, ['acknowledge']);
    void transport.changes();
    await watch.idle();

    const order: string[] = [];
    const push = transport.bulkDocs().then(() => port.acknowledge());
    const idle = watch.idle().then(() => order.push('idle'));
    order.push('answered');
    answer.open();
    await answer.opened;
    await new Promise((resolve) => setTimeout(resolve, 0));
    order.push('noted');
    noted.open();
    await push;
    await idle;
    expect(order).toEqual(['answered', 'noted', 'idle']);
  });

  it('that fails is over too', async () => {
    const watch = new PushWatch();
    const transport = watch.watch({ bulkDocs: () => Promise.reject(new Error('cut')) }, [
      'bulkDocs',
    ]);
    await expect(transport.bulkDocs()).rejects.toThrow('cut');
    await watch.idle();
  });
});
