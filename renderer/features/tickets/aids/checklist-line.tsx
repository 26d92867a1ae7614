import { useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import { isOwnLine } from '../../../../shared/workflow/checklist-lines.ts';
import type { ChecklistEntry } from '../../../../shared/workflow/checklist-lines.ts';
import { useReference } from '../../../replica/hooks.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { cx } from '../../../ui/cx.ts';
import { OWNS_ESCAPE } from '../../../ui/escape.ts';
import { t } from '../../../ui/i18n.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useNow } from '../../../ui/use-now.ts';
import type { ChecklistActs } from './checklist-acts.ts';

interface LineProps {
  readonly line: ChecklistEntry;
  readonly acts: ChecklistActs;
  readonly mayEdit: boolean;
}

/** Who ticked it, and when. */
function DoneBy({ line }: { readonly line: ChecklistEntry }): ReactElement | null {
  const { byUserName } = useReference();
  const now = useNow();
  if (line.doneAt === undefined) return null;
  const name = byUserName.get(line.doneBy ?? '')?.name ?? line.doneBy ?? '';
  return (
    <span className="aid-line__who">
      {name} <RelativeTime at={line.doneAt} now={now} />
    </span>
  );
}

function LineEditor(props: {
  readonly text: string;
  onDone(text: string | null): void;
}): ReactElement {
  const [text, setText] = useState(props.text);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    props.onDone(event.key === 'Enter' ? text : null);
  };
  return (
    <input
      className="input"
      aria-label={t('Line of the checklist')}
      autoFocus
      maxLength={400}
      value={text}
      {...OWNS_ESCAPE}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => props.onDone(text)}
    />
  );
}

function LineActs({ line, acts, onEdit }: LineProps & { onEdit(): void }): ReactElement {
  const { key, text } = line;
  const isOwn = isOwnLine(key);
  return (
    <span className="aid-line__acts">
      <IconButton
        icon="chevron-up"
        size="sm"
        label={t('Move up: {{text}}', { text })}
        onClick={() => void acts.move(key, -1)}
      />
      <IconButton
        icon="chevron-down"
        size="sm"
        label={t('Move down: {{text}}', { text })}
        onClick={() => void acts.move(key, 1)}
      />
      {isOwn ? (
        <IconButton icon="pen" size="sm" label={t('Reword: {{text}}', { text })} onClick={onEdit} />
      ) : null}
      {isOwn || line.required !== true ? (
        <IconButton
          icon="close"
          size="sm"
          label={t('Take off: {{text}}', { text })}
          onClick={() => void acts.remove(key)}
        />
      ) : null}
    </span>
  );
}

/** A line: its box, who ticked it, and what can be done to it. Alt with an arrow moves it. */
export function ChecklistLineRow(props: LineProps): ReactElement {
  const { line, acts, mayEdit } = props;
  const [isEditing, setEditing] = useState(false);
  const isDone = line.doneAt !== undefined;
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.altKey ? ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key as 'ArrowUp'] : 0;
    if (by === undefined || by === 0 || !mayEdit) return;
    event.preventDefault();
    void acts.move(line.key, by);
  };
  if (isEditing) {
    return (
      <li className="aid-line">
        <LineEditor
          text={line.text}
          onDone={(text) => {
            setEditing(false);
            if (text !== null && text.trim() !== line.text) void acts.edit(line.key, text);
          }}
        />
      </li>
    );
  }
  return (
    <li className={cx('aid-line', isDone && 'aid-line--done')} onKeyDown={onKeyDown}>
      <Checkbox
        checked={isDone}
        disabled={!mayEdit}
        label={
          <>
            <span className="aid-line__text">{line.text}</span>{' '}
            {line.required === true && !isDone ? <Chip size="sm">{t('required')}</Chip> : null}
          </>
        }
        onChange={(done) => void acts.tick(line.key, done)}
      />
      <DoneBy line={line} />
      {mayEdit ? <LineActs {...props} onEdit={() => setEditing(true)} /> : null}
    </li>
  );
}
