import { useCallback } from 'react';
import type { ReactElement, Ref } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import { formatRelativeShort } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import type { ListHandle } from '../../ui/list-model.ts';
import { SyncMark } from '../../ui/sync-mark.tsx';
import { useNow } from '../../ui/use-now.ts';
import { VirtualList } from '../../ui/virtual-list.tsx';
import { sidesOf } from './conflict-sides.ts';
import { conflictTitle } from './conflict-view.tsx';
import type { InboxLine, InboxRow, SectionId } from './inbox-rows.ts';
import type { RecordWords } from './record-words.ts';
import { useRecordNames, useRecordWords } from './use-inbox.ts';
import type { RecordName } from './use-inbox.ts';

function sectionTitle(id: SectionId): string {
  switch (id) {
    case 'needs-you':
      return t('Needs you');
    case 'machine':
      return t('This machine');
    case 'waiting':
      return t('Waiting to be sent');
    case 'kept':
      return t('Kept for 30 days');
    case 'settled':
      return t('Settled');
  }
}

interface RowText {
  readonly title: string;
  readonly detail: string;
  readonly at?: string;
}

interface Names {
  readonly me: string;
  readonly words: RecordWords;
  readonly nameOf: (recordId: string) => RecordName;
}

function textOf(row: InboxRow, { me, words, nameOf }: Names): RowText {
  const record = (id: string): string => {
    const { number, title } = nameOf(id);
    return [number, title].filter(Boolean).join(' ');
  };
  switch (row.kind) {
    case 'situation': {
      const { title, todo, at } = row.situation;
      return { title, detail: todo, ...(at === undefined ? {} : { at }) };
    }
    case 'vault':
      return {
        title: t('{{count}} unsent changes were found', { count: row.finds.count }),
        detail: t('Bring them back, or leave them'),
      };
    case 'conflict':
    case 'settled': {
      const { fields, mergedBy, otherUser, recordId, at, settled } = row.conflict;
      const sides = sidesOf({ createdBy: mergedBy, otherUser }, me);
      const what = conflictTitle(fields, sides, me, words);
      return {
        title: record(recordId) || what,
        detail: settled ? t('Settled by {{name}}', { name: words.user(settled.by) }) : what,
        at: settled?.at ?? at,
      };
    }
    case 'machine':
      return { title: t('The replica'), detail: t('Databases, disk, save and restore') };
    case 'refused':
      return { title: row.act.label, detail: row.act.reason ?? '', at: row.act.writtenAt };
    case 'waiting':
      return { title: row.act.label, detail: record(row.act.recordId), at: row.act.writtenAt };
    case 'discarded': {
      const { act, discardedAt } = row.discarded;
      return { title: act.label, detail: record(act.recordId), at: discardedAt };
    }
  }
}

function Mark({ row }: { readonly row: InboxRow }): ReactElement {
  switch (row.kind) {
    case 'situation':
      return <Icon name={row.situation.tone === 'info' ? 'info' : 'warning'} size={14} />;
    case 'vault':
      return <Icon name="shield" size={14} />;
    case 'machine':
      return <Icon name="database" size={14} />;
    case 'conflict':
      return <SyncMark kind="conflict" />;
    case 'settled':
      return <SyncMark kind="settled" />;
    case 'refused':
      return <SyncMark kind={isUndecided(row) ? 'conflict' : 'refused'} />;
    case 'waiting':
      return <SyncMark kind="unsent" />;
    case 'discarded':
      return <Icon name="trash" size={14} />;
  }
}

/** Refused by this console, because two people changed what has no timeline. */
export function isUndecided(row: Extract<InboxRow, { kind: 'refused' }>): boolean {
  return row.act.rows.some(({ refused }) => refused?.decisions !== undefined);
}

interface InboxListProps {
  readonly lines: readonly InboxLine[];
  readonly activeKey: string;
  readonly handle: Ref<ListHandle>;
  readonly openOnClick: boolean;
  onActive(key: string, index: number): void;
  onOpen(key: string, index: number): void;
}

/** Two lines a row, however many thousand there are: only those in sight are drawn. */
export function InboxList(props: InboxListProps): ReactElement {
  const { lines, activeKey, handle, openOnClick, onActive, onOpen } = props;
  const words = useRecordWords();
  const nameOf = useRecordNames();
  const { userName: me } = useReplica().session;
  const locale = useLocale();
  const now = useNow();
  const keyAt = useCallback((index: number) => lines[index]?.key ?? '', [lines]);
  const groupAt = useCallback(
    (index: number) => {
      const line = lines[index];
      if (line?.kind !== 'section') return undefined;
      const label = sectionTitle(line.id);
      return line.id === 'machine' ? { label } : { label, count: line.count };
    },
    [lines],
  );
  const renderRow = useCallback(
    (index: number) => {
      const line = lines[index];
      if (!line || line.kind === 'section') return null;
      const { title, detail, at } = textOf(line, { me, words, nameOf });
      return (
        <span className="inbox-row">
          <span className="inbox-row__mark">
            <Mark row={line} />
          </span>
          <span className="row__title">{title}</span>
          <span className="row__when">
            {at === undefined ? null : formatRelativeShort(locale, at, now)}
          </span>
          <span className="inbox-row__detail cut">{detail}</span>
        </span>
      );
    },
    [lines, me, words, nameOf, locale, now],
  );
  return (
    <VirtualList
      ref={handle}
      className="inbox-list"
      label={t('Sync inbox')}
      count={lines.length}
      keyAt={keyAt}
      groupAt={groupAt}
      version={lines}
      renderRow={renderRow}
      rowHeight={46}
      activeKey={activeKey}
      onActiveChange={onActive}
      onOpen={onOpen}
      openOnClick={openOnClick}
    />
  );
}
