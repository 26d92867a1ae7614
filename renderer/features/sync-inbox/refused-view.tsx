import { useState } from 'react';
import type { ReactElement } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import type { OutboxRow } from '../../replica/outbox-row.ts';
import { useNavigation } from '../../state/navigation.ts';
import { routeOfRecord } from '../../state/routes.ts';
import { Button } from '../../ui/button.tsx';
import type { Command } from '../../ui/commands.ts';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { t } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { toast } from '../../ui/toast.ts';
import { useCommands } from '../../ui/use-commands.ts';
import { ActChanges } from './act-changes.tsx';
import type { FieldChoice } from './conflict-form.tsx';
import { ConflictForm } from './conflict-form.tsx';
import type { Sides } from './conflict-sides.ts';
import { conflictTitle } from './conflict-view.tsx';
import { DetailHead, Explanation } from './detail-parts.tsx';
import { EditRefusedForm, editableFields } from './edit-refused-form.tsx';
import type { InboxAct } from './inbox-groups.ts';
import { toFile } from './inbox-groups.ts';
import { refusalWords } from './refused-words.ts';
import { problemOf } from './settle-conflict.ts';
import type { SyncHandle } from './sync-handle.ts';
import { useRecordWords } from './use-inbox.ts';

interface RefusedProps {
  readonly act: InboxAct;
  readonly sync: SyncHandle;
}

/** What can be done about refused work. */
interface RefusedActs {
  sendAgain(): void;
  edit(): void;
  save(): void;
  discard(): void;
  open(): void;
}

function refusedCommands(acts: RefusedActs): Command[] {
  const group = t('Sync');
  return [
    { id: 'refused.edit', label: t('Edit and retry'), keys: 'e', group, run: acts.edit },
    { id: 'refused.again', label: t('Send again'), keys: 'r', group, run: acts.sendAgain },
    { id: 'refused.save', label: t('Save to file'), keys: 'f', group, run: acts.save },
    { id: 'refused.discard', label: t('Discard'), keys: 'd', group, run: acts.discard },
    { id: 'refused.open', label: t('Open record'), keys: 'o', group, run: acts.open },
  ];
}

function refusedDocuments(act: InboxAct): readonly string[] {
  const refused = act.rows.filter((row) => row.refused);
  return [...new Set(refused.map((row) => row.documentId))];
}

function useRefusedActs({ act, sync }: RefusedProps) {
  const replica = useReplica();
  const openRecord = useNavigation((state) => state.openRecord);
  const [asking, setAsking] = useState(false);
  const [editing, setEditing] = useState(false);
  const documents = refusedDocuments(act);
  const canEdit = act.rows.some((row) => row.refused && editableFields(row).length > 0);
  return {
    asking,
    setAsking,
    editing,
    setEditing,
    canEdit,
    documents,
    async sendAgain(): Promise<void> {
      for (const id of documents) await replica.sendAgain(id);
      sync.syncNow();
      toast({ text: t('Queued again. It is sent with the next contact.') });
    },
    async discard(): Promise<void> {
      for (const id of documents) await replica.discard(id);
      toast({ text: t('Taken off the list. It is kept here for 30 days.') });
    },
    save(): void {
      const text = toFile(act.rows, replica.session, replica.now());
      saveFile(`outpost-${act.mutationId}.json`, text);
    },
    open: () => void openRecord(act.recordId),
    edit: () => (canEdit ? setEditing(true) : void openRecord(act.recordId)),
  };
}

function Buttons({
  acts,
  hasScreen,
}: {
  readonly acts: ReturnType<typeof useRefusedActs>;
  readonly hasScreen: boolean;
}): ReactElement {
  return (
    <div className="inbox__acts">
      <Button variant="primary" kbd="e" onClick={acts.edit}>
        {t('Edit and retry')}
      </Button>
      <Button kbd="r" onClick={() => void acts.sendAgain()}>
        {t('Send again')}
      </Button>
      {hasScreen ? (
        <Button variant="quiet" kbd="o" onClick={acts.open}>
          {t('Open record')}
        </Button>
      ) : null}
      <Button variant="quiet" kbd="f" onClick={acts.save}>
        {t('Save to file')}
      </Button>
      <span className="grow" />
      <Button variant="quiet" kbd="d" onClick={() => acts.setAsking(true)}>
        {t('Discard')}
      </Button>
    </div>
  );
}

