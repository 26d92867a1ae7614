import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { CRITICALITIES, ITEM_STATUSES } from '../../../shared/model/item.ts';
import { useReference, useReplica } from '../../replica/hooks.ts';
import { teamsOf } from '../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import type { ItemRow } from '../../replica/rows.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useBreakpoint } from '../../ui/breakpoint.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { commands } from '../../ui/commands.ts';
import type { Command } from '../../ui/commands.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import type { ListHandle } from '../../ui/list-model.ts';
import type { Option } from '../../ui/option.ts';
import { FilterBar, PaneBar } from '../../ui/pane-bar.tsx';
import { Pane } from '../../ui/pane.tsx';
import { RecordNo } from '../../ui/record-no.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import { ClassNav } from './class-nav.tsx';
import { FacetFilter } from './facet-filter.tsx';
import { classIconOf, classNameOf } from './item-classes.ts';
import { NewItemDialog } from './new-item-dialog.tsx';
import { placeOptions } from './options.tsx';
import { placeText } from './place-path.ts';
import { useRelationsAhead } from '../../replica/relation-store.ts';
import { StatusMark } from './status-mark.tsx';
import { holderIdOf, useItemList } from './use-item-list.ts';
import type { ItemList } from './use-item-list.ts';
import type { ItemEntry, SortColumn } from './filter-items.ts';
import { undoLast } from '../../ui/undo.ts';
import { criticalityWord, statusWord } from './words.ts';
import { Icon } from '../../ui/icon.tsx';
import './cmdb.css';

type Show = (row: ItemRow) => ReactElement | string;

function Minor({ text }: { readonly text: string }): ReactElement {
  return (
    <span className="row__minor" title={text}>
      {text}
    </span>
  );
}

/** What stands in each cell, by column. */
function cellsOf(reference: ReferenceSnapshot, now: number): Readonly<Record<SortColumn, Show>> {
  const { classes, places, people } = reference;
  return {
    name: (row) => (
      <>
        <StatusMark status={row.status} spoken />
        <span className="t3 cmdb-row__icon">
          <Icon name={classIconOf(classes, row.className)} size={14} />
        </span>
        <span className="row__title">{row.name}</span>
      </>
    ),
    number: (row) => <RecordNo value={row.number} />,
    class: (row) => <Minor text={classNameOf(classes, row.className)} />,
    status: (row) => <Minor text={statusWord(row.status)} />,
    place: (row) => <Minor text={placeText(places, row.placeId)} />,
    team: (row) => <Minor text={people.get(holderIdOf(row))?.name ?? ''} />,
    tag: (row) => <span className="row__no">{row.assetTag ?? ''}</span>,
    updated: (row) => (
      <span className="row__when">
        <RelativeTime at={row.updatedAt} now={now} short />
      </span>
    ),
  };
}

type Head = Omit<Column, 'id' | 'cell' | 'sortable'> & { readonly id: SortColumn };

/** The columns; those that matter least go first where the list is narrow. */
function headsOf(): readonly Head[] {
  return [
    { id: 'name', label: t('Name'), width: 'minmax(140px, 1.4fr)' },
    { id: 'number', label: t('Number'), width: '84px', hideBelow: 480 },
    { id: 'class', label: t('Class'), width: 'minmax(80px, 0.7fr)', hideBelow: 560 },
    { id: 'status', label: t('Status'), width: 'minmax(76px, 0.5fr)', hideBelow: 800 },
    { id: 'place', label: t('Place'), width: 'minmax(90px, 1fr)', hideBelow: 360 },
    { id: 'team', label: t('Held by'), width: 'minmax(80px, 0.8fr)', hideBelow: 720 },
    { id: 'tag', label: t('Asset tag'), width: '84px', hideBelow: 880 },
    { id: 'updated', label: t('Updated'), width: '64px', align: 'end', hideBelow: 640 },
  ];
}

function columnsOf(
  rows: readonly ItemEntry[],
  reference: ReferenceSnapshot,
  now: number,
): readonly Column[] {
  const cells = cellsOf(reference, now);
  return headsOf().map((head) => ({
    ...head,
    sortable: true,
    cell: (index) => {
      const entry = rows[index];
      return entry ? cells[head.id](entry.row) : null;
    },
  }));
}

function useFacetOptions(): readonly {
  readonly name: keyof ItemList['facets'];
  readonly label: string;
  readonly options: readonly Option[];
}[] {
  const reference = useReference();
  return useMemo(
    () => [
      {
        name: 'className',
        label: t('Class'),
        options: [...reference.classes.values()]
          .map(({ key, name }) => ({ value: key, label: name }))
          .sort((a, b) => a.label.localeCompare(b.label)),
      },
      { name: 'placeId', label: t('Place'), options: placeOptions(reference.places) },
      {
        name: 'status',
        label: t('Status'),
        options: ITEM_STATUSES.map((value) => ({ value, label: statusWord(value) })),
      },
      {
        name: 'criticality',
        label: t('Criticality'),
        options: CRITICALITIES.map((value) => ({ value, label: criticalityWord(value) })),
      },
      {
        name: 'teamId',
        label: t('Team'),
        options: teamsOf(reference).map(({ id, name }) => ({ value: id, label: name })),
      },
    ],
    [reference],
  );
}

