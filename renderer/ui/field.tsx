import { useId, type JSX, type KeyboardEvent, type ReactNode } from 'react';
import { Combobox } from './combobox.tsx';
import { cx } from './cx.ts';
import { OWNS_ESCAPE } from './escape.ts';
import { FieldNewsNote } from './field-news-note.tsx';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';
import type { Option, OptionSource } from './option.ts';
import { UnsentMark } from './sync-mark.tsx';
import { TextArea } from './text-area.tsx';
import { useFieldEdit, type FieldEdit } from './use-field-edit.ts';

export type FieldEditor =
  | {
      readonly kind: 'text';
      readonly placeholder?: string;
      readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url';
      readonly maxLength?: number;
      readonly type?: 'text' | 'date' | 'datetime-local' | 'time';
    }
  | { readonly kind: 'textarea'; readonly placeholder?: string }
  | { readonly kind: 'select'; readonly options: readonly Option[] }
  | {
      readonly kind: 'combobox';
      readonly options: OptionSource;
      readonly allowEmpty?: boolean;
      readonly placeholder?: string;
    };

export interface FieldProps {
  readonly label: string;
  /** What is stored; for select and combobox the option's value. */
  readonly value: string;
  /** How it reads: a name with an avatar, a link; the value unless told. */
  readonly display?: ReactNode;
  /** What a screen reader hears as the value, where `display` is more than text. */
  readonly spoken?: string;
  /** Left out: read only. */
  readonly editor?: FieldEditor | undefined;
  /**
   * Stores the value. A string that it returns or promises says why it was not taken; what was
   * typed stays in the box then.
   */
  onCommit?(value: string): unknown;
  /** A sentence about what is wrong, before anything is stored. */
  validate?(value: string): string | undefined;
  /** Text typed earlier and not stored; it is offered again. */
  readonly draft?: string | undefined;
  /** Keeps what is typed, so that leaving the record loses nothing. */
  onDraftChange?(draft: string | undefined): void;
  /** Name of who wrote the stored value; told when it changes while it is edited. */
  readonly writtenBy?: string | undefined;
  /** Stands where the value is empty. */
  readonly emptyText?: string;
  readonly unsent?: boolean;
  /** Opens why the value is what it is. */
  onWhy?(): void;
  /** `e` in a record goes to the first field that has this. */
  readonly hotkey?: boolean;
  readonly className?: string;
}

/** Starts editing the first field with `hotkey` inside `root`, else its first editable field. */
export function editFirstField(root: ParentNode = document): boolean {
  const button =
    root.querySelector<HTMLElement>('.field__edit[data-field-first]') ??
    root.querySelector<HTMLElement>('.field__edit');
  button?.click();
  return button !== null;
}

/** The value as words: an option's label, else the value itself. */
function readableValue({ value, editor, emptyText }: FieldProps): string {
  if (value === '') return emptyText ?? t('empty');
  const options = editor?.kind === 'select' || editor?.kind === 'combobox' ? editor.options : [];
  const option =
    typeof options === 'function' ? undefined : options.find((each) => each.value === value);
  return option?.label ?? value;
}

/** A label and a value that is edited in its place. Enter or leaving stores, Esc takes back. */
export function Field(props: FieldProps): JSX.Element {
  const { label, value, display, editor, unsent = false, onWhy, draft, className } = props;
  const isText =
    editor?.kind === 'textarea' || (editor?.kind === 'text' && (editor.type ?? 'text') === 'text');
  const hasLines = editor?.kind === 'textarea';
  const edit = useFieldEdit({ ...props, isText, hasLines });
  const errorId = useId();
  const text = readableValue(props);
  const reading = edit.text === null;
  return (
    <div
      ref={edit.root}
      className={cx(
        'field',
        editor !== undefined && 'field--editable',
        !reading && 'is-editing',
        className,
      )}
      {...(reading ? {} : OWNS_ESCAPE)}
    >
      <span className="label">{label}</span>
      {reading && editor !== undefined ? (
        <button
          type="button"
          className="field__edit"
          aria-label={t('Edit {{label}}: {{value}}', { label, value: props.spoken ?? text })}
          data-field-first={props.hotkey === true ? '' : undefined}
          onClick={edit.start}
        />
      ) : null}
      {reading || editor === undefined ? (
        <div className="field__val">
          {value === '' && display === undefined ? (
            <span className="t3">{text}</span>
          ) : (
            (display ?? (
              <span className={editor?.kind === 'textarea' ? 'field__long' : 'cut'}>{text}</span>
            ))
          )}
          {unsent ? <UnsentMark /> : null}
          {draft !== undefined && draft !== value ? (
            <span className="field__draft">{t('Draft kept')}</span>
          ) : null}
          {onWhy === undefined ? null : (
            <button type="button" className="field__why" onClick={onWhy}>
              {t('Why')}
            </button>
          )}
        </div>
      ) : (
        <FieldInput label={label} value={value} editor={editor} edit={edit} errorId={errorId} />
      )}
      {edit.news === null || reading ? null : (
        <FieldNewsNote
          news={edit.news}
          writtenBy={props.writtenBy}
          hasLines={hasLines}
          onChoose={edit.choose}
        />
      )}
      {edit.error === undefined ? null : (
        <div id={errorId} className="form-field__error" role="alert">
          <Icon name="warning" size={14} />
          {edit.error}
        </div>
      )}
    </div>
  );
}

interface FieldInputProps {
  readonly label: string;
  readonly value: string;
  readonly editor: FieldEditor;
  readonly edit: FieldEdit;
  readonly errorId: string;
}

function FieldInput({ label, value, editor, edit, errorId }: FieldInputProps): JSX.Element {
  const invalid =
    edit.error === undefined
      ? {}
      : ({ 'aria-invalid': true, 'aria-describedby': errorId } as const);
  const text = edit.text ?? '';
  if (editor.kind === 'select' || editor.kind === 'combobox') {
    return (
      <div className="field__val">
        <Combobox
          bare
          autoFocus
          label={label}
          value={value}
          options={editor.options}
          initialText={text}
          allowEmpty={editor.kind === 'combobox' && editor.allowEmpty === true}
          onChange={(next) => edit.commit(next, 'key')}
          onLeave={edit.revert}
          {...invalid}
        />
      </div>
    );
  }
  const shared = {
    'aria-label': label,
    autoFocus: true,
    value: text,
    placeholder: editor.placeholder,
    onBlur: () => edit.commit(text, 'blur'),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        event.preventDefault();
        edit.revert('key');
      } else if (
        event.key === 'Enter' &&
        (editor.kind === 'text' || event.ctrlKey || event.metaKey)
      ) {
        event.preventDefault();
        event.stopPropagation();
        edit.commit(text, 'key');
      }
    },
    ...invalid,
  };
  return (
    <div className="field__val">
      {editor.kind === 'text' ? (
        <input
          {...shared}
          className="input input--bare field__input"
          type={editor.type ?? 'text'}
          inputMode={editor.inputMode}
          maxLength={editor.maxLength}
          onChange={(event) => edit.type(event.target.value)}
        />
      ) : (
        <TextArea
          {...shared}
          bare
          minRows={1}
          onChange={(event) => edit.type(event.target.value)}
        />
      )}
    </div>
  );
}

/** Fields beside each other. */
export function FieldGrid(props: {
  readonly columns?: 1 | 2 | 3;
  readonly children: ReactNode;
}): JSX.Element {
  return <div className={cx('fields', `fields--${props.columns ?? 2}`)}>{props.children}</div>;
}
