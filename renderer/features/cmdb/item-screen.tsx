import { useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { Entry } from '../../../shared/model/entry.ts';
import type { Item, Relation } from '../../../shared/model/item.ts';
import { useDocument, useRelations, useTimeline, useWorkspace } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { usePanels } from '../../state/panels.ts';
import { useBreakpoint } from '../../ui/breakpoint.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import type { Command } from '../../ui/commands.ts';
import { ContextStrip } from '../../ui/context-section.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { editFirstField } from '../../ui/field.tsx';
import { formatDate } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { DEFAULT_PANE_WIDTHS, PaneLayout, useContextPane } from '../../ui/pane-layout.tsx';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { TabPanel, Tabs } from '../../ui/tabs.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import { FilesTab } from './files-tab.tsx';
import { DetailsTab } from './details-tab.tsx';
import { historyRows } from './history-rows.ts';
import type { HistoryRow } from './history-rows.ts';
import { HistoryTable } from './history-table.tsx';
import { ImpactControls, ImpactTab } from './impact-tab.tsx';
import { ItemFacts, ItemHead } from './item-head.tsx';
import { RelationsTab } from './relations-tab.tsx';
import { TicketsTab } from './tickets-tab.tsx';
import { undoLast } from '../../ui/undo.ts';
import { useImpact } from './use-impact.ts';
import type { ImpactState } from './use-impact.ts';
import { useLinkedTickets } from './use-linked-tickets.ts';
import type { LinkedTicket } from './use-linked-tickets.ts';
import { useContextWidth } from './use-context-width.ts';
import { WhyItMatters } from './why-it-matters.tsx';
import './cmdb.css';

type Tab = 'details' | 'impact' | 'relations' | 'tickets' | 'files' | 'history';

const NO_ENTRIES: readonly Entry[] = [];
const NO_RELATIONS: readonly Relation[] = [];
const PANEL = 'cmdb-panel';
/** The newest of the history that stand below the graph. */
const RECENT = 6;

interface RecordState {
  readonly item: Item;
  readonly relations: readonly Relation[];
  readonly tickets: readonly LinkedTicket[];
  readonly history: readonly HistoryRow[];
  readonly entries: readonly Entry[];
  readonly impact: ImpactState;
  readonly tab: Tab;
  readonly adding: boolean;
  setTab(tab: Tab): void;
  setAdding(adding: boolean): void;
}

function useRecordState(item: Item, relations: readonly Relation[]): RecordState {
  const [chosen, setTab] = useState<Tab | null>(null);
  const [adding, setAdding] = useState(false);
  const entries = useTimeline(item.id);
  const tickets = useLinkedTickets(item.id, relations);
  const impact = useImpact(item.id);
  const history = useMemo(() => historyRows(entries ?? []), [entries]);
  const [hasGraph] = useState(() =>
    relations.some(({ fromId, toId }) => !isTicket(fromId) && !isTicket(toId)),
  );
  return {
    item,
    relations,
    tickets,
    history,
    entries: entries ?? NO_ENTRIES,
    impact,
    tab: chosen ?? (hasGraph ? 'impact' : 'details'),
    adding,
    setTab,
    setAdding,
  };
}

function isTicket(id: string): boolean {
  return id.startsWith('ticket:');
}

function recordCommands(
  state: RecordState,
  record: React.RefObject<HTMLElement | null>,
): Command[] {
  const group = t('Configuration');
  return [
    {
      id: 'item.edit',
      label: t('Edit first field'),
      keys: 'e',
      group,
      icon: 'pen',
      run: () => {
        state.setTab('details');
        // The fields are there with the next frame.
        requestAnimationFrame(() => editFirstField(record.current ?? document));
      },
    },
    {
      id: 'item.relate',
      label: t('Add relation'),
      keys: 'r',
      group,
      icon: 'graph',
      run: () => {
        state.setTab('relations');
        state.setAdding(true);
      },
    },
    {
      id: 'item.undo',
      label: t('Undo'),
      keys: ['z', 'Ctrl+Z'],
      group,
      icon: 'undo',
      run: undoLast,
    },
    {
      id: 'item.close',
      label: t('Back to the list'),
      keys: 'Escape',
      group,
      icon: 'arrow-left',
      run: () => useNavigation.getState().go({ kind: 'items' }),
    },
  ];
}

function HistoryBlock({
  state,
  limit,
}: {
  readonly state: RecordState;
  readonly limit?: number;
}): ReactElement {
  const { item, history, impact } = state;
  const locale = useLocale();
  const first = history.at(-1);
  const rows = limit === undefined ? history : history.slice(0, limit);
  return (
    <section className="cmdb-history-block">
      <PaneBar
        level={2}
        title={t('History')}
        className="cmdb-history-bar"
        start={
          first ? (
            <span className="t3 t12">
              {t('{{count}} changes since {{date}}', {
                count: history.length,
                date: formatDate(locale, first.at),
              })}
            </span>
          ) : null
        }
      >
        {limit !== undefined && history.length > limit ? (
          <Button size="sm" variant="quiet" onClick={() => state.setTab('history')}>
            {t('All changes')}
          </Button>
        ) : null}
      </PaneBar>
      <HistoryTable item={item} rows={rows} factsOf={impact.factsOf} />
    </section>
  );
}

function Panel({ state }: { readonly state: RecordState }): ReactElement {
  const { item, relations, tickets, impact, tab } = state;
  switch (tab) {
    case 'details':
      return <DetailsTab item={item} />;
    case 'impact':
      return (
        <>
          <ImpactTab item={item} state={impact} tickets={tickets} />
          <HistoryBlock state={state} limit={RECENT} />
        </>
      );
    case 'relations':
      return (
        <RelationsTab
          item={item}
          relations={relations}
          factsOf={impact.factsOf}
          adding={state.adding}
          onAddingChange={state.setAdding}
        />
      );
    case 'tickets':
      return <TicketsTab tickets={tickets} factsOf={impact.factsOf} />;
    case 'files':
      return <FilesTab item={item} entries={state.entries} />;
    case 'history':
      return <HistoryBlock state={state} />;
  }
}

function RecordPane({ state }: { readonly state: RecordState }): ReactElement {
  const { item, relations, tickets, tab, setTab } = state;
  const record = useRef<HTMLDivElement>(null);
  const breakpoint = useBreakpoint();
  const isNarrow = breakpoint === 'compact' || breakpoint === 'field';
  useCommands(recordCommands(state, record));
  const others = relations.filter(({ fromId, toId }) => !isTicket(fromId) && !isTicket(toId));
  const tabs = [
    { value: 'details' as const, label: t('Details') },
    { value: 'impact' as const, label: t('Impact') },
    { value: 'relations' as const, label: t('Relations'), count: others.length },
    { value: 'tickets' as const, label: t('Tickets'), count: tickets.length },
    {
      value: 'files' as const,
      label: t('Files'),
      count: state.entries.filter(({ kind }) => kind === 'attachment').length,
    },
    { value: 'history' as const, label: t('History') },
  ];
  return (
    <Pane kind="record" label={item.name} className="cmdb-record">
      <div ref={record} className="cmdb-record__in">
        <ItemHead item={item} />
        <ItemFacts item={item} tickets={tickets} onTickets={() => setTab('tickets')} />
        <Tabs
          label={t('Parts of the record')}
          value={tab}
          onChange={setTab}
          tabs={tabs}
          panelId={PANEL}
          end={tab === 'impact' && !isNarrow ? <ImpactControls /> : null}
        />
        <PaneBody>
          <TabPanel
            id={PANEL}
            label={tabs.find((each) => each.value === tab)?.label ?? ''}
            className="cmdb-panel"
          >
            <Panel state={state} />
          </TabPanel>
        </PaneBody>
      </div>
    </Pane>
  );
}

function OpenItem({
  item,
  relations,
}: {
  readonly item: Item;
  readonly relations: readonly Relation[];
}): ReactElement {
  const state = useRecordState(item, relations);
  const { contextOpen, set } = usePanels();
  const [open, setOpen] = useContextPane(contextOpen, (next) => set({ contextOpen: next }));
  const width = useContextWidth((each) => each.width);
  const breakpoint = useBreakpoint();
  const isNarrow = breakpoint === 'compact' || breakpoint === 'field';
  const hits = state.impact.impact.hits.filter((hit) => hit.outcome !== 'held').length;
  return (
    <PaneLayout
      record={<RecordPane state={state} />}
      context={
        isNarrow ? undefined : (
          <Pane kind="context" label={t('Why it matters')}>
            <PaneBar level={2} title={t('Why it matters')}>
              <IconButton
                icon="side"
                label={t('Close this pane')}
                kbd="]"
                onClick={() => setOpen(false)}
              />
            </PaneBar>
            <PaneBody>
              <WhyItMatters
                id={item.id}
                name={item.name}
                state={state.impact}
                tickets={state.tickets}
              />
            </PaneBody>
          </Pane>
        )
      }
      strip={
        <ContextStrip
          items={[
            {
              id: 'why',
              icon: 'graph',
              label: t('Why it matters: {{count}} hit', { count: hits }),
              text: String(hits),
              onOpen: () => setOpen(true),
            },
          ]}
        />
      }
      widths={{ ...DEFAULT_PANE_WIDTHS, context: width }}
      onWidthsChange={(next) => useContextWidth.setState({ width: next.context })}
      contextOpen={open}
      onContextOpenChange={setOpen}
    />
  );
}

/** What can be said before the record is read: the frame stands, with the name. */
function Frame({ name }: { readonly name: string }): ReactElement {
  return (
    <Pane kind="record" as="main" label={name || t('Configuration item')}>
      <div className="cmdb-head">
        <span className="cmdb-head__icon" />
        <div className="grow">
          <h1>{name}</h1>
        </div>
      </div>
    </Pane>
  );
}

/** A configuration item: what it is, what its failure would hit, and all that happened to it. */
export function ItemScreen({ id }: { readonly id: string }): ReactElement {
  const { items } = useWorkspace();
  const item = useDocument('items', id);
  const relations = useRelations(id);
  if (item === undefined || (item && relations === undefined)) {
    return <Frame name={items.get(id)?.name ?? ''} />;
  }
  if (item === null || item.removedAt) {
    return (
      <Pane kind="record" as="main" label={t('Configuration item')}>
        <EmptyState
          icon="cmdb"
          title={t('This item is not here')}
          actions={
            <Button onClick={() => useNavigation.getState().go({ kind: 'items' })}>
              {t('Back to the list')}
            </Button>
          }
        >
          <p>
            {t(
              'It may have been removed, it may not have arrived yet, or it lies in a scope you do not see.',
            )}
          </p>
        </EmptyState>
      </Pane>
    );
  }
  return <OpenItem item={item} relations={relations ?? NO_RELATIONS} />;
}
