import { beforeAll, describe, expect, it } from 'vitest';
import type { ChangeEntry, StateEntry } from '../../shared/model/entry.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { ticketEvents } from '../../shared/sla/ticket-events.ts';
import { documentsOf, incidentRow, SETTINGS, timelineOf } from './import-kit.ts';
import type { Converter } from './import-file.ts';
import { RowError } from './import-row.ts';
import { incidentsImporter } from './incidents.ts';

let convert: Converter;
beforeAll(async () => {
  convert = await incidentsImporter.converter(SETTINGS, 'incidents.jsonl');
});

const ticketOf = (value: unknown) => documentsOf(convert(1, value), 'tickets')[0]!;
const entriesOf = (value: unknown) => timelineOf(convert(1, value));

function refusal(value: unknown): RowError {
  try {
    convert(1, value);
  } catch (error) {
    if (error instanceof RowError) return error;
    throw error;
  }
  throw new Error('The row was taken');
}

/** Two hundred changes of state within one minute, as a script makes them. */
function busyMinute() {
  const events = Array.from({ length: 200 }, (_, n) => ({
    incident_state: n % 2 === 0 ? 'Active' : 'Awaiting Vendor',
  }));
  const begun = { incident_state: 'New', sys_updated_at: '2016-02-29T01:23' };
  return incidentRow({ events: [begun, ...events] });
}

describe('the ticket', () => {
  it('keeps its number and carries the last state in our words', () => {
    expect(ticketOf(incidentRow())).toMatchObject({
      kind: 'incident',
      scope: 'lab',
      number: 'INC0000045',
      title: 'Category 55, Subcategory 170, Symptom 72',
      state: 'closed',
      open: 0,
      impact: 2,
      urgency: 2,
      priority: 3,
      origin: 'mail',
      openedAt: '2016-02-29T01:16:00.000Z',
      createdAt: '2016-02-29T01:23:00.000Z',
      createdBy: 'Created by 6',
      activityAt: '2016-03-05T12:00:00.000Z',
      resolvedAt: '2016-02-29T11:29:00.000Z',
      closedAt: '2016-03-05T12:00:00.000Z',
      resolution: 'Closed in ServiceNow with code 5.',
      source: { system: 'servicenow-uci498', key: 'INC0000045' },
    });
  });

  it('shows what has no field of ours in its description', () => {
    const { description } = ticketOf(incidentRow({ vendor: 'Vendor 1', knowledge: false }));
    expect(description).toContain('u_symptom: Symptom 72');
    expect(description).toContain('vendor: Vendor 1');
    expect(description).toContain('knowledge: false');
    expect(description).toContain('resolved_by: Resolved by 149');
  });

  it('leaves columns of hindsight out while it is open', () => {
    const ticket = ticketOf(incidentRow({ incident_state: 'Awaiting Vendor' }));
    expect(ticket).toMatchObject({ state: 'on-hold', holdReason: 'awaiting-vendor', open: 1 });
    expect(ticket).not.toHaveProperty('resolvedAt');
    expect(ticket).not.toHaveProperty('closedAt');
    expect(ticket).not.toHaveProperty('resolution');
  });

  it('takes the instant of its resolution from the log where the column is empty', () => {
    expect(ticketOf(incidentRow({ resolved_at: null })).resolvedAt).toBe(
      '2016-02-29T08:53:00.000Z',
    );
  });

  it('points to the person, the team and the place that come along', () => {
    const row = convert(1, incidentRow());
    const ticket = documentsOf(row, 'tickets')[0]!;
    const names = new Map(
      [...documentsOf(row, 'people'), ...documentsOf(row, 'places')].map((each) => [
        each.id as string,
        `${each.kind} ${each.name}`,
      ]),
    );
    expect(names.get(ticket.requesterId!)).toBe('person Caller 2403');
    expect(names.get(ticket.assigneeId!)).toBe('person Resolver 89');
    expect(names.get(ticket.teamId!)).toBe('team Group 24');
    expect(names.get(ticket.siteId!)).toBe('site Location 143');
  });

  it('reads local times in the zone of the desk', async () => {
    const berlin = await incidentsImporter.converter(
      { scope: 'lab', timezone: 'Europe/Berlin' },
      '',
    );
    const [ticket] = documentsOf(berlin(1, incidentRow()), 'tickets');
    expect(ticket!.openedAt).toBe('2016-02-29T00:16:00.000Z');
    // The same record whatever zone it was read in: the second import corrects the first.
    expect(ticket!.id).toBe(ticketOf(incidentRow()).id);
  });

  it('keeps its id when anything but the number is corrected', () => {
    const corrected = incidentRow({ opened_at: '2016-01-01T00:00', caller_id: 'Caller 1' });
    expect(ticketOf(corrected).id).toBe(ticketOf(incidentRow()).id);
    expect(ticketOf(incidentRow({ number: 'INC1' })).id).not.toBe(ticketOf(incidentRow()).id);
  });

  it('says so where the priority does not follow from impact and urgency', () => {
    const { warnings, documents } = convert(1, incidentRow({ priority: '1 - Critical' }));
    expect(warnings).toContainEqual(expect.stringContaining('does not follow'));
    expect(documents.map(({ document }) => document)).toContainEqual(
      expect.objectContaining({ number: 'INC0000045', priority: 3 }),
    );
  });
});

