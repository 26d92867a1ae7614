import { describe, expect, it } from 'vitest';
import type { CannedResponse, TicketTemplate } from '../../../../shared/model/policy.ts';
import { emptyForm } from '../create/new-ticket.ts';
import { isDemanded, isOnForm, templateErrors, withTemplate } from '../create/template-form.ts';
import { checklistWords } from './checklist-words.ts';
import { matchingResponses, typedShortcut } from './find-shortcut.ts';

describe('a shortcut that is typed', () => {
  it.each([
    ['/', 1, ''],
    ['/rec', 4, 'rec'],
    ['Hello /call', 11, 'call'],
    ['Hello\n/call', 11, 'call'],
    ['Hello /call back', 11, 'call'],
  ])('%j at %i asks for %j', (text, caret, query) => {
    expect(typedShortcut(text, caret)).toEqual({
      from: caret - query.length - 1,
      to: caret,
      query,
    });
  });

  it.each([
    ['and/or', 6],
    ['C:/temp', 7],
    ['/two words', 10],
    ['no slash', 8],
    ['https://x', 8],
  ])('%j at %i asks for nothing', (text, caret) => {
    expect(typedShortcut(text, caret)).toBeNull();
  });

  it('finds by shortcut first, then by a word of the name', () => {
    const response = (shortcut: string, name: string) => ({ shortcut, name }) as CannedResponse;
    const all = [
      response('solved', 'Please confirm'),
      response('conf', 'Conference room'),
      response('confirm', 'Ask again'),
    ];
    expect(matchingResponses(all, 'conf').map(({ shortcut }) => shortcut)).toEqual([
      'conf',
      'confirm',
      'solved',
    ]);
    expect(matchingResponses(all, 'x')).toEqual([]);
  });
});

describe('a change of a checklist on the timeline', () => {
  const line = { text: 'Test label', order: 1 };
  const done = { ...line, doneAt: '2027-03-30T06:46:00Z' };
  it.each([
    [undefined, { a: line }, 'added “Test label” to the checklist'],
    [{ a: line }, { a: done }, 'ticked “Test label”'],
    [{ a: done }, { a: line }, 'opened “Test label” on the checklist again'],
    [{ a: line }, undefined, 'took “Test label” off the checklist'],
    [{ a: line }, { a: { ...line, text: 'Scan it' } }, 'reworded “Scan it” on the checklist'],
    [{ a: line }, { a: { ...line, order: 2 } }, 'put the checklist in another order'],
    ['broken', null, 'put the checklist in another order'],
  ])('from %j to %j reads as a sentence', (before, after, sentence) => {
    expect(checklistWords(before, after)).toEqual([sentence]);
  });
});

describe('the form of a new ticket with a template', () => {
  const empty = emptyForm('incident', 'leipzig');
  const template = {
    id: 'policy:printer',
    kind: 'ticket-template',
    ticketKind: 'incident',
    values: {
      title: 'Label printer: ',
      category: 'Peripherals',
      subcategory: 'Label printer',
      impact: 2,
    },
    hidden: ['impact'],
    mandatory: ['siteId', 'subcategory'],
  } as unknown as TicketTemplate;

  it('fills in what nobody touched, and leaves what was typed', () => {
    const typed = { ...empty, title: 'Dock 4 prints blank', requesterId: 'person:marit' };
    expect(withTemplate(typed, template, null, empty)).toMatchObject({
      templateId: 'policy:printer',
      title: 'Dock 4 prints blank',
      requesterId: 'person:marit',
      category: 'Peripherals\nLabel printer',
      impact: 2,
    });
  });

  it('takes its values back when it is taken off, but not what was changed since', () => {
    const filled = withTemplate(empty, template, null, empty);
    const changed = { ...filled, title: 'Label printer: dock 4' };
    expect(withTemplate(changed, null, template, empty)).toEqual({
      ...empty,
      title: 'Label printer: dock 4',
    });
  });

  it('says at the field what it demands, and hides what it hides', () => {
    const filled = withTemplate(empty, template, null, empty);
    expect(templateErrors(filled, template)).toEqual({
      siteId: 'The template demands a value first: Site.',
    });
    expect(isOnForm(template, 'impact')).toBe(false);
    expect(isDemanded(template, 'category')).toBe(true);
    expect(templateErrors(empty, null)).toEqual({});
  });
});
