import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { listActions, type Anchor } from './list-actions.ts';
import { listCommand, type ListCommand } from './list-keys.ts';
import type { ListGroup, ListModel } from './list-model.ts';

/** A list as `useList` holds it, without React: keys go in, cursor and selection come out. */
class TestList {
  rows: string[] = [];
  collapsed = new Set<string>();
  cursor = 0;
  active: string | null = null;
  selected: ReadonlySet<string> = new Set();
  opened: string[] = [];
  private anchor: Anchor | null = null;

  constructor(rows: readonly string[]) {
    this.rows = [...rows];
    this.active = rows.find((row) => !row.startsWith('#')) ?? null;
    this.cursor = this.active === null ? -1 : rows.indexOf(this.active);
  }

  visible(): string[] {
    let open = true;
    return this.rows.filter((row) => {
      if (!row.startsWith('#')) return open;
      open = !this.collapsed.has(row);
      return true;
    });
  }

  get at(): string | undefined {
    return this.visible()[this.cursor];
  }

  press(key: string, how: { shift?: boolean; ctrl?: boolean } = {}): boolean {
    const rows = this.visible();
    const model: ListModel = {
      count: rows.length,
      keyAt: (index) => rows[index] ?? '',
      groupAt: (index): ListGroup | undefined => {
        const row = rows[index];
        if (row === undefined) throw new Error(`no row ${index}`);
        return row.startsWith('#') ? { label: row, collapsed: this.collapsed.has(row) } : undefined;
      },
      activeKey: this.active,
      onActiveChange: (row) => {
        this.active = row;
      },
      onOpen: (row, _index, where) => this.opened.push(`${row} ${where}`),
      onSelectedChange: (next) => {
        this.selected = next;
      },
      onToggleGroup: (row) => {
        if (!this.collapsed.delete(row)) this.collapsed.add(row);
      },
    };
    const actions = listActions(model, {
      cursor: this.cursor,
      selected: this.selected,
      anchor: this.anchor,
      pageRows: () => 10,
      setAnchor: (anchor) => {
        this.anchor = anchor;
      },
      setCursor: (index) => {
        this.cursor = index;
      },
    });
    const command = listCommand(
      {
        key,
        shiftKey: how.shift === true,
        ctrlKey: how.ctrl === true,
        metaKey: false,
        altKey: false,
      },
      actions.shape(),
    );
    if (command === null) return false;
    return run(actions, command);
  }
}

function run(actions: ReturnType<typeof listActions>, command: ListCommand): boolean {
  switch (command.kind) {
    case 'move':
      actions.moveTo(command.to, command.extend);
      return true;
    case 'open':
      actions.open(command.how);
      return true;
    case 'toggle':
      return actions.toggle();
    case 'all':
      return actions.selectAll();
    case 'clear':
      return actions.clear();
    case 'fold':
      return actions.fold(command.collapse);
  }
}

const QUEUE = ['#past', 'a', 'b', 'c', '#today', 'd', 'e', '#later', 'f'];
let list: TestList;
beforeEach(() => {
  list = new TestList(QUEUE);
});

describe('moving', () => {
  it('steps over the headings of open groups', () => {
    for (const key of ['j', 'j', 'j']) list.press(key);
    expect(list.at).toBe('d');
    list.press('k');
    expect(list.at).toBe('c');
  });

  it('stays at the ends', () => {
    list.press('k');
    expect(list.at).toBe('a');
    list.press('End');
    expect(list.at).toBe('f');
    list.press('ArrowDown');
    expect(list.at).toBe('f');
    list.press('Home');
    expect(list.at).toBe('a');
  });

  it('moves a page at a time and not past the end', () => {
    list = new TestList(Array.from({ length: 25 }, (_, index) => `r${index}`));
    list.press('PageDown');
    expect(list.at).toBe('r9');
    list.press('PageDown');
    list.press('PageDown');
    expect(list.at).toBe('r24');
    list.press('PageUp');
    expect(list.at).toBe('r15');
  });

  it('shows the record under the cursor', () => {
    list.press('j');
    expect(list.active).toBe('b');
  });

  it('does nothing in an empty list', () => {
    list = new TestList([]);
    for (const key of ['j', 'k', 'End', 'Enter', 'x']) expect(list.press(key)).toBe(false);
  });

  it('leaves keys alone that belong to others', () => {
    expect(list.press('f', { ctrl: true })).toBe(false);
    expect(list.press('e')).toBe(false);
    expect(list.press('Tab')).toBe(false);
  });
});

describe('opening', () => {
  it('opens here, and with Shift in a window of its own', () => {
    list.press('Enter');
    list.press('o');
    list.press('Enter', { shift: true });
    expect(list.opened).toEqual(['a here', 'a here', 'a window']);
  });
});

describe('groups', () => {
  it('folds the group around the cursor and stops on its heading', () => {
    list.press('j');
    list.press('ArrowLeft');
    expect(list.at).toBe('#past');
    expect(list.active).toBe('b');
    list.press('j');
    expect(list.at).toBe('d');
    list.press('k');
    expect(list.at).toBe('#past');
    list.press('Enter');
    expect(list.visible()).toEqual(QUEUE);
  });
});

describe('selecting', () => {
  const chosen = (): string => [...list.selected].sort().join('');

  it('selects and drops one', () => {
    list.press('x');
    expect(chosen()).toBe('a');
    list.press('x');
    expect(chosen()).toBe('');
  });

  it('draws a range over group headings, without them', () => {
    list.press('j');
    for (let i = 0; i < 3; i += 1) list.press('J', { shift: true });
    expect(chosen()).toBe('bcde');
  });

  it('takes a range back when it is drawn too far', () => {
    list.press('J', { shift: true });
    list.press('J', { shift: true });
    list.press('K', { shift: true });
    expect(chosen()).toBe('ab');
  });

  it('keeps what was selected before a range', () => {
    list.press('x');
    for (const key of ['j', 'j']) list.press(key);
    list.press('J', { shift: true });
    expect(chosen()).toBe('acd');
  });

  it('selects all rows and no heading, and drops all', () => {
    list.press('a', { ctrl: true });
    expect(chosen()).toBe('abcdef');
    expect(list.press('Escape')).toBe(true);
    expect(chosen()).toBe('');
    expect(list.press('Escape')).toBe(false);
  });
});

it('never leaves the list and never selects a heading, whatever is pressed', () => {
  const keys = [
    'j',
    'k',
    'J',
    'K',
    'x',
    'PageDown',
    'PageUp',
    'Home',
    'End',
    'ArrowLeft',
    'ArrowRight',
    'Enter',
    'Escape',
  ];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('#g', 'r'), { maxLength: 30 }),
      fc.array(fc.constantFrom(...keys), { maxLength: 60 }),
      (kinds, pressed) => {
        const each = new TestList(kinds.map((kind, index) => `${kind}${index}`));
        for (const key of pressed) each.press(key, { shift: key === 'J' || key === 'K' });
        expect(each.cursor).toBeLessThan(Math.max(1, each.visible().length));
        expect([...each.selected].filter((row) => row.startsWith('#'))).toEqual([]);
        if (each.active !== null) expect(each.rows).toContain(each.active);
      },
    ),
  );
});
