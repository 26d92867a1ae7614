import { useState } from 'react';
import type { KeyboardEvent, ReactElement, RefObject } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Composer } from '../../../ui/composer.tsx';
import type { ComposerMode } from '../../../ui/composer.tsx';
import { formatTime } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { useDraft } from '../drafts.ts';
import { sendComment } from '../ticket-actions.ts';

interface RecordComposerProps {
  readonly ticket: Ticket;
  /** What was chosen here; null: what a kept draft says, else internal. */
  readonly mode: ComposerMode | null;
  onMode(mode: ComposerMode): void;
  readonly textareaRef: RefObject<HTMLTextAreaElement | null>;
  onLogTime(): void;
  /** Escape left the box: focus goes to the record. */
  onLeave(): void;
}

/** Where one writes to the requester or to the team; every keystroke is kept. */
export function RecordComposer(props: RecordComposerProps): ReactElement {
  const { ticket, onMode, textareaRef, onLogTime, onLeave } = props;
  const replica = useReplica();
  const locale = useLocale();
  const [comment, setComment] = useDraft(`draft:${ticket.id}`);
  const [note, setNote] = useDraft(`draft:${ticket.id}:note`);
  const [sending, setSending] = useState(false);
  const mode = props.mode ?? (comment.text !== '' ? 'public' : 'internal');
  const isPublic = mode === 'public';
  const draft = isPublic ? comment : note;
  const set = isPublic ? setComment : setNote;
  const changeMode = (next: ComposerMode): void => {
    // The text goes along, so that a choice made late loses nothing; two texts stay two.
    const other = next === 'public' ? comment : note;
    if (other.text === '' && draft.text !== '') {
      (next === 'public' ? setComment : setNote)(draft.text);
      set('');
    }
    onMode(next);
  };
  const send = async (): Promise<void> => {
    if (sending) return;
    setSending(true);
    const said = await sendComment(replica, ticket, draft.text, mode);
    setSending(false);
    if (said === undefined) set('');
    else toast({ tone: 'danger', text: said });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && event.target === textareaRef.current) onLeave();
  };
  return (
    <div onKeyDown={onKeyDown} className="tickets-composer">
      <Composer
        mode={mode}
        onModeChange={changeMode}
        value={draft.text}
        onChange={set}
        onSend={() => void send()}
        textareaRef={textareaRef}
        draftHint={
          draft.keptAt === null
            ? undefined
            : t('Draft kept {{time}}', { time: formatTime(locale, draft.keptAt) })
        }
        tools={
          <IconButton icon="sla" size="sm" kbd="t" label={t('Log time')} onClick={onLogTime} />
        }
      />
    </div>
  );
}
