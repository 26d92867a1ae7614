import { useImperativeHandle, useState } from 'react';
import type { ReactElement, Ref } from 'react';
import type { SavedView } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import type { SavedViewBody } from '../../../../shared/workflow/saved-view-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { HOME } from '../../../state/routes.ts';
import { usePanels } from '../../../state/panels.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuItem } from '../../../ui/menu.tsx';
import { sayFailure } from '../failures.ts';
import type { QueueChoice, QueueSubject } from '../queue/use-queue.ts';
import { queueTitle } from '../queue/use-queue.ts';
import { LayoutDialog } from './layout-dialog.tsx';
import { deleteView, keptLayout, moveView, neighbours, storeView } from './view-actions.ts';
import type { Stored } from './view-actions.ts';
import { ViewDialog } from './view-dialog.tsx';
import { visibleViews } from './visible-views.ts';
import './views.css';

export interface ViewHandle {
  /** Asks for a name and keeps the list as a view. */
  saveAs(): void;
  /** Which columns, and what parts the list. */
  layout(): void;
}

interface ViewToolsProps {
  readonly subject: QueueSubject;
  readonly choice: QueueChoice;
  /** Further acts of the list, below those about views. */
  readonly more: readonly MenuItem[];
  readonly ref?: Ref<ViewHandle>;
}

/** What the list shows now, as a view keeps it. */
function layoutOf({ text, columns, sort, groupBy }: QueueChoice) {
  return { query: text, columns, sort, groupBy: groupBy ?? 'none' };
}

function bodyOf(view: SavedView, choice: QueueChoice): SavedViewBody {
  const { name, icon, ticketKinds, order, ownerUserName } = view;
  const owner = ownerUserName === undefined ? {} : { ownerUserName };
  return { name, icon, ticketKinds, order, ...owner, ...layoutOf(choice) };
}

/** Acts on the view that is shown, and on what the list shows as a new one. */
function useViewActs(subject: QueueSubject, choice: QueueChoice) {
  const replica = useReplica();
  const go = useNavigation((state) => state.go);
  const { roles, userName } = replica.session;
  const mayShare = mayWrite(roles, 'policies', 'create');
  const { view, path } = subject;
  const isMine = view !== null && (mayShare || view.ownerUserName === userName);
  const fresh = (): SavedViewBody => ({
    name: view === null ? '' : t('{{name}} (copy)', { name: view.name }),
    icon: view?.icon ?? 'list',
    ticketKinds: [...subject.kinds],
    ownerUserName: userName,
    order: visibleViews(replica.reference.get(), userName).length,
    ...layoutOf(choice),
  });
  const saveNew = async (body: SavedViewBody): Promise<Stored> => {
    const putBack = keptLayout(path);
    const stored = await storeView(replica, null, body, () => {
      putBack();
      go(view === null ? HOME : { kind: 'view', id: view.id });
    });
    if (stored.ok) {
      choice.reset();
      go({ kind: 'view', id: stored.id });
    }
    return stored;
  };
  /** Widths of columns are each person's own and stay. */
  const saveOver = async (body: SavedViewBody): Promise<Stored> => {
    const stored = await storeView(replica, view, body, keptLayout(path));
    if (stored.ok) usePanels.getState().resetList(path);
    return stored;
  };
  return {
    replica,
    userName,
    mayShare,
    isMine,
    fresh,
    saveNew,
    saveOver,
    save: async (): Promise<void> => {
      if (view === null) return;
      const stored = await saveOver(bodyOf(view, choice));
      if (!stored.ok) sayFailure(stored.error);
    },
    duplicate: async (): Promise<void> => {
      const stored = await saveNew(fresh());
      if (!stored.ok) sayFailure(stored.error);
    },
    remove: async (): Promise<void> => {
      if (view !== null && (await deleteView(replica, view))) go(HOME);
    },
  };
}

type ViewActs = ReturnType<typeof useViewActs>;

function duplicateItem(acts: ViewActs): MenuItem {
  return {
    id: 'duplicate',
    label: t('Duplicate this view'),
    icon: 'copy',
    onSelect: () => void acts.duplicate(),
  };
}

