import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Ticket, TicketKind } from '../../../shared/model/ticket.ts';
import { useDocument, useVersion, useWorkspace } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { ListRoute } from '../../state/navigation.ts';
import { usePanels } from '../../state/panels.ts';
import { useBreakpoint } from '../../ui/breakpoint.ts';
import { commands } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/i18n.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { Pane } from '../../ui/pane.tsx';
import { DEFAULT_PANE_WIDTHS, PaneLayout, useContextPane } from '../../ui/pane-layout.tsx';
import type { PaneWidths } from '../../ui/pane-layout.tsx';
import { ContextPane, TicketContextStrip } from './context/context-pane.tsx';
import { CreatePane } from './create/create-pane.tsx';
import { QueuePane } from './queue/queue-pane.tsx';
import type { QueueHandle } from './queue/queue-pane.tsx';
import { useQueueMemory } from './queue/queue-memory.ts';
import { useQueue, useQueueChoice, useQueueSubject } from './queue/use-queue.ts';
import { focusRecord } from './record/focus-record.ts';
import { RecordPane } from './record/record-pane.tsx';
import { useScreenCommands } from './screen-commands.ts';
import './tickets.css';

interface TicketsScreenProps {
  readonly list: ListRoute;
  /** The ticket opened in a tab; null: the list with what its cursor stands on. */
  readonly recordId: string | null;
}

function useLayout() {
  const { contextOpen, widths, set } = usePanels();
  const [open, setOpen] = useContextPane(contextOpen, (next) => set({ contextOpen: next }));
  return {
    widths: { ...DEFAULT_PANE_WIDTHS, ...widths },
    onWidthsChange: (next: PaneWidths) => set({ widths: next }),
    contextOpen: open,
    onContextOpenChange: setOpen,
  };
}

