// @vitest-environment jsdom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Field, type FieldProps } from './field.tsx';

let root: Root;
let stored: string[];
let drafts: (string | undefined)[];

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  stored = [];
  drafts = [];
  const host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
});
afterEach(() => {
  act(() => root.unmount());
  document.body.replaceChildren();
});

function show(props: Partial<FieldProps> = {}): void {
  act(() =>
    root.render(
      <>
        <Field
          label="Category"
          value="Printer"
          editor={{ kind: 'text' }}
          onCommit={(value) => {
            stored.push(value);
          }}
          onDraftChange={(draft) => drafts.push(draft)}
          {...props}
        />
        <button type="button" id="elsewhere" />
      </>,
    ),
  );
}

const editButton = (): HTMLButtonElement | null => document.querySelector('.field__edit');
const box = (): HTMLInputElement | null => document.querySelector('.field input');

function edit(text: string): void {
  act(() => editButton()?.click());
  type(text);
}

function type(text: string): void {
  const input = box()!;
  const setValue = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set;
  act(() => {
    setValue?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

function press(key: string): void {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  act(() => {
    box()!.dispatchEvent(event);
  });
}

describe('a field edited in its place', () => {
  it('stores once with Enter, and focus is not lost', () => {
    show();
    edit('Scanner');
    press('Enter');
    expect(stored).toEqual(['Scanner']);
    expect(box()).toBeNull();
    expect(document.activeElement).toBe(editButton());
  });

  it('stores when the person goes elsewhere, and lets them', () => {
    show();
    edit('Scanner');
    act(() => document.getElementById('elsewhere')!.focus());
    expect(stored).toEqual(['Scanner']);
    expect(document.activeElement?.id).toBe('elsewhere');
  });

  it('takes everything back with Escape', () => {
    show();
    edit('Scanner');
    press('Escape');
    expect(stored).toEqual([]);
    expect(drafts.at(-1)).toBeUndefined();
    expect(document.body.textContent).toContain('Printer');
  });

  it('stores nothing that did not change', () => {
    show();
    edit('Printer');
    press('Enter');
    expect(stored).toEqual([]);
  });

  it('keeps what was typed when the record is left in the middle', () => {
    show();
    edit('Scan');
    act(() => root.render(null));
    expect(drafts.filter((draft) => draft !== undefined).at(-1)).toBe('Scan');
    show({ draft: 'Scan' });
    expect(document.body.textContent).toContain('Draft kept');
    act(() => editButton()?.click());
    expect(box()?.value).toBe('Scan');
  });

  it('says what is wrong, keeps the text and takes the next try', () => {
    show({ validate: (value) => (value.length < 3 ? 'Three letters at least.' : undefined) });
    edit('ab');
    press('Enter');
    expect(document.querySelector('[role=alert]')?.textContent).toBe('Three letters at least.');
    expect(box()?.value).toBe('ab');
    type('abc');
    press('Enter');
    expect(stored).toEqual(['abc']);
  });

  it('keeps the text when storing fails', async () => {
    show({ onCommit: () => Promise.reject(new Error('disk full')) });
    edit('Scanner');
    press('Enter');
    await act(async () => Promise.resolve());
    expect(document.querySelector('[role=alert]')).not.toBeNull();
    expect(box()?.value).toBe('Scanner');
  });

  it('is read only without an editor', () => {
    show({ editor: undefined });
    expect(editButton()).toBeNull();
  });
});

describe('news while somebody types', () => {
  const long = { editor: { kind: 'textarea' }, writtenBy: 'Denise Kofler' } as const;
  const area = (): HTMLTextAreaElement | null => document.querySelector('.field textarea');
  const news = (): string => document.querySelector('.field__news')?.textContent ?? '';
  const typeInArea = (text: string): void => {
    const setValue = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
    act(() => {
      setValue?.call(area(), text);
      area()!.dispatchEvent(new Event('input', { bubbles: true }));
    });
  };
  const choose = (label: string): void => {
    const buttons = [...document.querySelectorAll<HTMLButtonElement>('.field__choices button')];
    act(() => buttons.find((each) => each.textContent === label)?.click());
  };

  it('are merged into what is typed, and storing keeps both', () => {
    show({ ...long, value: 'one\ntwo\nthree' });
    act(() => editButton()?.click());
    typeInArea('one!\ntwo\nthree');
    show({ ...long, value: 'one\ntwo\nthree!' });
    expect(area()?.value).toBe('one!\ntwo\nthree!');
    expect(news()).toContain('Denise Kofler changed it while you typed');
    expect(drafts.at(-1)).toBe('one!\ntwo\nthree!');
    act(() => area()!.blur());
    expect(stored).toEqual(['one!\ntwo\nthree!']);
  });

  it('that clash store nothing before the person has chosen', () => {
    show({ ...long, value: 'one' });
    act(() => editButton()?.click());
    typeInArea('mine');
    show({ ...long, value: 'theirs' });
    act(() => area()!.blur());
    expect(stored).toEqual([]);
    expect(area()?.value).toBe('mine');
    choose('Both');
    expect(area()?.value).toBe('theirs\n\nmine');
    expect(news()).toBe('');
    act(() => area()!.blur());
    expect(stored).toEqual(['theirs\n\nmine']);
  });

  it('say nothing of one’s own storing', async () => {
    let settle: () => void = () => undefined;
    const onCommit = (): Promise<undefined> =>
      new Promise((resolve) => {
        settle = () => resolve(undefined);
      });
    show({ ...long, value: 'one', onCommit });
    act(() => editButton()?.click());
    typeInArea('one ');
    act(() => area()!.blur());
    show({ ...long, value: 'one, trimmed', onCommit });
    expect(news()).toBe('');
    await act(async () => settle());
    expect(area()).toBeNull();
  });
});
