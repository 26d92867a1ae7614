import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { TicketPatch } from '../../../../shared/workflow/ticket-commands.ts';
import { useReference, useReplica, useUnsent, useWorkspace } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { FileRow } from '../../../ui/file-list.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { Timeline } from '../../../ui/timeline.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { useTicketFiles } from '../files/use-ticket-files.ts';
import { editTicket } from '../ticket-actions.ts';
import { originLabel } from '../../../words/ticket-words.ts';
import { entryNames } from './entry-names.ts';
import { DescriptionEntry, EntryView } from './entry-view.tsx';
import { LongField } from './long-field.tsx';
import { countEntries, FILTER_LABELS, filtersOf, isShown } from './timeline-filters.ts';
import type { TimelineFilter } from './timeline-filters.ts';

interface TimelineSectionProps {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  /** Scrolls by itself and rests at the newest. */
  readonly follow: boolean;
}

/** As many as fill several screens; older ones come on demand. */
const NEWEST = 150;

function isOpening(entry: Entry): boolean {
  return entry.kind === 'state' && entry.from === null;
}

function useNames() {
  const reference = useReference();
  const { tickets } = useWorkspace();
  const locale = useLocale();
  return useMemo(
    () => entryNames(reference, (id) => tickets.get(id)?.number, locale),
    [reference, tickets, locale],
  );
}

function Description({ ticket }: { readonly ticket: Ticket }): ReactElement {
  const replica = useReplica();
  return (
    <LongField
      className="tickets-description"
      recordId={ticket.id}
      field="description"
      label={t('Description')}
      value={ticket.description}
      emptyText={t('No description')}
      onCommit={(description) => editTicket(replica, ticket, { description } satisfies TicketPatch)}
    />
  );
}

/** A nought says nothing and takes the room of a word. */
function some(count: number): number | undefined {
  return count === 0 ? undefined : count;
}

/** Everything that happened, newest last. */
export function TimelineSection({ ticket, entries, follow }: TimelineSectionProps): ReactElement {
  const [filter, setFilter] = useState<TimelineFilter>('all');
  const [earlier, setEarlier] = useState(false);
  const unsent = useUnsent();
  const { files, actions, viewer } = useTicketFiles(ticket.id, entries);
  const fileOf = new Map(files.map((file) => [file.id, file]));
  const names = useNames();
  const now = useNow();
  const counts = useMemo(() => countEntries(entries), [entries]);
  const fitting = entries.filter((entry) => isShown(entry, filter));
  const shown = earlier ? fitting : fitting.slice(-NEWEST);
  const hidden = fitting.length - shown.length;
  const opener = entries.find(isOpening);
  const requester = ticket.requesterId ? names.value('requesterId', ticket.requesterId) : '';
  const origin = originLabel(ticket.origin);
  const opened =
    requester === ''
      ? t('opened it, {{origin}}', { origin })
      : t('opened it for {{requester}}, {{origin}}', { requester, origin });
  const description = <Description ticket={ticket} />;
  const tabs = filtersOf(counts, filter).map((value) => ({
    value,
    label: t(FILTER_LABELS[value]),
    count: value === 'all' ? counts.all : some(counts[value]),
  }));
  return (
    <>
      <Tabs<TimelineFilter>
        className="tickets-tabs"
        label={t('Timeline')}
        value={filter}
        onChange={setFilter}
        tabs={tabs}
        end={<span className="t3 nowrap tickets-newest">{t('Newest last')}</span>}
      />
      <Timeline label={t('Timeline')} follow={follow}>
        {opener === undefined && filter === 'all' ? (
          <DescriptionEntry who={names.user(ticket.createdBy)} at={ticket.openedAt} now={now}>
            {description}
          </DescriptionEntry>
        ) : null}
        {hidden > 0 ? (
          <li className="tickets-earlier">
            <Button size="sm" variant="quiet" onClick={() => setEarlier(true)}>
              {t('Show {{count}} earlier entries', { count: hidden })}
            </Button>
          </li>
        ) : null}
        {shown.map((entry) => (
          <EntryView
            key={entry.id}
            entry={entry}
            names={names}
            now={now}
            unsent={unsent.documentIds.has(entry.id)}
            {...(entry === opener ? { did: opened, children: description } : {})}
            {...(fileOf.has(entry.id)
              ? { children: <FileRow file={fileOf.get(entry.id)!} {...actions} /> }
              : {})}
          />
        ))}
        {fitting.length === 0 && filter !== 'all' ? (
          <li className="t3 tickets-nothing">{t('Nothing of this kind yet')}</li>
        ) : null}
      </Timeline>
      {viewer}
    </>
  );
}
