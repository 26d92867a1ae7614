import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { markdownLanguage, markdown, markdownKeymap } from '@codemirror/lang-markdown';
import { Annotation, EditorState } from '@codemirror/state';
import type { Extension } from '@codemirror/state';
import { drawSelection, EditorView, keymap, placeholder } from '@codemirror/view';
import type { KeyBinding } from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef } from 'react';
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

function extensions(
  { label, hint, readOnly, keys }: MarkdownEditorProps,
  latest: { readonly current: Latest },
): Extension {
  return [
    history(),
    drawSelection(),
    EditorView.lineWrapping,
    markdown({ base: markdownLanguage, addKeymap: false, completeHTMLTags: false }),
    markdownMarks,
    keymap.of([...keys, ...markdownKeymap, ...historyKeymap, ...OWN_KEYS]),
    placeholder(hint),
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'true', tabindex: '0' }),
    EditorView.updateListener.of((change) => {
      const isTyped = !change.transactions.some((each) => each.annotation(shownAnew) === true);
      if (change.docChanged && isTyped) latest.current.onChange(change.state.doc.toString());
    }),
    fileHandlers(latest),
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
    const made = new EditorView({
      state: EditorState.create({
        doc: first.current.value,
        extensions: extensions(first.current, latest),
      }),
      ...(host.current ? { parent: host.current } : {}),
    });
    view.current = made;
    return () => {
      view.current = null;
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