/** Acts on a view; of one that belongs to everybody only what this person may do. */
function viewItems(
  view: SavedView,
  acts: ViewActs,
  ask: (dialog: 'edit') => void,
): readonly MenuItem[] {
  const line: MenuItem = { kind: 'separator', id: 'line-view' };
  if (!acts.isMine) {
    const label = t('Managers and administrators change shared views.');
    return [{ kind: 'label', id: 'shared', label }, duplicateItem(acts), line];
  }
  const beside = neighbours(acts.replica, view);
  const at = beside.findIndex(({ id }) => id === view.id);
  const edge = t('It stands at the end already.');
  return [
    { id: 'edit', label: t('Rename and share…'), icon: 'pen', onSelect: () => ask('edit') },
    duplicateItem(acts),
    {
      id: 'up',
      label: t('Move up'),
      icon: 'chevron-up',
      disabled: at <= 0 ? edge : undefined,
      onSelect: () => void moveView(acts.replica, view, -1),
    },
    {
      id: 'down',
      label: t('Move down'),
      icon: 'chevron-down',
      disabled: at >= beside.length - 1 ? edge : undefined,
      onSelect: () => void moveView(acts.replica, view, 1),
    },
    {
      id: 'delete',
      label: t('Delete this view'),
      icon: 'trash',
      danger: true,
      onSelect: () => void acts.remove(),
    },
    line,
  ];
}

/** The menu of a list: its view, its columns, and what else can be done with all of it. */
export function ViewTools({ subject, choice, more, ref }: ViewToolsProps): ReactElement {
  const acts = useViewActs(subject, choice);
  const [asking, setAsking] = useState<'new' | 'edit' | 'layout' | null>(null);
  const close = (): void => setAsking(null);
  useImperativeHandle(ref, () => ({
    saveAs: () => setAsking('new'),
    layout: () => setAsking('layout'),
  }));
  const { view } = subject;
  const { userName, mayShare } = acts;
  const shared = { userName, mayShare, onClose: close };
  return (
    <>
      <Menu
        label={t('View')}
        align="end"
        trigger={<IconButton icon="dots" size="sm" label={t('View, columns and export')} />}
        items={[
          ...(view === null ? [] : viewItems(view, acts, setAsking)),
          {
            id: 'save-as',
            label: t('Save as a view…'),
            icon: 'plus',
            kbd: 'q s',
            onSelect: () => setAsking('new'),
          },
          {
            id: 'layout',
            label: t('Columns and groups…'),
            icon: 'settings',
            kbd: 'q c',
            onSelect: () => setAsking('layout'),
          },
          ...more,
        ]}
      />
      {asking === 'layout' ? <LayoutDialog choice={choice} onClose={close} /> : null}
      {asking === 'new' ? (
        <ViewDialog
          {...shared}
          title={t('Save as a view')}
          body={{ ...acts.fresh(), ...(view === null ? { name: '' } : {}) }}
          onSave={acts.saveNew}
        />
      ) : null}
      {asking === 'edit' && view !== null ? (
        <ViewDialog
          {...shared}
          title={t('View “{{name}}”', { name: view.name })}
          body={bodyOf(view, choice)}
          onSave={acts.saveOver}
        />
      ) : null}
    </>
  );
}

/** Says that a view was changed, and offers to keep it or to go back. */
export function ChangedView({
  subject,
  choice,
  onSaveAs,
  onLeave,
}: Pick<ViewToolsProps, 'subject' | 'choice'> & {
  readonly onSaveAs: () => void;
  /** The line goes with what was changed: focus goes back to the list. */
  readonly onLeave: () => void;
}): ReactElement | null {
  const acts = useViewActs(subject, choice);
  if (subject.view === null || !choice.isChanged) return null;
  const name = queueTitle(subject, choice.text);
  return (
    <div className="view-changed" role="group" aria-label={t('This view was changed')}>
      <span className="cut t3">{t('Changed')}</span>
      {acts.isMine ? (
        <Button
          variant="quiet"
          size="sm"
          aria-label={t('Save the changes of {{name}}', { name })}
          onClick={() => void acts.save().then(onLeave)}
        >
          {t('Save')}
        </Button>
      ) : null}
      <Button variant="quiet" size="sm" onClick={onSaveAs}>
        {t('Save as…')}
      </Button>
      <Button
        variant="quiet"
        size="sm"
        aria-label={t('Back to what {{name}} says', { name })}
        onClick={() => {
          choice.reset();
          onLeave();
        }}
      >
        {t('Back')}
      </Button>
    </div>
  );
}
