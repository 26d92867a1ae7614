import { describe, expect, it } from 'vitest';
import { REFERENCE } from '../testing/rows.ts';
import { answer, checkForm, emptyForm, readDraft, scopesOf, toNewTicket } from './new-ticket.ts';

const empty = emptyForm('incident', 'leipzig');

describe('a new ticket', () => {
  it('takes the site from the requester until somebody chose another', () => {
    const first = answer(empty, { requesterId: 'person:marit' }, REFERENCE);
    expect(first.siteId).toBe('place:lej');
    expect(answer(first, { requesterId: 'person:jonas' }, REFERENCE).siteId).toBe('place:grz');
    const chosen = answer(first, { siteId: 'place:grz' }, REFERENCE);
    expect(answer(chosen, { requesterId: 'person:marit' }, REFERENCE).siteId).toBe('place:grz');
  });

  it('takes the group from the category', () => {
    const form = answer(empty, { category: 'Peripherals\nPrinter driver' }, REFERENCE);
    expect(form.teamId).toBe('person:print');
    expect(toNewTicket({ ...form, title: ' x ' }, 'INC-1')).toMatchObject({
      title: 'x',
      category: 'Peripherals',
      subcategory: 'Printer driver',
      teamId: 'person:print',
    });
  });

  it('leaves out what was not answered', () => {
    const ticket = toNewTicket({ ...empty, title: 'x' }, 'INC-1');
    expect(Object.keys(ticket).sort()).toEqual(
      ['impact', 'kind', 'number', 'origin', 'scope', 'title', 'urgency'].sort(),
    );
  });

  it('says at each field what is missing', () => {
    expect(Object.keys(checkForm(empty))).toEqual(['title', 'requesterId']);
    expect(checkForm({ ...emptyForm('task', 'leipzig'), title: 'x' })).toEqual({});
    expect(checkForm({ ...emptyForm('task', ''), title: 'x' }).scope).toMatch(/scope/);
  });

  it('comes back from its draft, whatever is in it', () => {
    const form = { ...empty, title: 'Half a sent' };
    expect(readDraft(JSON.stringify(form), empty)).toEqual(form);
    for (const text of ['', 'x', 'null', '[]', '{"impact":9,"origin":"owl","title":4}']) {
      expect(readDraft(text, empty)).toEqual(empty);
    }
  });

  it('knows the scopes of a person by their roles', () => {
    expect(scopesOf(['agent', 'scope:rostock', 'scope:graz'])).toEqual(['graz', 'rostock']);
  });
});