describe('the history', () => {
  it('follows the log state by state, and its changes carry before and after as ids', () => {
    const row = convert(1, incidentRow());
    const ids = new Map(documentsOf(row, 'people').map(({ name, id }) => [name, id as string]));
    const words = timelineOf(row).map((entry) => {
      expect(entry.recordId).toBe(row.recordId);
      if (entry.kind === 'state') return `${entry.at} ${entry.from ?? 'nothing'} > ${entry.to}`;
      return `${entry.at} ${JSON.stringify((entry as ChangeEntry).changes)}`;
    });
    const changes = [
      { field: 'teamId', before: ids.get('Group 70'), after: ids.get('Group 24') },
      { field: 'assigneeId', after: ids.get('Resolver 89') },
    ];
    expect(words).toEqual([
      '2016-02-29T01:23:00.000Z nothing > new',
      // In the minute of the event before, as the log gives no other.
      '2016-02-29T01:23:00.000Z new > in-progress',
      `2016-02-29T01:23:00.000Z ${JSON.stringify(changes)}`,
      '2016-02-29T08:53:00.000Z in-progress > resolved',
      '2016-03-05T12:00:00.000Z resolved > closed',
    ]);
  });

  it('names who did it, the one before where an event names nobody', () => {
    const people = entriesOf(incidentRow()).map((entry) => entry.createdBy);
    expect(new Set(people)).toEqual(new Set(['Updated by 21']));
  });

  it('takes null for "became unknown", and what was unknown for new', () => {
    const events = [
      { incident_state: 'New', sys_updated_at: '2016-02-29T01:23', vendor: 'Vendor 1' },
      { vendor: null, problem_id: 'Problem 7' },
      { problem_id: 'Problem 8', made_sla: true },
    ];
    const changes = entriesOf(incidentRow({ events }))
      .filter((entry) => entry.kind === 'change')
      .map((entry) => entry.changes);
    expect(changes).toEqual([
      [
        { field: 'vendor', before: 'Vendor 1' },
        { field: 'problem_id', after: 'Problem 7' },
      ],
      [
        { field: 'problem_id', before: 'Problem 7', after: 'Problem 8' },
        { field: 'made_sla', after: true },
      ],
    ]);
  });

  it('keeps the state a ticket had through a state without meaning', () => {
    const events = [
      { incident_state: '-100', sys_updated_at: '2016-02-29T01:23', vendor: 'Vendor 1' },
      { incident_state: 'Active', vendor: 'Vendor 2' },
      { incident_state: '-100' },
      { incident_state: 'Resolved' },
    ];
    const { warnings, documents } = convert(1, incidentRow({ events }));
    const entries = documents.filter(({ collection }) => collection === 'entries');
    expect(entries.map(({ document }) => document)).toMatchObject([
      { kind: 'state', from: null, to: 'in-progress' },
      { kind: 'change', changes: [{ field: 'vendor', before: 'Vendor 1', after: 'Vendor 2' }] },
      { kind: 'state', from: 'in-progress', to: 'resolved' },
    ]);
    const sentence = 'The state "-100" has no meaning here; the ticket keeps the state it had.';
    const start = 'The history starts in “in-progress” and not in “new”.';
    expect(warnings).toEqual([sentence, sentence, start]);
  });

  it('says why a ticket waits, and again when the reason changes', () => {
    const events = [
      { incident_state: 'Awaiting User Info', sys_updated_at: '2016-02-29T01:23' },
      { incident_state: 'Awaiting Evidence' },
      { incident_state: 'Awaiting Problem' },
    ];
    expect(entriesOf(incidentRow({ events }))).toMatchObject([
      { from: null, to: 'on-hold', reason: 'awaiting-caller' },
      // Evidence is awaited from the caller too, so nothing changed for anybody in between.
      { from: 'on-hold', to: 'on-hold', reason: 'awaiting-problem' },
    ]);
  });

  it('never tells beforehand what is known only at the end', () => {
    const events = [
      {
        ...{ incident_state: 'New', sys_updated_at: '2016-02-29T01:23', closed_code: 'code 1' },
        ...{ resolved_at: '2016-02-29T01:24', closed_at: null, resolved_by: 'Resolved by 1' },
      },
      { closed_code: 'code 5', resolved_at: '2016-02-29T11:29', resolved_by: 'Resolved by 2' },
    ];
    expect(entriesOf(incidentRow({ events })).map((entry) => entry.kind)).toEqual(['state']);
  });

  it('keeps the order of the log within one minute', () => {
    const states = entriesOf(busyMinute()).map((entry) => (entry as StateEntry).to);
    const expected = Array.from({ length: 200 }, (_, n) =>
      n % 2 === 0 ? 'in-progress' : 'on-hold',
    );
    expect(states).toEqual(['new', ...expected]);
  });

  it('reaches the service levels in that order too, with the priority of the moment', () => {
    const events = [
      { incident_state: 'New', sys_updated_at: '2016-02-29T01:23', priority: '4 - Low' },
      { incident_state: 'Active', priority: '3 - Moderate' },
      { incident_state: 'Resolved' },
    ];
    const row = convert(1, incidentRow({ events }));
    const all = ticketEvents(documentsOf(row, 'tickets')[0]!, documentsOf(row, 'entries'));
    const log = all.filter(({ kind }) => kind !== 'assignment');
    expect(log.map((event) => [event.kind, 'state' in event ? event.state : ''])).toEqual([
      ['created', 'new'],
      ['priority', ''],
      ['state', 'in-progress'],
      ['priority', ''],
      ['priority', ''],
      ['state', 'resolved'],
    ]);
    expect(log[0]).toMatchObject({ priority: 4, at: '2016-02-29T01:16:00.000Z' });
    expect(log[1]).toMatchObject({ priority: 3 });
  });

  it('tells the service levels who had it and since when', () => {
    const row = convert(1, incidentRow());
    const ids = new Map(documentsOf(row, 'people').map(({ name, id }) => [name, id as string]));
    const log = ticketEvents(documentsOf(row, 'tickets')[0]!, documentsOf(row, 'entries'));
    expect(log[0]).toMatchObject({ kind: 'created', facts: { teamId: ids.get('Group 70') } });
    const taken = log.filter(({ at }) => at === '2016-02-29T01:23:00.000Z');
    expect(taken).toContainEqual(expect.objectContaining({ kind: 'assignment', isAssigned: true }));
    expect(taken.find(({ kind }) => kind === 'facts')).toMatchObject({
      facts: { teamId: ids.get('Group 24'), assigneeId: ids.get('Resolver 89') },
    });
  });

  it('leaves an event dated before its predecessor where its instant is', () => {
    const events = [
      { incident_state: 'New', sys_updated_at: '2016-02-29T11:10' },
      { incident_state: 'Active', sys_updated_at: '2016-02-29T09:52' },
    ];
    expect(entriesOf(incidentRow({ events }))).toMatchObject([
      { to: 'in-progress', at: '2016-02-29T09:52:00.000Z' },
      { to: 'new', at: '2016-02-29T11:10:00.000Z' },
    ]);
  });

  it('grows at its end: what an earlier file held keeps its ids and its content', () => {
    const events = incidentRow()['events'] as readonly object[];
    const before = entriesOf(incidentRow({ events: events.slice(0, 2) }));
    const after = entriesOf(incidentRow());
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after.length).toBeGreaterThan(before.length);
  });
});

