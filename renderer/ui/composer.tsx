import type { JSX, KeyboardEvent, ReactNode, Ref } from 'react';
import { Button } from './button.tsx';
import { cx } from './cx.ts';
import { OWNS_ESCAPE } from './escape.ts';
import { t } from './i18n.ts';
import { Segmented } from './segmented.tsx';
import { TextArea } from './text-area.tsx';

/** Who will read it: the caller too, or the team alone. */
export type ComposerMode = 'public' | 'internal';

/** A list that opens over the text while something is typed that it can complete. */
export interface ComposerCompletion {
  /** Null while nothing is offered. */
  readonly list: ReactNode;
  /** `id` of the listbox. */
  readonly listId: string;
  /** `id` of the option that Enter takes. */
  readonly activeId: string | undefined;
  /** True: the key was the list's. */
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): boolean;
  /** The caret moved; counted in UTF-16 units from the start. */
  onCaret(caret: number): void;
}

export interface ComposerProps {
  readonly mode: ComposerMode;
  /** Left out where there is no choice. */
  onModeChange?(mode: ComposerMode): void;
  readonly value: string;
  onChange(value: string): void;
  /** Ctrl+Enter or the button; not called while there is nothing to send. */
  onSend(): void;
  readonly placeholder?: string;
  /** "Draft kept 08:44". */
  readonly draftHint?: string | undefined;
  /** Buttons at the left of the foot. */
  readonly tools?: ReactNode;
  /** "Add note", "Send comment" unless told. */
  readonly sendLabel?: string;
  readonly textareaRef?: Ref<HTMLTextAreaElement>;
  /** Stands between the text and the foot: files that go along. */
  readonly attachments?: ReactNode;
  readonly completion?: ComposerCompletion;
  /** Stands below the text: what one has to know before it is sent. */
  readonly note?: ReactNode;
  /** There is something to send even without text. */
  readonly canSend?: boolean;
}

/** Where one writes to a record. A dashed edge and a lock say that only the team reads it. */
export function Composer(props: ComposerProps): JSX.Element {
  const { mode, onModeChange, value, onChange, onSend, draftHint, tools, textareaRef } = props;
  const { completion } = props;
  const isOffering = completion !== undefined && completion.list !== null;
  const internal = mode === 'internal';
  const ready = value.trim() !== '' || props.canSend === true;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (completion?.onKeyDown(event) === true) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      event.currentTarget.blur();
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      event.stopPropagation();
      if (ready) onSend();
    }
  };
  const placeholder =
    props.placeholder ??
    (internal ? t('A note for the team') : t('A comment that the caller reads'));
  return (
    <div className={cx('composer', internal && 'composer--internal')} {...OWNS_ESCAPE}>
      <div className="composer__head">
        {onModeChange === undefined ? null : (
          <Segmented
            label={t('Who reads it')}
            value={mode}
            onChange={onModeChange}
            options={[
              { value: 'public', label: t('Public'), icon: 'chat' },
              { value: 'internal', label: t('Internal'), icon: 'lock' },
            ]}
          />
        )}
        <span className="grow" />
        {draftHint === undefined ? null : (
          <span className="t3 t12" role="status">
            {draftHint}
          </span>
        )}
      </div>
      <TextArea
        bare
        minRows={1}
        maxRows={12}
        className="composer__text"
        aria-label={internal ? t('Internal note') : t('Public comment')}
        placeholder={placeholder}
        value={value}
        {...(textareaRef === undefined ? {} : { ref: textareaRef })}
        {...(completion === undefined ? {} : { 'aria-autocomplete': 'list' as const })}
        {...(isOffering
          ? { 'aria-controls': completion.listId, 'aria-activedescendant': completion.activeId }
          : {})}
        onChange={(event) => {
          onChange(event.target.value);
          completion?.onCaret(event.target.selectionStart);
        }}
        onSelect={(event) => completion?.onCaret(event.currentTarget.selectionStart)}
        onKeyDown={onKeyDown}
      />
      {props.note === undefined ? null : <div className="composer__note">{props.note}</div>}
      {props.attachments}
      {isOffering ? completion.list : null}
      <div className="composer__foot">
        {tools}
        <span className="grow" />
        <Button variant="primary" kbd="Ctrl+Enter" disabled={!ready} onClick={onSend}>
          {props.sendLabel ?? (internal ? t('Add note') : t('Send comment'))}
        </Button>
      </div>
    </div>
  );
}
