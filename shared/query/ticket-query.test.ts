import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scanQuery, writeTerm } from './scan-query.ts';
import { asksForTime, matchesQuery, parseTicketQuery, writeTicketQuery } from './ticket-query.ts';
import type { QueryAsker, QueryRow } from './ticket-query.ts';
import { TERM_KEYS } from './ticket-words.ts';

const HOUR = 3_600_000;
const NOW = Date.parse('2027-03-30T08:46:00Z');

const row: QueryRow = {
  kind: 'incident',
  number: 'INC-1042',
  title: 'Label printers in Hall 3 print blank labels',
  state: 'on-hold',
  open: true,
  priority: 2,
  assigneeId: 'person:1',
  assigneeName: 'Tobias Brandt',
  teamName: 'Print and endpoint',
  siteName: 'Leipzig DC',
  requesterName: 'Marit Solheim',
  serviceName: '',
  category: 'Peripherals',
  subcategory: 'Printer driver',
  origin: 'phone',
  holdReason: 'awaiting-vendor',
  openedAt: NOW - 30 * HOUR,
  activityAt: NOW - HOUR,
  resolvedAt: undefined,
  reopens: 1,
  reassignments: 0,
  satisfaction: undefined,
  watchers: [{ userName: 'denise.kofler', name: 'Denise Kofler' }],
  parentNumber: 'PRB-301',
  majorStage: '',
  vip: true,
  major: false,
  knownError: false,
  unsent: false,
  sla: null,
};

const asker: QueryAsker = {
  meId: 'person:1',
  userName: 'denise.kofler',
  time: { nowMs: NOW, dayOf: (ms) => new Date(ms).toISOString().slice(0, 10) },
};
const stranger: QueryAsker = { ...asker, meId: null, userName: null };

describe('a ticket query', () => {
  it.each([
    ['', true],
    ['blank', true],
    ['inc-1042', true],
    ['"hall 3"', true],
    ['-blank', false],
    ['state:open', true],
    ['state:new,on-hold', true],
    ['-state:closed', true],
    ['state:done', false],
    ['priority:2', true],
    ['priority:<=2', true],
    ['priority:<2', false],
    ['priority:>=3', false],
    ['assignee:me', true],
    ['assignee:none', false],
    ['assignee:brandt', true],
    ['service:none', true],
    ['site:leipzig,graz', true],
    ['site:"leipzig dc",graz', true],
    ['site:graz', false],
    ['team:"print and"', true],
    ['is:vip', true],
    ['is:major', false],
    ['is:watched', true],
    ['is:known-error', false],
    ['kind:incident,problem', true],
    ['number:1042', true],
    ['subcategory:driver', true],
    ['opened:<2d', true],
    ['opened:>2d', false],
    ['opened:yesterday', true],
    ['opened:2027-03-29', true],
    ['opened:>=2027-03-30', false],
    ['opened:2027-03-01..2027-03-29', true],
    ['activity:<30m', false],
    ['activity:today', true],
    ['resolved:none', true],
    ['resolved:<7d', false],
    ['hold:vendor', true],
    ['hold:awaiting-caller', false],
    ['hold:none', false],
    ['reopens:>0', true],
    ['reassignments:>=2', false],
    ['satisfaction:none', true],
    ['satisfaction:<=2', false],
    ['watcher:me', true],
    ['watcher:kofler', true],
    ['watcher:none', false],
    ['parent:none', false],
    ['parent:prb-301', true],
    ['major:none', true],
    ['major:declared', false],
    ['priority:2 site:leipzig state:open label', true],
    ['priority:2 site:graz', false],
  ])('%j matches: %s', (text, expected) => {
    const query = parseTicketQuery(text);
    expect(query.problems).toEqual([]);
    expect(matchesQuery(row, query, asker)).toBe(expected);
  });

  it.each([
    ['colour:red', /no field "colour"/],
    ['priority:7', /"7" is no priority/],
    ['state:asleep', /no state "asleep"/],
    ['is:blue', /vip, major, unsent/],
    ['sla:soon', /time left such as <2h/],
    ['sla:<2x', /time left such as <2h/],
    ['opened:soon', /"soon" is no time; use <7d/],
    ['opened:2027-02-30', /is no time/],
    ['reopens:many', /"many" is no number/],
    ['hold:lunch', /caller, vendor, problem/],
    ['kind:story', /incident, problem, change/],
    ['site:', /Write what "site:" is to be/],
  ])('says what is wrong with %j, and where, and filters by the rest', (text, message) => {
    const query = parseTicketQuery(`blank ${text}`);
    expect(query.problems).toHaveLength(1);
    expect(query.problems[0]!.message).toMatch(message);
    expect(query.problems[0]!.from).toBe(6);
    expect(query.problems[0]!.to).toBe(6 + text.length);
    expect(matchesQuery(row, query, stranger)).toBe(true);
  });

  it.each([
    ['sla:<2h', 'running', 90, true],
    ['sla:<2h', 'running', 150, false],
    ['sla:<2h', 'breached', -5, true],
    ['sla:<30m', 'warning', 29, true],
    ['sla:<2h', 'paused', 90, false],
    ['sla:>1d', 'running', 1_500, true],
    ['sla:>1d', 'none', 0, false],
    ['sla:breached', 'breached', -5, true],
    ['sla:running', 'warning', 29, true],
    ['sla:warning', 'running', 29, false],
    ['sla:paused,breached', 'paused', 10, true],
    ['sla:none', 'none', 0, true],
    ['-sla:met', 'met', 0, false],
  ] as const)(
    '%j on a clock that is %s with %s minutes left: %s',
    (text, state, left, expected) => {
      const query = parseTicketQuery(text);
      expect(query.problems).toEqual([]);
      const sla = { state, remainingMs: left * 60_000 };
      expect(matchesQuery({ ...row, sla }, query, stranger)).toBe(expected);
    },
  );

  it('finds no ticket by a clock that was not worked out yet', () => {
    expect(matchesQuery(row, parseTicketQuery('sla:none'), stranger)).toBe(false);
  });

  it('me is nobody while it is not known who I am', () => {
    expect(matchesQuery(row, parseTicketQuery('assignee:me'), stranger)).toBe(false);
    expect(matchesQuery(row, parseTicketQuery('watcher:me'), stranger)).toBe(false);
  });

  it('knows which filters move on by themselves', () => {
    expect(asksForTime(parseTicketQuery('state:open opened:<7d'))).toBe(true);
    expect(asksForTime(parseTicketQuery('state:open'))).toBe(false);
  });
});

