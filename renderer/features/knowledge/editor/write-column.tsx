import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import type { ArticleBody } from '../../../../shared/workflow/article-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { pictureAddress } from '../markdown/picture-reference.ts';
import { newArticleId } from './article-form.ts';
import { EditorToolbar } from './editor-toolbar.tsx';
import { LinkDialog } from './link-dialog.tsx';
import { insertLink, insertPicture } from './markdown-edits.ts';
import { MarkdownEditor } from './markdown-editor.tsx';
import type { EditorHandle } from './markdown-editor.tsx';
import type { PendingPictures } from './pending-pictures.ts';
import { PictureDialog } from './picture-dialog.tsx';
import { editorKeys } from './toolbar-keys.ts';

export interface WriteColumnProps {
  readonly articleId: string;
  readonly body: ArticleBody;
  readonly pending: PendingPictures;
  readonly titleProblem: string | undefined;
  onChange(part: Partial<ArticleBody>): void;
}

type Asked =
  | { readonly kind: 'link'; readonly words: string }
  | { readonly kind: 'picture'; readonly files: readonly File[] }
  | null;

/** The text's handle, whose box may not be there yet. */
function lateHandle(editor: RefObject<EditorHandle | null>): EditorHandle {
  return {
    edit: (change) => editor.current?.edit(change),
    selected: () => editor.current?.selected() ?? { text: '', from: 0, to: 0 },
    focus: () => editor.current?.focus(),
  };
}

function useAsked(editor: EditorHandle) {
  const [asked, setAsked] = useState<Asked>(null);
  return {
    asked,
    onLink(): void {
      const { text, from, to } = editor.selected();
      setAsked({ kind: 'link', words: text.slice(from, to) });
    },
    onPicture: (): void => setAsked({ kind: 'picture', files: [] }),
    onFiles: (files: readonly File[]): void => setAsked({ kind: 'picture', files }),
    /** The next of several pictures, else back to the text. */
    next(): void {
      const rest = asked?.kind === 'picture' ? asked.files.slice(1) : [];
      setAsked(rest.length > 0 ? { kind: 'picture', files: rest } : null);
      if (rest.length === 0) requestAnimationFrame(editor.focus);
    },
  };
}

function Dialogs(props: {
  readonly articleId: string;
  readonly pending: PendingPictures;
  readonly editor: EditorHandle;
  readonly dialogs: ReturnType<typeof useAsked>;
}): ReactElement | null {
  const { articleId, pending, editor, dialogs } = props;
  const { now } = useReplica();
  const { asked, next } = dialogs;
  if (asked === null) return null;
  if (asked.kind === 'link') {
    return (
      <LinkDialog
        articleId={articleId}
        words={asked.words}
        onClose={next}
        onLink={(address, words) => {
          next();
          editor.edit((selected) => insertLink(selected, address, words));
        }}
      />
    );
  }
  return (
    <PictureDialog
      key={asked.files.length}
      file={asked.files[0] ?? null}
      onClose={next}
      onPicture={(picture, alt) => {
        const id = newArticleId(now());
        next();
        void pending
          .add(id, picture)
          .then(() => editor.edit((selected) => insertPicture(selected, pictureAddress(id), alt)));
      }}
    />
  );
}

/** A new article begins with its title, others where one writes. */
function useFirstFocus(
  title: RefObject<HTMLElement | null>,
  editor: EditorHandle,
  isUntitled: boolean,
): void {
  const first = useRef(isUntitled);
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      if (first.current) title.current?.querySelector('input')?.focus();
      else editor.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [title, editor]);
}

/** Title, toolbar and text. */
export function WriteColumn(props: WriteColumnProps): ReactElement {
  const { articleId, body, pending, titleProblem, onChange } = props;
  const box = useRef<EditorHandle>(null);
  const titleBox = useRef<HTMLDivElement>(null);
  const editor = useMemo(() => lateHandle(box), []);
  const dialogs = useAsked(editor);
  const { onLink, onPicture, onFiles } = dialogs;
  const latest = useRef({ onLink, onPicture });
  latest.current = { onLink, onPicture };
  const keys = useMemo(
    () =>
      editorKeys(() => editor, {
        onLink: () => latest.current.onLink(),
        onPicture: () => latest.current.onPicture(),
      }),
    [editor],
  );
  useFirstFocus(titleBox, editor, body.title === '');
  return (
    <div className="kbe-write">
      <div className="kbe-title" ref={titleBox}>
        <FormField label={t('Title')} required error={titleProblem}>
          {(ids) => (
            <TextInput
              {...ids}
              value={body.title}
              maxLength={400}
              placeholder={t('What people search for when they have it')}
              data-pane-focus=""
              onChange={({ target }) => onChange({ title: target.value })}
              onKeyDown={(event) => {
                if (event.key !== 'Enter' || event.ctrlKey || event.metaKey) return;
                event.preventDefault();
                editor.focus();
              }}
            />
          )}
        </FormField>
      </div>
      <EditorToolbar editor={editor} onLink={onLink} onPicture={onPicture} />
      <MarkdownEditor
        ref={box}
        label={t('Text (Markdown)')}
        hint={t('Symptoms, cause, steps. Paste or drop pictures here.')}
        value={body.markdown}
        onChange={(markdown) => onChange({ markdown })}
        onFiles={onFiles}
        keys={keys}
        readOnly={false}
      />
      <Dialogs articleId={articleId} pending={pending} editor={editor} dialogs={dialogs} />
    </div>
  );
}
