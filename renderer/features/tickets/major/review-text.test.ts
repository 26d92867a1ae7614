import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Incident } from '../../../../shared/model/ticket.ts';
import { aTicket, fakeContext } from '../../../../shared/testkit/factories.ts';
import { communicate } from '../../../../shared/workflow/major-incident.ts';
import {
  addComment,
  changeTicketState,
  logTime,
} from '../../../../shared/workflow/ticket-commands.ts';
import { relate } from '../../../../shared/workflow/record-commands.ts';
import type { CommandResult } from '../../../../shared/workflow/command.ts';
import { reviewMarkdown, timelineText } from './review-text.ts';
import type { StoryNames } from './review-text.ts';

const next = fakeContext();
const names: StoryNames = {
  entry: {
    value: (_field, value) => (typeof value === 'string' ? value : ''),
    user: (userName) => (userName === 'tobias.brandt' ? 'Tobias Brandt' : userName),
  },
  record: () => 'print-srv-02',
};
const entriesOf = ({ writes }: CommandResult): Entry[] =>
  writes
    .filter(({ collection }) => collection === 'entries')
    .map(({ document }) => document as Entry);

describe('the timeline a review begins with', () => {
  it('tells what happened, oldest first, without notes and times', () => {
    const ticket = aTicket(next()) as Incident;
    const taken = changeTicketState(ticket, 'in-progress', {}, next());
    const told = communicate(
      ticket,
      { audience: 'users', body: 'Labels are blank.\nWe are on it.', nextUpdateAt: null },
      next(),
    );
    const note = addComment(ticket, 'Driver 8.4.2 again', 'internal', next());
    const time = logTime(ticket, 10, 'calls', next());
    const linked = relate(ticket, 'affects', 'item:1', next());
    const all = [linked, told, note, time, taken].flatMap(entriesOf);
    const lines = timelineText(all, names, 'en-GB').split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('Tobias Brandt');
    expect(lines[2]).toContain('print-srv-02');
    expect(lines[1]).toContain('told the users: Labels are blank. We are on it.');
  });
});

describe('the review as a file', () => {
  it('holds the answers in their order and nothing that Markdown would make of them', () => {
    const ticket = aTicket(next(), { title: 'Labels <b>blank</b>' });
    const text = reviewMarkdown(
      ticket,
      { lessons: '- Test *first*\n1. Then roll out', summary: 'All lines stood.', cause: ' ' },
      'Declared Tue',
    );
    expect(text).toContain('# Review of INC-1042');
    expect(text).toContain('**Labels \\<b\\>blank\\</b\\>**');
    expect(text.indexOf('All lines stood.')).toBeLessThan(text.indexOf('Test'));
    expect(text).toContain('\\- Test \\*first\\*  \n\\1. Then roll out');
    expect(text).not.toContain('What caused it');
  });
});