describe('a row that cannot be taken', () => {
  it.each([
    ['no object', [1], null, 'The row is no JSON object.'],
    ['null', null, null, 'The row is no JSON object.'],
    ['no number', incidentRow({ number: undefined }), null, '"number" is missing.'],
    ['a blank number', incidentRow({ number: ' \u0000' }), ' ', '"number" is missing.'],
    ['a number that is one', incidentRow({ number: 45 }), '45', '"number" is no text.'],
    [
      'an unknown state at the end',
      incidentRow({ incident_state: '-100' }),
      'INC0000045',
      '"incident_state" is not known: "-100".',
    ],
    [
      'a state named like a part of every object',
      incidentRow({ incident_state: 'constructor' }),
      'INC0000045',
      '"incident_state" is not known: "constructor".',
    ],
    [
      'an impossible day',
      incidentRow({ opened_at: '2016-02-30T01:16' }),
      'INC0000045',
      '"opened_at" is no date and time: "2016-02-30T01:16".',
    ],
    [
      'an impossible time in an event',
      incidentRow({ events: [{ incident_state: 'New' }, { sys_updated_at: '2016-02-29T25:00' }] }),
      'INC0000045',
      '"events[1].sys_updated_at" is no date and time: "2016-02-29T25:00".',
    ],
    [
      'a year outside the calendar',
      incidentRow({ closed_at: '0050-01-01T00:00' }),
      'INC0000045',
      '"closed_at" is no date and time: "0050-01-01T00:00".',
    ],
    ['no end', incidentRow({ sys_updated_at: null }), 'INC0000045', '"sys_updated_at" is missing.'],
    ['no events', incidentRow({ events: [] }), 'INC0000045', '"events" holds no event.'],
    ['events that are none', incidentRow({ events: 'New' }), 'INC0000045', '"events" is no list.'],
    [
      'an event that is none',
      incidentRow({ events: [{ incident_state: 'New' }, 7] }),
      'INC0000045',
      '"events[1]" is no JSON object.',
    ],
    [
      'an impact outside the scale',
      incidentRow({ impact: '4 - None' }),
      'INC0000045',
      '"impact" does not start with a number from 1 to 3: "4 - None".',
    ],
    ['no urgency', incidentRow({ urgency: null }), 'INC0000045', '"urgency" is missing.'],
    [
      'an object for a name',
      incidentRow({ assigned_to: { id: 7 } }),
      'INC0000045',
      '"assigned_to" is no text.',
    ],
    [
      'a list in an event',
      incidentRow({ events: [{ incident_state: 'New' }, { rfc: ['a'] }] }),
      'INC0000045',
      '"events[1].rfc" is neither a text nor a number.',
    ],
    [
      'a name longer than a person can have',
      incidentRow({ caller_id: 'x'.repeat(5_000) }),
      'INC0000045',
      '"caller_id" has 5000 characters; at most 120 fit.',
    ],
    [
      'a column that is none',
      incidentRow({ events: [{ incident_state: 'New' }, { '\u0000__proto__': 1 }] }),
      'INC0000045',
      '"__proto__" cannot be the name of a column.',
    ],
  ])('%s', (_what, value, id, reason) => {
    const error = refusal(value);
    expect(error.message).toBe(reason);
    expect(error.id).toBe(id);
  });
});

describe('every document', () => {
  it.each([
    ['the plain row', incidentRow()],
    ['a busy minute', busyMinute()],
    ['empty columns', incidentRow({ caller_id: '', location: null, category: ' ', u_symptom: '' })],
    ['a huge title', incidentRow({ category: 'c'.repeat(120), u_symptom: '😀'.repeat(1_500) })],
    ['half a character and NUL', incidentRow({ category: 'a\ud800b\u0000c' })],
    ['a state that waits', incidentRow({ incident_state: 'Awaiting Problem' })],
  ])('of %s fits its schema, is whole text, and is the same again', (_what, value) => {
    const { documents } = convert(7, value);
    for (const { document } of documents) {
      expect(validateDocument(document)).toMatchObject({ ok: true });
    }
    expect(JSON.stringify(documents)).not.toMatch(/\\u(0000|d[89a-f])/);
    expect(convert(7, value).documents).toEqual(documents);
  });
});
