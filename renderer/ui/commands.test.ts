// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createCommands, type Command, type CommandRegistry } from './commands.ts';
import { normalizeChord } from './command-keys.ts';

let registry: CommandRegistry;
let ran: string[];
let clock: number;

beforeEach(() => {
  registry = createCommands(false);
  ran = [];
  clock = 0;
});
afterEach(() => document.body.replaceChildren());

function command(id: string, keys: string, more: Partial<Command> = {}): Command {
  return { id, label: id, keys, run: () => ran.push(id), ...more };
}

interface Press {
  readonly shift?: boolean;
  readonly ctrl?: boolean;
  readonly meta?: boolean;
  readonly alt?: boolean;
  readonly altGraph?: boolean;
  readonly code?: string;
  readonly on?: Element;
  readonly after?: number;
}

function press(key: string, how: Press = {}): boolean {
  clock += how.after ?? 100;
  let prevented = false;
  const used = registry.handleKey({
    key,
    code: how.code ?? (/^[a-z]$/i.test(key) ? `Key${key.toUpperCase()}` : ''),
    ctrlKey: how.ctrl === true || how.altGraph === true,
    metaKey: how.meta === true,
    altKey: how.alt === true || how.altGraph === true,
    shiftKey: how.shift === true,
    repeat: false,
    defaultPrevented: false,
    timeStamp: clock,
    target: how.on ?? document.body,
    getModifierState: (name) => name === 'AltGraph' && how.altGraph === true,
    preventDefault: () => {
      prevented = true;
    },
  });
  expect(prevented).toBe(used);
  return used;
}

function add(html: string): Element {
  document.body.innerHTML = html;
  return document.body.firstElementChild!;
}

describe('sequences', () => {
  beforeEach(() => {
    registry.register([
      command('incidents', 'g i'),
      command('inbox', 'g s'),
      command('impact', 'i'),
      command('state', 's'),
    ]);
  });

  it('goes where g and a letter lead, and not where the letter alone does', () => {
    press('g');
    press('i');
    expect(ran).toEqual(['incidents']);
  });

  it('forgets the g of somebody who was interrupted', () => {
    press('g');
    press('i', { after: 5000 });
    expect(ran).toEqual(['impact']);
  });

  it('takes the second key by itself where the pair means nothing', () => {
    registry.register([command('comment', 'c')]);
    press('g');
    press('c');
    expect(ran).toEqual(['comment']);
  });

  it('starts anew after g g', () => {
    press('g');
    press('g');
    press('s');
    expect(ran).toEqual(['inbox']);
  });
});

describe('typing', () => {
  it('never loses a letter that somebody types', () => {
    registry.register([command('assign', 'a'), command('map', '?'), command('j', 'j')]);
    for (const html of [
      '<input>',
      '<input type="search">',
      '<textarea></textarea>',
      '<select></select>',
      '<div contenteditable="true"></div>',
      '<div role="listbox"></div>',
    ]) {
      const on = add(html);
      expect(press('a', { on })).toBe(false);
      expect(press('?', { on, shift: true })).toBe(false);
    }
    expect(ran).toEqual([]);
  });

  it('keeps the palette and function keys within reach', () => {
    registry.register([command('palette', 'Ctrl+K'), command('undo-scan', 'F2')]);
    const on = add('<textarea></textarea>');
    press('k', { ctrl: true, on });
    press('F2', { on });
    expect(ran).toEqual(['palette', 'undo-scan']);
  });

  it('leaves the undo of a text to the text', () => {
    registry.register([command('undo', 'Ctrl+Z')]);
    press('z', { ctrl: true, on: add('<textarea></textarea>') });
    expect(ran).toEqual([]);
    press('z', { ctrl: true });
    expect(ran).toEqual(['undo']);
  });

  it('works on a checkbox, where no letter is typed', () => {
    registry.register([command('assign', 'a')]);
    press('a', { on: add('<input type="checkbox">') });
    expect(ran).toEqual(['assign']);
  });
});

describe('keyboards', () => {
  it('finds [ where it needs AltGr', () => {
    registry.register([command('rail', '[')]);
    press('[', { altGraph: true, code: 'Digit8' });
    expect(ran).toEqual(['rail']);
  });

  it('finds letters on a keyboard of another script by their place', () => {
    registry.register([command('next', 'j')]);
    press('о', { code: 'KeyJ' });
    expect(ran).toEqual(['next']);
  });

  it('goes by the letter, not the place, on other Latin keyboards', () => {
    registry.register([command('undo', 'z'), command('y', 'y')]);
    press('z', { code: 'KeyY' });
    expect(ran).toEqual(['undo']);
  });

  it('does not mistake Ctrl+C for c', () => {
    registry.register([command('comment', 'c')]);
    expect(press('c', { ctrl: true })).toBe(false);
    expect(press('c', { alt: true })).toBe(false);
    expect(ran).toEqual([]);
  });

  it('takes Command for Ctrl on Apple keyboards', () => {
    registry = createCommands(true);
    registry.register([command('palette', 'Ctrl+K')]);
    press('k', { ctrl: true });
    expect(ran).toEqual([]);
    press('k', { meta: true });
    expect(ran).toEqual(['palette']);
  });

  it('tells Shift+Enter from Enter, and ? from nothing', () => {
    registry.register([
      command('open', 'Enter'),
      command('window', 'Shift+Enter'),
      command('map', '?'),
    ]);
    press('Enter', { shift: true });
    press('Enter');
    press('?', { shift: true });
    expect(ran).toEqual(['window', 'open', 'map']);
  });

  it('writes a chord one way, however it was given', () => {
    expect(normalizeChord('shift+J')).toBe('Shift+j');
    expect(normalizeChord('Shift+Ctrl+K')).toBe('Ctrl+Shift+k');
    expect(normalizeChord('Ctrl++')).toBe('Ctrl++');
  });
});

describe('who answers', () => {
  it('lets the screen on top win, and gives the key back when it goes', () => {
    registry.register([command('list.new', 'n')]);
    const top = registry.register([command('record.note', 'n')]);
    press('n');
    top.remove();
    press('n');
    expect(ran).toEqual(['record.note', 'list.new']);
  });

  it('passes a key on where the command cannot run now', () => {
    registry.register([command('below', 'm')]);
    registry.register([command('merge', 'm', { when: () => false })]);
    press('m');
    expect(ran).toEqual(['below']);
  });

  it('rests while something asks to be answered first', () => {
    registry.register([command('assign', 'a'), command('accept', 'y', { inDialog: true })]);
    add('<div role="alertdialog" data-state="open"></div>');
    press('a');
    press('y');
    expect(ran).toEqual(['accept']);
  });

  it('runs from the palette what the latest render meant', () => {
    const registration = registry.register([command('close', 'q')]);
    const [shown] = registry.list();
    registration.update([{ ...command('close', 'q'), run: () => ran.push('newer') }]);
    expect(registry.list()[0]).toBe(shown);
    shown?.run();
    expect(ran).toEqual(['newer']);
    expect(registry.run('close')).toBe(true);
    expect(registry.run('gone')).toBe(false);
  });

  it('tells the palette about a new label', () => {
    let told = 0;
    registry.subscribe(() => {
      told += 1;
    });
    const registration = registry.register([command('undo', 'z')]);
    registration.update([command('undo', 'z', { label: 'Undo 3 edits' })]);
    expect(told).toBe(2);
    expect(registry.list()[0]?.label).toBe('Undo 3 edits');
  });
});
