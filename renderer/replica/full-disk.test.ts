import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { updateTicket } from '../../shared/workflow/ticket-commands.ts';
import {
  byDenise,
  checkpoint,
  closeAfterEach,
  newTicket,
  openKit,
  sentTicket,
  shown,
} from './replica-kit.ts';

closeAfterEach();
/** Collections of this name that the disk has no room for. Dexie asks for the method at opening. */
let full: string | null = null;

beforeEach(() => {
  const open = IDBDatabase.prototype.transaction;
  vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (
    this: IDBDatabase,
    ...args
  ) {
    if (args[1] === 'readwrite' && full !== null && this.name.endsWith(`--${full}`)) {
      throw new DOMException('The quota has been exceeded.', 'QuotaExceededError');
    }
    return open.apply(this, args);
  });
});
afterEach(() => {
  full = null;
  vi.restoreAllMocks();
});

describe('F28: the disk is full', () => {
  it.each(['local', 'tickets'])(
    'in a user’s write to %s: it fails aloud, nothing is half done, and again it works',
    async (name) => {
      const on = await openKit();
      const ticket = await sentTicket(on);
      full = name;
      const edit = () =>
        on.run((context) => updateTicket(ticket, { title: 'An hour of notes' }, context), 'Edit');
      await expect(edit()).rejects.toThrow('The quota has been exceeded.');
      expect(await on.get('tickets', ticket.id)).toEqual(ticket);
      expect(on.unsent.get().count).toBe(0);
      full = null;
      await edit();
      expect(await on.get('tickets', ticket.id)).toMatchObject({ title: 'An hour of notes' });
      expect(on.unsent.get().count).toBe(1);
    },
  );

  it.each(['local', 'tickets'])(
    'in a page of the first sync, at %s: no checkpoint passes the gap, and the page comes again',
    async (name) => {
      const on = await openKit();
      const known = await newTicket(on);
      await on.syncPort.applyPulled([], checkpoint('1'));
      const page = [shown(byDenise({ ...known, id: `ticket:01${'0'.repeat(24)}` }, {}))];
      full = name;
      await expect(on.syncPort.applyPulled(page, checkpoint('2'))).rejects.toThrow(
        'The quota has been exceeded.',
      );
      expect(await on.syncPort.checkpoint(checkpoint('1').database)).toMatchObject({ since: '1' });
      full = null;
      await on.syncPort.applyPulled(page, checkpoint('2'));
      expect(await on.get('tickets', page[0]!.id)).not.toBeNull();
      expect(await on.syncPort.checkpoint(checkpoint('1').database)).toMatchObject({ since: '2' });
    },
  );
});
