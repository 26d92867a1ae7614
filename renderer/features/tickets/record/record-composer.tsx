import { useState } from 'react';
import type { KeyboardEvent, ReactElement, RefObject } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { DraftFiles } from '../../../blobs/hooks.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Composer } from '../../../ui/composer.tsx';
import type { ComposerMode } from '../../../ui/composer.tsx';
import { FileButton } from '../../../ui/file-drop.tsx';
import { ChosenFiles } from '../../../ui/file-list.tsx';
import { formatTime } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { useComposerResponses } from '../aids/use-responses.tsx';
import { failureOf } from '../failures.ts';
import { CameraButton } from '../files/camera-button.tsx';
import { sayNotTaken } from '../files/use-ticket-files.ts';
import { useDraft } from '../drafts.ts';
import { sendComment } from '../ticket-actions.ts';

interface RecordComposerProps {
  readonly ticket: Ticket;
  /** What was chosen here; null: what a kept draft says, else internal. */
  readonly mode: ComposerMode | null;
  onMode(mode: ComposerMode): void;
  readonly textareaRef: RefObject<HTMLTextAreaElement | null>;
  onLogTime(): void;
  /** Files chosen, dropped or pasted for this ticket and not attached yet. */
  readonly files: DraftFiles;
  /** Escape left the box: focus goes to the record. */
  onLeave(): void;
}

async function attachAll(
  replica: Replica,
  ticket: Ticket,
  files: DraftFiles,
): Promise<string | undefined> {
  const { number } = ticket;
  const count = files.files.length;
  try {
    await files.attach(ticket, replica, t('{{count}} files on {{number}}', { count, number }));
    return undefined;
  } catch (error) {
    return failureOf(error);
  }
}

/** What is being written to the requester and to the team: two texts, one of them in sight. */
function useDrafts({ ticket, mode: chosen, onMode }: RecordComposerProps) {
  const [comment, setComment] = useDraft(`draft:${ticket.id}`);
  const [note, setNote] = useDraft(`draft:${ticket.id}:note`);
  const mode = chosen ?? (comment.text !== '' ? 'public' : 'internal');
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
  return { mode, draft, set, changeMode };
}

/** Where one writes to the requester or to the team; every keystroke is kept. */
export function RecordComposer(props: RecordComposerProps): ReactElement {
  const { ticket, textareaRef, onLogTime, onLeave, files } = props;
  const replica = useReplica();
  const locale = useLocale();
  const [sending, setSending] = useState(false);
  const { mode, draft, set, changeMode } = useDrafts(props);
  const responses = useComposerResponses({
    ticket,
    mode,
    text: draft.text,
    area: textareaRef,
    onChange: set,
  });
  const send = async (): Promise<void> => {
    if (sending) return;
    setSending(true);
    const said =
      draft.text.trim() === '' ? undefined : await sendComment(replica, ticket, draft.text, mode);
    if (said === undefined) set('');
    const failed = said ?? (await attachAll(replica, ticket, files));
    setSending(false);
    if (failed !== undefined) toast({ tone: 'danger', text: failed });
  };
  const add = (chosen: readonly File[]): void =>
    void files.add(chosen).then((notTaken) => sayNotTaken(notTaken, locale));
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
        completion={responses.completion}
        note={responses.note}
        canSend={files.files.length > 0}
        attachments={<ChosenFiles files={files.files} onRemove={(id) => void files.remove(id)} />}
        {...(draft.text.trim() === '' && files.files.length > 0
          ? { sendLabel: t('Attach {{count}} files', { count: files.files.length }) }
          : {})}
        tools={
          <>
            <FileButton iconOnly size="sm" label={t('Attach files')} onFiles={add} />
            <CameraButton onPicture={(picture) => add([picture])} />
            {responses.tool}
            <IconButton icon="sla" size="sm" kbd="t" label={t('Log time')} onClick={onLogTime} />
          </>
        }
      />
      {responses.dialog}
    </div>
  );
}