function NothingHere({
  list,
  onNew,
}: {
  readonly list: ItemList;
  readonly onNew: () => void;
}): ReactElement | null {
  if (!list.isComplete) return null;
  if (list.total > 0) {
    return (
      <EmptyState
        icon="filter"
        title={t('No item fits this filter')}
        actions={<Button onClick={list.clear}>{t('Show all items')}</Button>}
      >
        <p>
          {t('Words are looked for in name, number, asset tag, serial number, model and address.')}
        </p>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon="cmdb"
      title={t('No configuration items yet')}
      actions={
        <Button variant="primary" icon="plus" onClick={onNew}>
          {t('New item')}
        </Button>
      }
    >
      <p>
        {t(
          'Servers, printers, applications: what is recorded here can be linked to tickets and shows what a failure would hit.',
        )}
      </p>
    </EmptyState>
  );
}

function ItemTable({
  list,
  table,
  onNew,
}: {
  readonly list: ItemList;
  readonly table: React.RefObject<ListHandle | null>;
  readonly onNew: () => void;
}): ReactElement {
  const reference = useReference();
  const { now } = useReplica();
  const openRecord = useNavigation((state) => state.openRecord);
  const breakpoint = useBreakpoint();
  const { rows } = list;
  const [active, setActive] = useState(lastActive);
  const columns = useMemo(() => columnsOf(rows, reference, now()), [rows, reference, now]);
  const keyAt = useCallback((index: number) => rows[index]?.row.id ?? '', [rows]);
  return (
    <DataTable
      ref={table}
      label={t('Configuration items, {{count}}', { count: rows.length })}
      columns={columns}
      count={rows.length}
      keyAt={keyAt}
      version={rows}
      activeKey={active ?? rows[0]?.row.id ?? null}
      onActiveChange={(key) => {
        lastActive = key;
        setActive(key);
      }}
      onOpen={(key, _line, how) => {
        openRecord(key);
        if (how === 'window') commands.run('tab.window');
      }}
      openOnClick={breakpoint === 'compact' || breakpoint === 'field'}
      sort={list.sort}
      onSort={list.toggleSort}
      empty={<NothingHere list={list} onNew={onNew} />}
    />
  );
}

/** Where the cursor was when a record was opened; coming back it stands there again. */
let lastActive: string | null = null;

function Facets({ list, hasTree }: { readonly list: ItemList; readonly hasTree: boolean }) {
  return (
    <FilterBar>
      {useFacetOptions()
        .filter(({ name }) => !(hasTree && name === 'className'))
        .map(({ name, label, options }) => (
          <FacetFilter
            key={name}
            label={label}
            options={options}
            chosen={list.facets[name]}
            onChange={(values) => list.setFacet(name, values)}
          />
        ))}
    </FilterBar>
  );
}

function listCommands(onNew: () => void, onFilter: () => void): Command[] {
  const group = t('Configuration');
  return [
    { id: 'items.new', label: t('New item'), keys: 'n', group, icon: 'plus', run: onNew },
    {
      id: 'items.filter',
      label: t('Filter this list'),
      keys: '/',
      group,
      icon: 'filter',
      run: onFilter,
    },
    {
      id: 'item.undo',
      label: t('Undo'),
      keys: ['z', 'Ctrl+Z'],
      group,
      icon: 'undo',
      run: undoLast,
    },
  ];
}

function countWords(list: ItemList, locale: string): string {
  const total = formatNumber(locale, list.total);
  if (list.rows.length === list.total) return total;
  return t('{{shown}} of {{total}}', { shown: formatNumber(locale, list.rows.length), total });
}

/** All configuration items: find one, see what there is of each class, add a new one. */
export function ItemsScreen(): ReactElement {
  const list = useItemList();
  const locale = useLocale();
  const [creating, setCreating] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const table = useRef<ListHandle>(null);
  const breakpoint = useBreakpoint();
  const hasTree = breakpoint === 'wide' || breakpoint === 'laptop' || breakpoint === 'narrow';
  const create = (): void => setCreating(true);
  useRelationsAhead();
  useEffect(() => table.current?.focus(), []);
  useCommands(listCommands(create, () => search.current?.focus()));
  return (
    <Pane kind="list" label={t('Configuration')} as="main" className="cmdb-items">
      <PaneBar title={t('Configuration')} count={countWords(list, locale)}>
        <SearchBox
          className="cmdb-items__search"
          label={t('Filter items')}
          placeholder={t('Name, number, tag, serial, model, address')}
          kbd="/"
          value={list.text}
          onChange={list.setText}
          inputRef={search}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
            event.preventDefault();
            table.current?.focus();
          }}
        />
        <Button icon="plus" kbd="n" onClick={create}>
          {t('New')}
        </Button>
      </PaneBar>
      <Facets list={list} hasTree={hasTree} />
      <div className="cmdb-items__body">
        {hasTree ? (
          <ClassNav
            counts={list.counts}
            chosen={list.facets.className}
            onChoose={(keys) => list.setFacet('className', keys)}
          />
        ) : null}
        <ItemTable list={list} table={table} onNew={create} />
      </div>
      <NewItemDialog open={creating} onOpenChange={setCreating} />
    </Pane>
  );
}
