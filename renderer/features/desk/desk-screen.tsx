import type { ReactElement } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import type { Command } from '../../ui/commands.ts';
import { t } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { PaneBar } from '../../ui/pane-bar.tsx';
import { Pane, PaneBody } from '../../ui/pane.tsx';
import { offerUndo, undoLast } from '../../ui/undo.ts';
import { useCommands } from '../../ui/use-commands.ts';
import { lineQuery } from './desk-lists.ts';
import { AnnouncementsSection, ShiftsSection, WaitingSection } from './side-sections.tsx';
import { takeNext } from './take-next.ts';
import { useDesk, useMyAnnouncements } from './use-desk.ts';
import type { Desk } from './use-desk.ts';
import { useWaiting } from './waiting.ts';
import type { WaitingList } from './waiting.ts';
import { CountsSection, WorkSection } from './work-sections.tsx';
import './desk.css';

/** Moves the focus through everything that can be opened here, in the order it stands. */
function step(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>('.desk [data-desk-row]')];
  const at = rows.findIndex((row) => row === document.activeElement);
  const next = at < 0 ? (by === 1 ? 0 : rows.length - 1) : at + by;
  rows[Math.max(0, Math.min(rows.length - 1, next))]?.focus();
}

interface Acts {
  readonly take: (() => void) | null;
  readonly markAll: () => void;
}

function deskCommands({ take, markAll }: Acts): Command[] {
  const group = t('My desk');
  return [
    {
      id: 'desk.take',
      label: t('Take the next ticket'),
      keys: 't',
      group,
      icon: 'user',
      when: () => take !== null,
      run: () => take?.(),
    },
    { id: 'desk.next', label: t('Next row'), keys: 'j', group, run: () => step(1) },
    { id: 'desk.previous', label: t('Previous row'), keys: 'k', group, run: () => step(-1) },
    { id: 'desk.read', label: t('Mark news as read'), keys: 'm', group, run: markAll },
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

interface ColumnsProps {
  readonly desk: Desk;
  readonly waiting: WaitingList;
  readonly take: (() => void) | null;
  onMarkAll(): void;
}

function Columns({ desk, waiting, take, onMarkAll }: ColumnsProps): ReactElement {
  const announcements = useMyAnnouncements();
  const { lists, teamNames } = desk;
  const { mine, team, unassigned, counts } = lists;
  return (
    <div className="desk__columns">
      <div className="desk__column">
        <WorkSection
          title={t('My work')}
          lines={mine}
          shows="requester"
          nothing={t('Nothing is assigned to you. Take the next from below.')}
          query={lineQuery('mine', teamNames)}
        />
        <WorkSection
          title={t('Unassigned in my teams')}
          lines={unassigned}
          shows="requester"
          nothing={t('Everything has somebody who looks after it.')}
          query={lineQuery('unassigned', teamNames)}
          actions={
            take === null ? null : (
              <Button variant="primary" size="sm" icon="user" kbd="t" onClick={take}>
                {t('Take the next')}
              </Button>
            )
          }
        />
        <WorkSection
          title={t('With others of my teams')}
          lines={team}
          shows="assignee"
          nothing={t('The others of your teams have nothing open.')}
          query={lineQuery('team', teamNames)}
        />
      </div>
      <div className="desk__column">
        <AnnouncementsSection all={announcements} />
        <WaitingSection waiting={waiting} onMarkAll={onMarkAll} />
        <ShiftsSection />
        <CountsSection counts={counts} teamNames={teamNames} />
      </div>
    </div>
  );
}

/** Where a day begins: what waits for this person, for their teams, and what all are to know. */
export function DeskScreen(): ReactElement {
  const replica = useReplica();
  const openRecord = useNavigation((state) => state.openRecord);
  const desk = useDesk();
  const { me, lists, isComplete } = desk;
  const waiting = useWaiting();
  const { unassigned } = lists;
  const take =
    me === null || unassigned.length === 0
      ? null
      : (): void => {
          void takeNext(replica, me, unassigned).then((id) => {
            if (id !== null) openRecord(id);
          });
        };
  const markAll = (): void => {
    const { takeBack } = waiting.markAll();
    offerUndo({
      text: t('News marked as read'),
      undo: () => {
        takeBack();
        return Promise.resolve(undefined);
      },
    });
  };
  useCommands(deskCommands({ take, markAll }));
  return (
    <Pane kind="record" as="main" label={t('My desk')} className="desk">
      <PaneBar title={me === null ? t('My desk') : t('Desk of {{name}}', { name: me.name })}>
        {isComplete ? null : (
          <span className="t3 t12" role="status">
            {t('Still coming in')}
          </span>
        )}
      </PaneBar>
      <PaneBody className="desk__body">
        {me === null ? (
          <Notice tone="info" title={t('You are not in the list of people yet')}>
            <p>
              {t(
                'Your own work shows here as soon as a manager has entered you with your user name.',
              )}
            </p>
          </Notice>
        ) : null}
        <Columns desk={desk} waiting={waiting} take={take} onMarkAll={markAll} />
      </PaneBody>
    </Pane>
  );
}
