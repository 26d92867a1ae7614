import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import type { Bridge, PdfRequest } from '../../shared/protocol/ipc.ts';
import { ItemScreen } from '../features/cmdb/item-screen.tsx';
import { ItemsScreen } from '../features/cmdb/items-screen.tsx';
import { DeskScreen } from '../features/desk/desk-screen.tsx';
import { OutageBanner } from '../features/desk/outage-banner.tsx';
import { ArticlesScreen } from '../features/knowledge/articles-screen.tsx';
import { SyncBanner } from '../features/sync-inbox/sync-banner.tsx';
import { SyncInboxScreen } from '../features/sync-inbox/sync-inbox-screen.tsx';
import { TicketsScreen } from '../features/tickets/tickets-screen.tsx';
import { BlobsContext } from '../blobs/hooks.ts';
import { ClocksContext } from '../replica/clocks.ts';
import { useReplica, WorkspaceContext } from '../replica/hooks.ts';
import { PresenceContext } from '../replica/presence-port.ts';
import { SearchContext } from '../search/search.ts';
import { useNavigation } from '../state/navigation.ts';
import { usePanels } from '../state/panels.ts';
import { pathOf } from '../state/routes.ts';
import type { Route } from '../state/routes.ts';
import { AppFrame } from '../ui/app-frame.tsx';
import { KeyMapDialog } from '../ui/key-map.tsx';
import { PrintContext } from '../ui/print-context.ts';
import { JumpBox, TitleBar, WindowControls } from '../ui/title-bar.tsx';
import { ConsoleRail } from './console-rail.tsx';
import { ConsoleTabs, usePlaceName } from './console-tabs.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { useGlobalCommands } from './global-commands.ts';
import type { OpenConsole } from './open-console.ts';
import { Palette } from './palette.tsx';
import { VaultOffer } from './safe-mode-offer.tsx';
import { SignOutDialog } from './safe-mode-sign-out.tsx';
import { SyncStatusLine } from './sync-status-line.tsx';

interface ConsoleProps {
  readonly open: OpenConsole;
  readonly shell: Bridge;
  readonly drawsWindowControls: boolean;
  readonly onSignOut: () => void;
}

// 200 kB of managers' pages that nobody waits for at the start.
const ServiceLevelsScreen = lazy(() =>
  import('../features/service-levels/service-levels-screen.tsx').then((room) => ({
    default: room.ServiceLevelsScreen,
  })),
);

const EditorScreen = lazy(() =>
  import('../features/knowledge/editor/editor-screen.tsx').then((room) => ({
    default: room.EditorScreen,
  })),
);

const KnowledgeWorkScreen = lazy(() =>
  import('../features/knowledge/work/work-screen.tsx').then((room) => ({
    default: room.KnowledgeWorkScreen,
  })),
);

const SearchScreen = lazy(() =>
  import('../features/search/search-screen.tsx').then((room) => ({ default: room.SearchScreen })),
);

const SettingsScreen = lazy(() =>
  import('../features/settings/settings-screen.tsx').then((room) => ({
    default: room.SettingsScreen,
  })),
);

const DashboardsScreen = lazy(() =>
  import('../features/dashboards/dashboards-screen.tsx').then((room) => ({
    default: room.DashboardsScreen,
  })),
);

const ProblemCandidatesScreen = lazy(() =>
  import('../features/problems/problem-candidates-screen.tsx').then((room) => ({
    default: room.ProblemCandidatesScreen,
  })),
);

