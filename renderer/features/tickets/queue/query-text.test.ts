import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTicketQuery } from '../../../../shared/query/ticket-query.ts';
import { REFERENCE } from '../testing/rows.ts';
import { chipLabel } from './chip-label.ts';
import { completeQuery } from './complete-query.ts';
import { filterValues } from './filter-values.ts';
import { asksForOpen, tokensOf, valueOfName, withoutToken, withValues } from './query-text.ts';

const valuesOf = (key: Parameters<typeof filterValues>[0]) =>
  filterValues(key, REFERENCE, ['incident']);

describe('the filter text behind the chips', () => {
  it('is edited field by field and keeps what was written beside it', () => {
    const text = 'state:open printer site:graz';
    expect(withValues(text, 'site', ['Leipzig DC', 'Graz office'])).toBe(
      'state:open printer site:"Leipzig DC,Graz office"',
    );
    expect(withValues(text, 'priority', ['1', '2'])).toBe(`${text} priority:1,2`);
    expect(withValues(text, 'site', [])).toBe('state:open printer');
    expect(withValues('site:a x site:b', 'site', ['c'])).toBe('site:c x');
  });

  it('loses one condition by its cross and no other', () => {
    const text = 'state:open "hall 3" -assignee:none';
    expect(tokensOf(text).map((token) => withoutToken(text, token))).toEqual([
      '"hall 3" -assignee:none',
      'state:open -assignee:none',
      'state:open "hall 3"',
    ]);
  });

  it('writes what the language reads back, whatever the names are', () => {
    const name = fc.string({ minLength: 1, maxLength: 12 }).map(valueOfName).filter(Boolean);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (names) => {
        const [term, ...more] = parseTicketQuery(withValues('', 'site', names)).terms;
        expect(more).toEqual([]);
        const values = names.map((each) => each.toLowerCase().replace(/\s+/g, ' ').trim());
        expect(term).toEqual({ key: 'site', not: false, values: values.filter(Boolean) });
      }),
    );
  });

  it('reads as sentences', () => {
    const labels = (text: string): string[] =>
      tokensOf(text).map((token) => chipLabel(token, valuesOf));
    expect(labels('state:open priority:1,2 -site:"leipzig dc" assignee:none blank')).toEqual([
      'State is open',
      'Priority is 1, 2',
      'Site is not Leipzig DC',
      'Assignee is nobody',
      'Contains “blank”',
    ]);
    expect(labels('category:a,b,c,d')).toEqual(['Category is a, b and 2 more']);
  });

  it('knows when only open tickets are asked for', () => {
    expect(asksForOpen('state:open x')).toBe(true);
    expect(asksForOpen('-state:open')).toBe(false);
    expect(asksForOpen('state:open,closed')).toBe(false);
  });
});

describe('completion', () => {
  const complete = (text: string) => completeQuery(text, text.length, valuesOf);

  it('offers fields, then their values', () => {
    expect(complete('state:open pri').map(({ text }) => text)).toEqual(['state:open priority:']);
    expect(complete('assignee:d').map(({ label }) => label)).toContain('Denise Kofler');
    expect(complete('assignee:"denise').map(({ text }) => text)).toEqual([
      'assignee:"Denise Kofler" ',
    ]);
  });

  it('goes on after a comma and leaves out what is there', () => {
    const values = complete('priority:1,').map(({ text }) => text);
    expect(values).toEqual(['priority:1,2 ', 'priority:1,3 ', 'priority:1,4 ']);
  });

  it('writes what can be understood', () => {
    for (const key of ['state', 'priority', 'site', 'team', 'category', 'origin', 'is'] as const) {
      for (const { text } of complete(`${key}:`)) {
        expect(parseTicketQuery(text).problems).toEqual([]);
      }
    }
  });

  it('keeps what stands behind the caret', () => {
    const [first] = completeQuery('pri printer', 3, valuesOf);
    expect(first).toMatchObject({ text: 'priority: printer', caret: 9 });
  });
});