/** Nothing is chosen yet: says how to. */
function NoRecord({ isMissing }: { readonly isMissing: boolean }): ReactElement {
  if (isMissing) {
    return (
      <EmptyState icon="question" title={t('This ticket is not on this machine')}>
        <p>{t('It may not have been synced yet, or it belongs to a scope you may not read.')}</p>
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="list" title={t('Choose a ticket')}>
      <p>
        <Kbd keys="j" /> <Kbd keys="k" /> {t('move through the list, the ticket shows here.')}
      </p>
      <p>
        <Kbd keys="Enter" /> {t('opens it in a tab,')} <Kbd keys="n" /> {t('writes a new one,')}{' '}
        <Kbd keys="/" /> {t('filters.')}
      </p>
    </EmptyState>
  );
}

/**
 * The ticket of an id. Reading one takes a few milliseconds; the one before stays in sight for
 * them, so that moving through a list does not flicker.
 */
function useShownTicket(id: string | null): Ticket | null | undefined {
  const found = useDocument('tickets', id);
  const [last, setLast] = useState<Ticket | null>(null);
  if (found && found !== last) setLast(found);
  if (id === null) return null;
  return found === undefined ? (last ?? undefined) : found;
}

/** The row the cursor stands on, and opening it. */
function useCursor(list: ListRoute, path: string, recordId: string | null) {
  const kept = useQueueMemory((state) => state.cursors[path]) ?? null;
  const setCursor = useQueueMemory((state) => state.setCursor);
  const go = useNavigation((state) => state.go);
  const openRecord = useNavigation((state) => state.openRecord);
  const wantsFocus = useRef(false);
  useEffect(() => {
    if (recordId !== null) setCursor(path, recordId);
    if (recordId === null || !wantsFocus.current) return;
    wantsFocus.current = false;
    requestAnimationFrame(focusRecord);
  }, [recordId, path, setCursor]);
  const moveTo = useCallback(
    (id: string) => {
      setCursor(path, id);
      if (recordId !== null && recordId !== id) go(list);
    },
    [setCursor, path, recordId, go, list],
  );
  const open = useCallback(
    (id: string, how: 'here' | 'window') => {
      if (id === recordId && how === 'here') {
        focusRecord();
        return;
      }
      wantsFocus.current = how === 'here';
      openRecord(id);
      if (how === 'window') commands.run('tab.window');
    },
    [recordId, openRecord],
  );
  return { id: recordId ?? kept, moveTo, open };
}

interface RecordSlotProps {
  readonly creating: TicketKind | null;
  readonly kinds: readonly TicketKind[];
  readonly ticket: Ticket | null | undefined;
  /** It was looked for and is not on this machine. */
  readonly isMissing: boolean;
  readonly single: boolean;
  onKind(kind: TicketKind | null): void;
  onCreated(id: string): void;
  onBack(): void;
  onLink(id: string): void;
  onToggleContext(): void;
}

/** What stands in the record's place: a ticket, the form of a new one, or a hint. */
function RecordSlot(props: RecordSlotProps): ReactElement {
  const { creating, kinds, ticket, isMissing, single, onBack } = props;
  if (creating !== null) {
    return (
      <Pane kind="record" label={t('New ticket')}>
        <CreatePane
          key={creating}
          kind={creating}
          kinds={kinds}
          onKind={props.onKind}
          onDone={props.onCreated}
          onClose={onBack}
        />
      </Pane>
    );
  }
  return (
    <Pane kind="record" label={ticket ? `${ticket.number} ${ticket.title}` : t('Ticket')}>
      {ticket ? (
        <RecordPane
          key={ticket.id}
          ticket={ticket}
          onBack={single ? onBack : undefined}
          onLink={() => props.onLink(ticket.id)}
          onToggleContext={props.onToggleContext}
        />
      ) : (
        <NoRecord isMissing={isMissing} />
      )}
    </Pane>
  );
}

/** The ticket under the cursor or in the tab, unless a new one is being written. */
function useSubjectTicket(shownId: string | null, creating: TicketKind | null) {
  const { tickets } = useWorkspace();
  useVersion(tickets);
  const found = useShownTicket(shownId);
  const isMissing = shownId !== null && found === null && tickets.state === 'complete';
  return { ticket: creating === null ? found : null, isMissing };
}

/** The form of a new ticket stands until one goes elsewhere; its draft is kept. */
function useCreating(
  place: string,
): readonly [TicketKind | null, (kind: TicketKind | null) => void] {
  const [form, setForm] = useState<{ readonly kind: TicketKind; readonly place: string } | null>(
    null,
  );
  const set = useCallback(
    (kind: TicketKind | null) => setForm(kind === null ? null : { kind, place }),
    [place],
  );
  return [form?.place === place ? form.kind : null, set];
}

/** Queues and tickets: list, record and context, or the form of a new one beside the list. */
export function TicketsScreen({ list, recordId }: TicketsScreenProps): ReactElement {
  const breakpoint = useBreakpoint();
  const single = breakpoint === 'compact' || breakpoint === 'field';
  const subject = useQueueSubject(list);
  const choice = useQueueChoice(subject);
  const queue = useQueue(subject, choice);
  const layout = useLayout();
  const go = useNavigation((state) => state.go);
  const [creating, setCreating] = useCreating(`${subject.path} ${recordId ?? ''}`);
  const [linking, setLinking] = useState<string | null>(null);
  const cursor = useCursor(list, subject.path, recordId);
  const { ticket, isMissing } = useSubjectTicket(single ? recordId : cursor.id, creating);
  const handle = useRef<QueueHandle>(null);
  const [firstKind = null] = subject.kinds;
  const create = useCallback(() => setCreating(firstKind), [firstKind, setCreating]);
  const back = useCallback(() => {
    if (creating === null && recordId !== null) go(list);
    setCreating(null);
    requestAnimationFrame(() => handle.current?.list?.focus());
  }, [creating, setCreating, recordId, go, list]);
  useScreenCommands({ queue: handle, create, back });
  const open = (id: string, how: 'here' | 'window'): void => {
    setCreating(null);
    cursor.open(id, how);
  };
  const setContext = layout.onContextOpenChange;
  return (
    <PaneLayout
      {...layout}
      show={creating === null && recordId === null ? 'list' : 'record'}
      list={
        <QueuePane
          ref={handle}
          subject={subject}
          choice={choice}
          queue={queue}
          activeId={cursor.id}
          onActive={(id) => {
            setCreating(null);
            cursor.moveTo(id);
          }}
          onOpen={open}
          onNew={create}
        />
      }
      record={
        <RecordSlot
          creating={creating}
          kinds={subject.kinds}
          ticket={ticket}
          isMissing={isMissing}
          single={single}
          onKind={setCreating}
          onCreated={(id) => open(id, 'here')}
          onBack={back}
          onLink={(id) => {
            setContext(true);
            setLinking(id);
          }}
          onToggleContext={() => setContext(!layout.contextOpen)}
        />
      }
      context={
        ticket ? (
          <ContextPane
            key={ticket.id}
            ticket={ticket}
            adding={linking === ticket.id}
            onAdding={(adding) => setLinking(adding ? ticket.id : null)}
            onClose={() => setContext(false)}
          />
        ) : null
      }
      strip={ticket ? <TicketContextStrip ticket={ticket} onOpen={() => setContext(true)} /> : null}
    />
  );
}