function Screen({
  route,
  open,
}: {
  readonly route: Route;
  readonly open: OpenConsole;
}): ReactElement {
  const list = useNavigation((state) => state.list);
  switch (route.kind) {
    case 'tickets':
    case 'view':
      return <TicketsScreen list={route} recordId={null} />;
    case 'ticket':
      return <TicketsScreen list={list} recordId={route.id} />;
    case 'items':
      return <ItemsScreen />;
    case 'item':
      return <ItemScreen key={route.id} id={route.id} />;
    case 'articles':
      return <ArticlesScreen articleId={null} />;
    case 'article':
      return <ArticlesScreen articleId={route.id} />;
    case 'service-levels':
      return (
        <Suspense fallback={null}>
          <ServiceLevelsScreen page={route.page} id={route.id ?? null} />
        </Suspense>
      );
    case 'desk':
      return <DeskScreen />;
    case 'search':
      return (
        <Suspense fallback={null}>
          <SearchScreen />
        </Suspense>
      );
      return <TicketsScreen list={list} recordId={null} />;
    case 'settings':
      return (
        <Suspense fallback={null}>
          <SettingsScreen page={route.page} id={route.id ?? null} />
        </Suspense>
      );
    case 'dashboards':
      return (
        <Suspense fallback={null}>
          <DashboardsScreen page={route.page} />
        </Suspense>
      );
    case 'problem-candidates':
      return (
        <Suspense fallback={null}>
          <ProblemCandidatesScreen />
        </Suspense>
      );
    case 'article-edit':
      return (
        <Suspense fallback={null}>
          <EditorScreen id={route.id} />
        </Suspense>
      );
    case 'knowledge-work':
      return (
        <Suspense fallback={null}>
          <KnowledgeWorkScreen page={route.page} />
        </Suspense>
      );
    case 'sync':
      return <SyncInboxScreen sync={open.sync} />;
  }
}

function Window({ open, shell, drawsWindowControls, onSignOut }: ConsoleProps): ReactElement {
  const route = useNavigation((state) => state.route);
  const { railCollapsed, keyMapOpen, set } = usePanels();
  const title = usePlaceName()(route).label;
  const { unsent } = useReplica();
  const [leaving, setLeaving] = useState(false);
  const leave = useCallback(() => {
    if (unsent.get().count === 0) onSignOut();
    else setLeaving(true);
  }, [unsent, onSignOut]);
  useGlobalCommands({ sync: open.sync, shell, onSignOut: leave });
  useEffect(() => {
    document.title = `${title} · Outpost`;
  }, [title]);
  const control = (what: 'minimize' | 'toggle-maximize' | 'close') => () =>
    void shell.invoke('window:control', what);
  return (
    <AppFrame
      railCollapsed={railCollapsed || undefined}
      titlebar={
        <TitleBar
          tabs={<ConsoleTabs />}
          jump={<JumpBox onOpen={() => set({ paletteOpen: true })} />}
          windowControls={
            drawsWindowControls ? (
              <WindowControls
                onMinimize={control('minimize')}
                onToggleMaximize={control('toggle-maximize')}
                onClose={control('close')}
              />
            ) : undefined
          }
        />
      }
      rail={<ConsoleRail onOpenPerson={() => set({ paletteOpen: true })} />}
      syncLine={<SyncStatusLine sync={open.sync} />}
    >
      <SyncBanner sync={open.sync} />
      <OutageBanner />
      <ErrorBoundary resetKey={pathOf(route)}>
        <Screen route={route} open={open} />
      </ErrorBoundary>
      <VaultOffer shell={shell} session={open.session} />
      <SignOutDialog open={leaving} onOpenChange={setLeaving} onSignOut={onSignOut} />
      <Palette />
      <KeyMapDialog open={keyMapOpen} onOpenChange={(next) => set({ keyMapOpen: next })} />
    </AppFrame>
  );
}

/** A signed-in window. */
export function Console(props: ConsoleProps): ReactElement {
  const { workspace, clocks, search } = props.open;
  const { shell } = props;
  const printPdf = useCallback(
    (request: PdfRequest) => shell.invoke('report:pdf', request),
    [shell],
  );
  return (
    <WorkspaceContext.Provider value={workspace}>
      <ClocksContext.Provider value={clocks}>
        <SearchContext.Provider value={search}>
          <BlobsContext.Provider value={props.open.blobs?.desk ?? null}>
            <PrintContext.Provider value={printPdf}>
              <PresenceContext.Provider value={props.open.presence}>
                <Window {...props} />
              </PresenceContext.Provider>
            </PrintContext.Provider>
          </BlobsContext.Provider>
        </SearchContext.Provider>
      </ClocksContext.Provider>
    </WorkspaceContext.Provider>
  );
}