/** What the server did not take: its reason, what is safe, and the ways on. */
export function RefusedView({ act, sync }: RefusedProps): ReactElement {
  const acts = useRefusedActs({ act, sync });
  const row = act.rows.find((each) => each.refused)!;
  const { title, todo } = refusalWords(row.refused!);
  useCommands(
    refusedCommands({
      ...acts,
      sendAgain: () => void acts.sendAgain(),
      discard: () => acts.setAsking(true),
    }),
  );
  return (
    <>
      <DetailHead
        mark="refused"
        what={t('Refused write')}
        recordId={act.recordId}
        at={act.writtenAt}
        title={act.label}
      />
      <Notice tone="warning" title={title}>
        <q className="inbox__reason">{act.reason}</q>
      </Notice>
      <Explanation
        parts={[
          {
            label: t('What is safe'),
            text: t('It is kept here and in the second copy. Nothing else waits for it.'),
          },
          { label: t('What to do'), text: todo },
        ]}
      />
      {acts.editing ? (
        <EditRefusedForm
          rows={act.rows.filter((each) => each.refused)}
          onDone={() => {
            acts.setEditing(false);
            sync.syncNow();
          }}
          onCancel={() => acts.setEditing(false)}
        />
      ) : (
        <>
          <ActChanges act={act} />
          <Buttons acts={acts} hasScreen={routeOfRecord(act.recordId) !== null} />
        </>
      )}
      <ConfirmDialog
        open={acts.asking}
        onOpenChange={acts.setAsking}
        title={t('Discard this change?')}
        body={t(
          '{{count}} documents will not be sent. They are kept on this machine for 30 days.',
          {
            count: acts.documents.length,
          },
        )}
        confirmLabel={t('Discard {{count}} documents', { count: acts.documents.length })}
        danger
        onConfirm={() => void acts.discard()}
      />
    </>
  );
}

/** A record without a timeline that two people changed: nothing is decided until this person says. */
export function UndecidedView({
  act,
  row,
  sync,
}: RefusedProps & { readonly row: OutboxRow }): ReactElement {
  const replica = useReplica();
  const words = useRecordWords();
  const { userName } = replica.session;
  const decisions = row.refused?.decisions ?? [];
  const theirs = (row.base ?? {}) as Readonly<Record<string, unknown>>;
  const sides: Sides = { yours: 'mine', others: 'theirs', other: row.base?.updatedBy ?? userName };
  const settle = async (given: readonly FieldChoice[]): Promise<string | undefined> => {
    const byField = new Map(given.map(({ field, choice }) => [field, choice]));
    const chosen = decisions.map(({ field, mine }): [string, unknown] => {
      const choice = byField.get(field);
      if (choice?.take === 'yours') return [field, mine];
      return [field, choice?.take === 'own' ? choice.text : theirs[field]];
    });
    try {
      const isAllTheirs = chosen.every(
        ([field, value]) => JSON.stringify(value) === JSON.stringify(theirs[field]),
      );
      const others = row.document as unknown as Readonly<Record<string, unknown>>;
      const keepsMore = isAllTheirs && hasMore(others, theirs, decisions);
      if (isAllTheirs && !keepsMore) await replica.discard(row.documentId);
      else await replica.editRefused(row.documentId, Object.fromEntries(chosen));
      sync.syncNow();
      toast({ text: t('Settled. It is sent with the next contact.') });
      return undefined;
    } catch (error) {
      return problemOf(error);
    }
  };
  return (
    <>
      <DetailHead
        mark="conflict"
        what={t('Conflict')}
        recordId={row.documentId}
        at={act.writtenAt}
        title={conflictTitle(
          decisions.map(({ field }) => field),
          sides,
          userName,
          words,
        )}
      >
        <p>
          {t(
            'This sort of record has no timeline, so nothing was decided: the server has theirs, this machine has yours, and neither was overwritten. Nobody else is asked.',
          )}
        </p>
      </DetailHead>
      <ConflictForm
        decisions={decisions}
        sides={sides}
        words={words}
        present={theirs}
        canChoose={() => true}
        isOpen
        onSettle={settle}
      />
    </>
  );
}

/** Bookkeeping that differs by itself. */
const ENVELOPE = ['version', 'mutationId', 'updatedAt', 'updatedBy', 'deviceId', 'revisedAt'];

function hasMore(
  mine: Readonly<Record<string, unknown>>,
  theirs: Readonly<Record<string, unknown>>,
  decisions: readonly { readonly field: string }[],
): boolean {
  const skip = new Set([...ENVELOPE, ...decisions.map(({ field }) => field)]);
  const fields = new Set([...Object.keys(mine), ...Object.keys(theirs)]);
  return [...fields].some(
    (field) => !skip.has(field) && JSON.stringify(mine[field]) !== JSON.stringify(theirs[field]),
  );
}
