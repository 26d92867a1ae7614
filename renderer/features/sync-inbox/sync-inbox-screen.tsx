import { useEffect, useMemo, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import { usePanels } from '../../state/panels.ts';
import { useBreakpoint } from '../../ui/breakpoint.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { t } from '../../ui/i18n.ts';
import type { ListHandle } from '../../ui/list-model.ts';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { PaneLayout } from '../../ui/pane-layout.tsx';
import type { PaneWidths } from '../../ui/pane-layout.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import { ConflictView } from './conflict-view.tsx';
import { InboxList, isUndecided } from './inbox-list.tsx';
import { inboxLines, shownRow } from './inbox-rows.ts';
import type { InboxLine, InboxRow } from './inbox-rows.ts';
import { MachineView } from './machine-view.tsx';
import {
  DiscardedView,
  SituationView,
  useSaveUnsent,
  VaultView,
  WaitingView,
} from './plain-views.tsx';
import { RefusedView, UndecidedView } from './refused-view.tsx';
import type { SyncHandle } from './sync-handle.ts';
import { useInbox } from './use-inbox.ts';
import './sync-inbox.css';

export type { SyncHandle } from './sync-handle.ts';

/** 340 px show a record's number and the beginning of its title. */
const WIDTHS: PaneWidths = { list: 340, listNarrow: 300, context: 240 };

function Detail({ row, sync }: { readonly row: InboxRow; readonly sync: SyncHandle }) {
  switch (row.kind) {
    case 'situation':
      return <SituationView situation={row.situation} sync={sync} />;
    case 'vault':
      return <VaultView finds={row.finds} sync={sync} />;
    case 'conflict':
    case 'settled':
      return <ConflictView key={row.key} conflict={row.conflict} />;
    case 'refused': {
      const { act } = row;
      const undecided = isUndecided(row)
        ? act.rows.find(({ refused }) => refused?.decisions !== undefined)
        : undefined;
      return undecided ? (
        <UndecidedView key={row.key} act={act} row={undecided} sync={sync} />
      ) : (
        <RefusedView key={row.key} act={act} sync={sync} />
      );
    }
    case 'machine':
      return <MachineView sync={sync} />;
    case 'waiting':
      return <WaitingView key={row.key} act={row.act} />;
    case 'discarded':
      return <DiscardedView key={row.key} discarded={row.discarded} sync={sync} />;
  }
}

/** Which row is shown; one that is gone makes way for the one that has come to its place. */
function useChosen(lines: readonly InboxLine[]) {
  const [chosen, setChosen] = useState<{ readonly key: string; readonly index: number } | null>(
    null,
  );
  const row = shownRow(lines, chosen?.key ?? null, chosen?.index ?? 0);
  return {
    row,
    choose: (key: string, index: number) => setChosen({ key, index }),
  };
}

interface DetailPaneProps {
  readonly row: InboxRow;
  readonly sync: SyncHandle;
  readonly body: RefObject<HTMLDivElement | null>;
  onBack: (() => void) | undefined;
}

function DetailPane({ row, sync, body, onBack }: DetailPaneProps): ReactElement {
  return (
    <Pane kind="record" label={t('Details')}>
      {onBack === undefined ? null : (
        <PaneBar
          start={
            <>
              <IconButton icon="arrow-left" label={t('Back to the list')} onClick={onBack} />
              <h1 className="cut">{t('Sync inbox')}</h1>
            </>
          }
        />
      )}
      <PaneBody className="inbox__pane">
        <div ref={body} className="inbox__detail" tabIndex={-1}>
          <Detail row={row} sync={sync} />
        </div>
      </PaneBody>
    </Pane>
  );
}

function useInboxCommands(sync: SyncHandle, saveUnsent: () => void, onBack: () => void): void {
  const group = t('Sync');
  useCommands([
    { id: 'sync.now', label: t('Sync now'), keys: 's', group, icon: 'sync', run: sync.syncNow },
    {
      id: 'inbox.save-all',
      label: t('Save unsent work'),
      keys: 'Shift+F',
      group,
      icon: 'download',
      run: saveUnsent,
    },
    {
      id: 'inbox.compare',
      label: t('Compare with the server'),
      group,
      icon: 'check',
      run: sync.checkEquality,
    },
    { id: 'inbox.back', label: t('Back to the list'), keys: 'Escape', group, run: onBack },
  ]);
}

/** Where everything about sync that concerns a person is explained and can be acted on. */
export function SyncInboxScreen({ sync }: { readonly sync: SyncHandle }): ReactElement {
  const facts = useInbox(sync);
  const lines = useMemo(() => inboxLines(facts), [facts]);
  const { row, choose } = useChosen(lines);
  const breakpoint = useBreakpoint();
  const single = breakpoint === 'compact' || breakpoint === 'field';
  const [isOpen, setOpen] = useState(false);
  const { widths, set } = usePanels();
  const list = useRef<ListHandle>(null);
  const body = useRef<HTMLDivElement>(null);
  const saveUnsent = useSaveUnsent();
  const back = (): void => {
    setOpen(false);
    requestAnimationFrame(() => list.current?.focus());
  };
  useInboxCommands(sync, saveUnsent, back);
  useEffect(() => list.current?.focus(), []);
  const needs = lines.find((line) => line.kind === 'section' && line.id === 'needs-you');
  return (
    <PaneLayout
      widths={{ ...WIDTHS, context: widths.context }}
      contextOpen={false}
      onContextOpenChange={() => set({ contextOpen: false })}
      show={isOpen ? 'record' : 'list'}
      list={
        <Pane kind="list" label={t('Sync inbox')}>
          <PaneBar
            title={t('Sync inbox')}
            count={needs?.kind === 'section' ? needs.count : undefined}
          >
            <Button size="sm" icon="sync" kbd="s" onClick={sync.syncNow}>
              {t('Sync now')}
            </Button>
          </PaneBar>
          <InboxList
            handle={list}
            lines={lines}
            activeKey={row.key}
            openOnClick={single}
            onActive={choose}
            onOpen={(key, index) => {
              choose(key, index);
              setOpen(true);
              requestAnimationFrame(() => body.current?.focus({ preventScroll: true }));
            }}
          />
        </Pane>
      }
      record={<DetailPane row={row} sync={sync} body={body} onBack={single ? back : undefined} />}
    />
  );
}
