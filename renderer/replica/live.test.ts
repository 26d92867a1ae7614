import 'fake-indexeddb/auto';
import { describe, expect, it, vi } from 'vitest';
import { addComment, updateTicket } from '../../shared/workflow/ticket-commands.ts';
import { relate } from '../../shared/workflow/record-commands.ts';
import { LiveMap, LiveRecords } from './live.ts';
import { checkpoint, closeAfterEach, newTicket, openKit, sentTicket } from './replica-kit.ts';

closeAfterEach();

/** Reads that are answered when the test says so. */
function slowReads() {
  const answers: ((value: string) => void)[] = [];
  const read = vi.fn(
    (_key: string) => new Promise<string>((resolve) => void answers.push(resolve)),
  );
  return { answers, read };
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('a live value', () => {
  it('is not overwritten by a read that began before the change', async () => {
    const { answers, read } = slowReads();
    const map = new LiveMap(read);
    const live = map.at('a');
    map.set('a', 'changed');
    answers[0]!('read before the change');
    await turn();
    expect(live.get()).toBe('changed');
  });

  it('ends with the last of two reads, whichever is answered first', async () => {
    const { answers, read } = slowReads();
    const map = new LiveMap(read);
    const live = map.at('a');
    const again = map.refresh('a');
    answers[1]!('second');
    await again;
    answers[0]!('first');
    await turn();
    expect(live.get()).toBe('second');
  });

  it('reaches every screen of a long list, though they subscribe after all were asked for', async () => {
    const map = new LiveMap((key) => Promise.resolve(`value of ${key}`));
    const keys = Array.from({ length: 450 }, (_, at) => `key-${String(at)}`);
    const lives = keys.map((key) => map.at(key));
    const heard = lives.map((live) => {
      const listener = vi.fn();
      live.subscribe(listener);
      return listener;
    });
    await turn();
    expect(lives.map((live) => live.get())).toEqual(keys.map((key) => `value of ${key}`));
    map.set('key-0', 'changed');
    expect(heard[0]).toHaveBeenCalled();
    expect(lives[0]!.get()).toBe('changed');
  });

  it('is read anew after nobody listened and it was forgotten', async () => {
    let stored = 'old';
    const map = new LiveMap(() => Promise.resolve(stored));
    const live = map.at('a');
    live.subscribe(() => undefined)();
    for (let at = 0; at < 300; at += 1) map.at(`other-${String(at)}`);
    stored = 'new';
    live.subscribe(() => undefined);
    await turn();
    expect(live.get()).toBe('new');
  });

  it('fails in silence once it was closed, and aloud before', async () => {
    const map = new LiveMap(() => Promise.reject(new Error('closed')));
    map.close();
    await expect(map.refresh('a')).resolves.toBeUndefined();
    const broken = new LiveMap(
      vi.fn().mockResolvedValueOnce('a').mockRejectedValue(new Error('x')),
    );
    broken.at('a');
    await turn();
    await expect(broken.refresh('a')).rejects.toThrow('x');
  });
});

describe('live records', () => {
  it('show a comment and a changed field to whoever looks at the record', async () => {
    const on = await openKit();
    const ticket = await newTicket(on);
    const live = new LiveRecords(on);
    const timeline = live.timeline(ticket.id);
    const record = live.document('tickets', ticket.id);
    await vi.waitFor(() => expect(timeline.get()).toHaveLength(1));
    await on.run((context) => addComment(ticket, 'On my way.', 'internal', context), 'Note');
    await vi.waitFor(() => expect(timeline.get()?.at(-1)).toMatchObject({ kind: 'note' }));
    await on.run((context) => updateTicket(ticket, { urgency: 3 }, context), 'Edit');
    await vi.waitFor(() => expect(record.get()?.priority).toBe(4));
    live.close();
  });

  it('lose a relation that the server removed', async () => {
    const on = await openKit();
    const [printer, server] = [await sentTicket(on), await sentTicket(on)];
    await on.run((context) => relate(printer, 'caused-by', server.id, context), 'Link');
    const [relation] = await on.relationsOf(server.id);
    const rows = on.unsent.get().rows;
    await on.syncPort.acknowledge(
      rows.map(({ documentId, seq }) => ({ documentId, upToSeq: seq })),
    );
    const live = new LiveRecords(on);
    const relations = live.relationsOf(server.id);
    await vi.waitFor(() => expect(relations.get()).toHaveLength(1));
    await on.syncPort.applyPulled([{ kind: 'deleted', id: relation!.id }], checkpoint('9'));
    await vi.waitFor(() => expect(relations.get()).toEqual([]));
    live.close();
  });
});
