import { Fragment } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import { AUTO_CLOSE_REASON } from '../../../../shared/workflow/desk-rules.ts';
import { t } from '../../../ui/i18n.ts';
import type { IconName } from '../../../ui/icon-paths.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { TimelineEntry } from '../../../ui/timeline.tsx';
import { stateMarkOf } from '../../../words/ticket-words.ts';
import { entryWords } from './entry-words.ts';
import type { EntryNames, Piece } from './entry-words.ts';
import { PlainText } from './plain-text.tsx';
import { RecordLink } from './record-link.tsx';

interface EntryViewProps {
  readonly entry: Entry;
  readonly names: EntryNames;
  readonly now: number;
  readonly unsent: boolean;
  /** Stands below the sentence: the description under "opened it". */
  readonly children?: ReactNode;
  /** Said instead of the entry's own words. */
  readonly did?: string;
}

function markOf(entry: Entry): IconName | ReactElement {
  switch (entry.kind) {
    case 'comment':
      return 'chat';
    case 'note':
      return 'lock';
    case 'state':
      return <StateMark state={stateMarkOf(entry.to)} />;
    case 'change':
      return 'pen';
    case 'time':
    case 'verdict':
      return 'sla';
    case 'escalation':
      return 'bell';
    case 'link':
      return 'link';
    case 'merge':
      return 'merge';
    case 'attachment':
      return 'file';
    case 'communication':
      return 'bell';
    case 'approval':
      return 'check';
  }
}

function PieceView({ piece }: { readonly piece: Piece }): ReactElement {
  return typeof piece === 'string' ? <>{piece}</> : <RecordLink id={piece.recordId} />;
}

function bodyOf(entry: Entry, lines: readonly string[], children: ReactNode): ReactNode {
  if (entry.kind === 'comment' || entry.kind === 'note' || entry.kind === 'communication') {
    return <PlainText text={entry.body} />;
  }
  if (children !== undefined) return children;
  if (lines.length === 0) return undefined;
  return (
    <ul className="tickets-lines">
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

function cardOf({ kind }: Entry): 'comment' | 'note' | 'event' {
  if (kind === 'communication') return 'comment';
  return kind === 'comment' || kind === 'note' ? kind : 'event';
}

/**
 * Whose words they are: of an imported history its author, of what was carried over who wrote it
 * first. What nobody did by hand is told of what did it, not of whose console or server it was.
 */
function whoOf(entry: Entry, names: EntryNames): string {
  if (entry.kind === 'escalation') return t('Service level');
  const isClosing = entry.kind === 'state' && entry.reason === AUTO_CLOSE_REASON;
  if (entry.kind === 'verdict' || isClosing) return t('Server');
  if (entry.saidBy !== undefined) return entry.saidBy;
  const first = entry.kind === 'comment' || entry.kind === 'note' ? entry.copiedFrom : undefined;
  return names.user(first?.by ?? entry.createdBy);
}

/** Who wrote it here, where that is somebody else than whose words they are. */
function broughtBy(entry: Entry, names: EntryNames): string | undefined {
  const isCarried = 'copiedFrom' in entry && entry.copiedFrom !== undefined;
  if (entry.saidBy === undefined && !isCarried) return undefined;
  return t('Brought here by {{name}}', { name: names.user(entry.createdBy) });
}

/** One entry of a timeline. */
export function EntryView(props: EntryViewProps): ReactElement {
  const { entry, names, now, unsent, children } = props;
  const words = entryWords(entry, names);
  const body = bodyOf(entry, words.lines, children);
  const brought = broughtBy(entry, names);
  const did = props.did ?? (
    <>
      {words.did.map((piece, at) => (
        <Fragment key={at}>
          <PieceView piece={piece} />
        </Fragment>
      ))}
      {brought === undefined ? null : <span className="t3">, {brought}</span>}
    </>
  );
  return (
    <TimelineEntry
      kind={cardOf(entry)}
      mark={markOf(entry)}
      who={
        brought === undefined ? (
          whoOf(entry, names)
        ) : (
          <span title={brought}>{whoOf(entry, names)}</span>
        )
      }
      did={did}
      at={<RelativeTime at={entry.at} now={now} />}
      unsent={unsent}
    >
      {body}
    </TimelineEntry>
  );
}

/** The description, where no entry tells who opened the ticket. */
export function DescriptionEntry(props: {
  readonly who: string;
  readonly at: string;
  readonly now: number;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <TimelineEntry
      kind="event"
      mark="text"
      who={props.who}
      did={t('opened it')}
      at={<RelativeTime at={props.at} now={props.now} />}
    >
      {props.children}
    </TimelineEntry>
  );
}
