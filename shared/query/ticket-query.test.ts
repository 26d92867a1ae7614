import { describe, expect, it } from 'vitest';
import { matchesQuery, parseTicketQuery } from './ticket-query.ts';
import type { QueryRow } from './ticket-query.ts';

const row: QueryRow = {
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
  origin: 'phone',
  vip: true,
  major: false,
  unsent: false,
  sla: null,
};

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
    ['site:graz', false],
    ['team:"print and"', true],
    ['is:vip', true],
    ['is:major', false],
    ['priority:2 site:leipzig state:open label', true],
    ['priority:2 site:graz', false],
  ])('%j matches: %s', (text, expected) => {
    const query = parseTicketQuery(text);
    expect(query.problems).toEqual([]);
    expect(matchesQuery(row, query, 'person:1')).toBe(expected);
  });

  it.each([
    ['colour:red', /no field "colour"/],
    ['priority:7', /"7" is no priority/],
    ['state:asleep', /no state "asleep"/],
    ['is:blue', /vip, major, unsent/],
    ['sla:soon', /time left such as <2h/],
    ['sla:<2x', /time left such as <2h/],
  ])('says what is wrong with %j, and where, and filters by the rest', (text, message) => {
    const query = parseTicketQuery(`blank ${text}`);
    expect(query.problems).toHaveLength(1);
    expect(query.problems[0]!.message).toMatch(message);
    expect(query.problems[0]!.from).toBe(6);
    expect(matchesQuery(row, query, null)).toBe(true);
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
      expect(matchesQuery({ ...row, sla }, query, null)).toBe(expected);
    },
  );

  it('finds no ticket by a clock that was not worked out yet', () => {
    expect(matchesQuery(row, parseTicketQuery('sla:none'), null)).toBe(false);
  });

  it('assignee:me is nobody while it is not known who I am', () => {
    expect(matchesQuery(row, parseTicketQuery('assignee:me'), null)).toBe(false);
  });
});
