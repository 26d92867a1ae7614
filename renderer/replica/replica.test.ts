import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { relate, unrelate } from '../../shared/workflow/record-commands.ts';
import { closeAfterEach, newTicket, openKit, restart, shut } from './replica-kit.ts';

closeAfterEach();

describe('opening a replica', () => {
  it('prints nothing of its own and swallows nothing of others', async () => {
    vi.resetModules();
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
    const fresh = await import('./replica-kit.ts');
    const on = await fresh.openKit('advertised');
    await fresh.newTicket(on);
    expect(warn).not.toHaveBeenCalled();
    globalThis.console.warn('The disk is nearly full.');
    expect(warn).toHaveBeenCalledWith('The disk is nearly full.');
    await fresh.shut(on);
    warn.mockRestore();
  });

  it('has unsent work on the disk before it counts as saved, and does not wait for the rest', async () => {
    const begin = vi.spyOn(IDBDatabase.prototype, 'transaction');
    const on = await openKit();
    begin.mockClear();
    await newTicket(on);
    const asked = begin.mock.calls.flatMap(([, mode, options], at) => {
      const { name } = begin.mock.contexts[at] as IDBDatabase;
      return mode === 'readwrite'
        ? [`${name.split('--').at(-1)!} ${options?.durability ?? 'as it comes'}`]
        : [];
    });
    expect(new Set(asked)).toEqual(
      new Set(['local strict', 'tickets as it comes', 'entries as it comes']),
    );
    begin.mockRestore();
  });

  it('can be tried again after it failed', async () => {
    const on = await openKit();
    await newTicket(on);
    const broken = vi.spyOn(IDBObjectStore.prototype, 'openCursor').mockImplementation(() => {
      throw new DOMException('The files are broken.', 'UnknownError');
    });
    const getAll = vi.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
      throw new DOMException('The files are broken.', 'UnknownError');
    });
    const index = vi.spyOn(IDBIndex.prototype, 'getAll').mockImplementation(() => {
      throw new DOMException('The files are broken.', 'UnknownError');
    });
    await expect(restart(on)).rejects.toThrow('The files are broken.');
    for (const spy of [broken, getAll, index]) spy.mockRestore();
    const another = await openKit();
    await shut(another);
    const again = await openKit(on.collection('tickets').database.name);
    expect(again.unsent.get().count).toBe(1);
  });
});

describe('relations', () => {
  it('are found from both ends until they are taken back', async () => {
    const on = await openKit();
    const [printer, server] = [await newTicket(on), await newTicket(on)];
    await on.run((context) => relate(printer, 'caused-by', server.id, context), 'Link');
    const [relation] = await on.relationsOf(server.id);
    expect(await on.relationsOf(printer.id)).toEqual([relation]);
    await on.run((context) => unrelate(printer, relation!, context), 'Unlink');
    expect(await on.relationsOf(printer.id)).toEqual([]);
    const kinds = (await on.timeline(printer.id)).map((entry) => entry.kind);
    expect(kinds).toEqual(['state', 'link', 'link']);
  });
});

describe('numbers (L5)', () => {
  it('come from the leased block, then visibly from this machine', async () => {
    const on = await openKit();
    await on.syncPort.addNumberBlock('INC', 1042, 1043);
    const taken = [];
    for (let i = 0; i < 4; i += 1) taken.push(await on.takeNumber('INC'));
    expect(taken).toEqual(['INC-1042', 'INC-1043', 'INC-K7Q2-1', 'INC-K7Q2-2']);
    expect(await on.syncPort.numbersLeft()).toEqual({ INC: 0 });
  });

  it('are each taken once, also by many at the same time', async () => {
    const on = await openKit();
    await on.syncPort.addNumberBlock('INC', 1, 10);
    const taken = await Promise.all(Array.from({ length: 10 }, () => on.takeNumber('INC')));
    expect(new Set(taken).size).toBe(10);
  });
});
