import { describe, expect, it } from 'vitest';
import type { SavedView } from '../../../../shared/model/policy.ts';
import { knownColumns, USUAL_COLUMNS } from './column-list.ts';
import { chosenShape, isSameShape, usualShape } from './queue-choice.ts';

const VIEW = {
  id: 'policy:view',
  kind: 'saved-view',
  name: 'Past due by group',
  icon: 'sla',
  ticketKinds: ['incident'],
  query: 'state:open sla:breached',
  order: 0,
  columns: ['number', 'title', 'team', 'column-of-a-newer-build'],
  sort: { id: 'opened', dir: 'desc' },
  groupBy: 'team',
} as unknown as SavedView;

const { groupBy: _groupBy, sort: _sort, columns: _columns, ...plain } = VIEW;
const PLAIN = plain as SavedView;

describe('the layout of a list', () => {
  it('is what its view says, without what this build does not know', () => {
    expect(usualShape(VIEW, VIEW.query)).toEqual({
      text: VIEW.query,
      sort: { id: 'opened', dir: 'desc' },
      columns: ['number', 'title', 'team'],
      groupBy: 'team',
    });
  });

  it('is the usual one where the view says nothing: by due time, in groups', () => {
    expect(usualShape(PLAIN, PLAIN.query)).toMatchObject({
      sort: { id: 'left', dir: 'asc' },
      columns: USUAL_COLUMNS,
      groupBy: 'left',
    });
  });

  it('is changed by what a person chose, and the same again without it', () => {
    const usual = usualShape(VIEW, VIEW.query);
    const chosen = (text?: string, layout = {}) =>
      chosenShape(usual, VIEW, text, undefined, layout);
    expect(isSameShape(chosen(), usual)).toBe(true);
    expect(isSameShape(chosen(undefined, { widths: { title: 300 } }), usual)).toBe(true);
    expect(isSameShape(chosen('state:open'), usual)).toBe(false);
    expect(isSameShape(chosen(undefined, { columns: ['title'] }), usual)).toBe(false);
    expect(chosen(undefined, { groupBy: 'none' }).groupBy).toBeNull();
  });

  it('loses the groups by due time with the order they belong to, and keeps chosen ones', () => {
    const byNumber = { id: 'number', dir: 'asc' } as const;
    const usual = usualShape(PLAIN, PLAIN.query);
    expect(chosenShape(usual, PLAIN, undefined, byNumber, {}).groupBy).toBeNull();
    expect(chosenShape(usual, PLAIN, undefined, byNumber, { groupBy: 'left' }).groupBy).toBe(
      'left',
    );
    const ofView = usualShape(VIEW, VIEW.query);
    expect(chosenShape(ofView, VIEW, undefined, byNumber, {}).groupBy).toBe('team');
  });

  it('always shows the title', () => {
    expect(knownColumns(['number'])).toEqual(['number', 'title']);
    expect(knownColumns([])).toEqual(USUAL_COLUMNS);
  });
});