const anyValue = fc.oneof(
  fc.constantFrom('open', 'none', '<2h', '1', '>0', 'Leipzig DC', 'a"b', 'x:y', '-z', 'İstanbul'),
  fc.string({ maxLength: 8 }),
);
const anyText = fc
  .array(
    fc.oneof(
      anyValue,
      fc
        .tuple(
          fc.constantFrom('', '-'),
          fc.constantFrom(...TERM_KEYS, 'colour'),
          fc.array(anyValue, { maxLength: 3 }),
          fc.boolean(),
        )
        .map(([minus, key, values, quoted]) =>
          quoted ? `${minus}${key}:"${values.join(',')}"` : `${minus}${key}:${values.join(',')}`,
        ),
    ),
    { maxLength: 5 },
  )
  .map((parts) => parts.join(' '));

describe('the text of a query', () => {
  it('is stable: what was read is written so that it reads the same', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { terms } = parseTicketQuery(text);
        const written = writeTicketQuery(terms);
        expect(parseTicketQuery(written)).toEqual({ terms, problems: [] });
        expect(writeTicketQuery(parseTicketQuery(written).terms)).toBe(written);
      }),
      { numRuns: 3_000 },
    );
  });

  it('is covered by its terms: nothing but space stands between them', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        let rest = text;
        for (const { from, to } of scanQuery(text).toReversed()) {
          expect(to).toBeGreaterThan(from);
          rest = rest.slice(0, from) + rest.slice(to);
        }
        expect(rest.trim()).toBe('');
      }),
    );
  });

  it('keeps the spelling of names in the chips', () => {
    const [token] = scanQuery('-site:"Leipzig DC,Graz office",Wien');
    expect(token).toMatchObject({ not: true, key: 'site' });
    expect(token!.values).toEqual(['Leipzig DC', 'Graz office', 'Wien']);
    expect(writeTerm(token!)).toBe('-site:"Leipzig DC,Graz office,Wien"');
  });
});
