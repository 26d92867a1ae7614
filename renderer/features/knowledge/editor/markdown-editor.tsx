import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdownLanguage, markdown, markdownKeymap } from '@codemirror/lang-markdown';
import { Annotation, EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import type { KeyBinding } from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef } from 'react';
import { flushSync } from 'react-dom';
import type { ReactElement, Ref } from 'react';
import type { Selected, TextEdit } from './markdown-edits.ts';
import { markdownMarks } from './markdown-marks.ts';

/** What toolbar and dialogs do with the text. */
export interface EditorHandle {
  /** Changes the text around the selection; null: there is nothing to change. */
  edit(change: (selected: Selected) => TextEdit | null): void;
  selected(): Selected;
  focus(): void;
}

export interface MarkdownEditorProps {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  onChange(value: string): void;
  /** Pictures that are pasted or dropped; the caret is where they go. */
  onFiles(files: readonly File[]): void;
  /** Chords of CodeMirror's spelling, `Mod-b`. */
  readonly keys: readonly KeyBinding[];
  readonly readOnly: boolean;
  readonly ref?: Ref<EditorHandle>;
}

/** Saving is the console's key; here it would break the line. */
const OWN_KEYS = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

/** Marks a text that was put in from outside, such as after edits were dropped: nobody typed it. */
const shownAnew = Annotation.define<boolean>();

type Latest = Pick<MarkdownEditorProps, 'onChange' | 'onFiles' | 'keys'>;

/** From here on, in characters, what was typed is told in pauses: megabytes are kept anew each time. */
const LARGE_TEXT = 200_000;
const PAUSE_MS = 600;

/** Tells what was typed: at once, or of a large text when there is a pause. */
class Teller {
  private readonly latest: { readonly current: Latest };
  private pending: (() => string) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(latest: { readonly current: Latest }) {
    this.latest = latest;
  }

  typed(view: EditorView): void {
    this.pending = () => view.state.doc.toString();
    clearTimeout(this.timer);
    if (view.state.doc.length < LARGE_TEXT) this.tell();
    else this.timer = setTimeout(() => this.tell(), PAUSE_MS);
  }

  tell(): void {
    const { pending } = this;
    this.pending = null;
    clearTimeout(this.timer);
    if (pending) this.latest.current.onChange(pending());
  }

  /** Before a command of the console, such as saving, reads the form. */
  tellNow(): void {
    if (this.pending) flushSync(() => this.tell());
  }
}

function pictures(data: DataTransfer | null): readonly File[] {
  return [...(data?.files ?? [])].filter(({ type }) => type.startsWith('image/'));
}

/** Pasted or dropped pictures; text that comes with a picture of itself stays text. */
function fileHandlers(latest: { readonly current: Latest }): Extension {
  return EditorView.domEventHandlers({
    paste(event) {
      const files = pictures(event.clipboardData);
      const hasText = event.clipboardData?.types.includes('text/plain') === true;
      if (files.length === 0 || hasText) return false;
      event.preventDefault();
      latest.current.onFiles(files);
      return true;
    },
    drop(event, view) {
      const files = pictures(event.dataTransfer);
      if (files.length === 0) return false;
      event.preventDefault();
      const place = view.posAtCoords({ x: event.clientX, y: event.clientY });
      if (place !== null) view.dispatch({ selection: { anchor: place } });
      latest.current.onFiles(files);
      return true;
    },
  });
}

/** Enter goes on with a list or a quote. Its parser reads a table of megabytes at every keystroke. */
function listKeys(): Extension {
  const language = markdown({
    base: markdownLanguage,
    addKeymap: false,
    completeHTMLTags: false,
  });
  return [language, keymap.of(markdownKeymap)];
}

function extensions(
  { label, hint, readOnly, keys, value }: MarkdownEditorProps,
  latest: { readonly current: Latest },
  teller: Teller,
): Extension {
  return [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    value.length < LARGE_TEXT ? listKeys() : [],
    markdownMarks,
    keymap.of([...keys, ...historyKeymap, ...OWN_KEYS]),
    placeholder(hint),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true', tabindex: '0' }),
    EditorView.updateListener.of((change) => {
      const isTyped = !change.transactions.some((each) => each.annotation(shownAnew) === true);
      if (change.docChanged && isTyped) teller.typed(change.view);
    }),
    fileHandlers(latest),
    EditorView.domEventHandlers({
      blur: () => teller.tell(),
      keydown({ ctrlKey, metaKey }) {
        if (ctrlKey || metaKey) teller.tellNow();
      },
    }),
  ];
}

function handleOf(view: { readonly current: EditorView | null }): EditorHandle {
  const selected = (): Selected => {
    const state = view.current?.state;
    const { from = 0, to = 0 } = state?.selection.main ?? {};
    return { text: state?.doc.toString() ?? '', from, to };
  };
  return {
    selected,
    edit(change) {
      const edit = change(selected());
      if (!edit || !view.current) return;
      const { from, to, insert, select } = edit;
      view.current.dispatch({
        changes: { from, to, insert },
        selection: { anchor: select[0], head: select[1] },
        scrollIntoView: true,
        userEvent: 'input',
      });
      view.current.focus();
    },
    focus: () => view.current?.focus(),
  };
}

/** Markdown as text, with the keys of a text editor. Tab leaves it, so that nobody is caught. */
export function MarkdownEditor(props: MarkdownEditorProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef<Latest>(props);
  const first = useRef(props);
  useEffect(() => {
    latest.current = props;
  });
  useEffect(() => {
    const teller = new Teller(latest);
    const made = new EditorView({
      state: EditorState.create({
        doc: first.current.value,
        extensions: extensions(first.current, latest, teller),
      }),
      ...(host.current ? { parent: host.current } : {}),
    });
    view.current = made;
    return () => {
      view.current = null;
      teller.tell();
      made.destroy();
    };
  }, []);
  const { value, ref } = props;
  useEffect(() => {
    const present = view.current;
    // CodeMirror counts a line break as one character, whatever it is.
    if (!present || present.state.doc.eq(present.state.toText(value))) return;
    present.dispatch({
      changes: { from: 0, to: present.state.doc.length, insert: value },
      annotations: shownAnew.of(true),
    });
  }, [value]);
  useImperativeHandle(ref, () => handleOf(view), []);
  return <div ref={host} className="kbe-text" />;
}
