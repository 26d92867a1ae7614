import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Incident } from '../../../../shared/model/ticket.ts';
import { MAJOR_ROLES } from '../../../../shared/model/ticket.ts';
import type { UpdateClock } from '../../../../shared/workflow/major-incident-clock.ts';
import { useReference } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { AffectedList } from './affected-list.tsx';
import { audienceLabel, majorRoleLabel, updateWords } from './major-words.ts';
import { ReviewCard } from './review-card.tsx';
import type { AffectedState } from './use-affected-services.ts';
import './major.css';

/** Which form is asked for; null: none. */
export type Asked = 'propose' | 'declare' | 'roles' | 'communicate' | 'announce' | null;

export interface PartProps {
  readonly incident: Incident;
  onAsk(asked: Asked): void;
}

function UpdateMark({ clock, nowMs }: { readonly clock: UpdateClock; readonly nowMs: number }) {
  const locale = useLocale();
  const words = updateWords(clock, locale, nowMs);
  if (words === '') return null;
  const tone = clock.state === 'overdue' ? 'danger' : clock.state === 'due' ? 'warning' : 'neutral';
  const icon = clock.state === 'overdue' ? 'warning' : clock.state === 'due' ? 'bell' : 'sla';
  return (
    <Chip tone={tone} icon={icon} className="tnum">
      {words}
    </Chip>
  );
}

function Roles({ incident }: { readonly incident: Incident }): ReactElement {
  const { people } = useReference();
  const given = MAJOR_ROLES.flatMap((role) => {
    const id = incident.majorRoles?.[role];
    return id === undefined ? [] : [{ role, name: people.get(id)?.name ?? id }];
  });
  return (
    <dl className="major-roles">
      {given.map(({ role, name }) => (
        <div key={role}>
          <dt className="t3 t12">{majorRoleLabel(role)}</dt>
          <dd className="cut">{name}</dd>
        </div>
      ))}
    </dl>
  );
}

function Said({ clock, nowMs }: { readonly clock: UpdateClock; readonly nowMs: number }) {
  const { byUserName } = useReference();
  const [all, setAll] = useState(false);
  if (clock.said.length === 0) {
    return <p className="t3 t12">{t('Nobody was told anything yet.')}</p>;
  }
  const shown = all ? clock.said.toReversed() : clock.said.slice(-1);
  return (
    <>
      <ol className="major-said">
        {shown.map((entry) => (
          <li key={entry.id}>
            <span className="t3 t12">
              <RelativeTime at={entry.at} now={nowMs} /> · {audienceLabel(entry.audience)} ·{' '}
              {entry.saidBy ?? byUserName.get(entry.createdBy)?.name ?? entry.createdBy}
            </span>
            <p className="major-text">{entry.body}</p>
          </li>
        ))}
      </ol>
      {clock.said.length > 1 ? (
        <Button
          size="sm"
          variant="quiet"
          className="major-more"
          trailingIcon={all ? 'chevron-up' : 'chevron-down'}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? t('The last one alone') : t('{{count}} earlier', { count: clock.said.length - 1 })}
        </Button>
      ) : null}
    </>
  );
}

interface BoardProps extends PartProps {
  readonly clock: UpdateClock;
  readonly nowMs: number;
  readonly affected: AffectedState;
  readonly mayAnnounce: boolean;
  onEnd(): void;
}

/** Head of the board: stays in sight while the record scrolls. */
function BoardHead({ incident, clock, nowMs, mayAnnounce, onAsk, onEnd }: BoardProps) {
  const isOn = incident.majorStage === 'declared';
  return (
    <div className="major-head">
      <Icon name={isOn ? 'warning' : 'check'} size={16} className="major-head__icon" />
      <span className="grow major-head__words">
        <b className="med">{isOn ? t('Major incident') : t('Major incident, ended')}</b>
        {isOn ? <UpdateMark clock={clock} nowMs={nowMs} /> : null}
      </span>
      <div className="acts">
        {isOn ? (
          <Button size="sm" variant="primary" icon="send" onClick={() => onAsk('communicate')}>
            {t('Log an update…')}
          </Button>
        ) : null}
        <Menu
          label={t('Major incident')}
          align="end"
          trigger={
            <Button size="sm" trailingIcon="chevron-down">
              {t('Manage')}
            </Button>
          }
          items={
            isOn
              ? [
                  {
                    id: 'roles',
                    icon: 'group',
                    label: t('Roles and pace…'),
                    onSelect: () => onAsk('roles'),
                  },
                  ...(mayAnnounce
                    ? [
                        {
                          id: 'announce',
                          icon: 'bell' as const,
                          label: t('Announce the outage…'),
                          onSelect: () => onAsk('announce'),
                        },
                      ]
                    : []),
                  { id: 'end', icon: 'check', label: t('End the major incident'), onSelect: onEnd },
                ]
              : [
                  {
                    id: 'again',
                    icon: 'redo',
                    label: t('Declare it again…'),
                    onSelect: () => onAsk('declare'),
                  },
                ]
          }
        />
      </div>
    </div>
  );
}

/** A major incident under way or over: who does what, what it takes along, what was said. */
export function Board(props: BoardProps): ReactElement {
  const { incident, clock, nowMs, affected } = props;
  const isOn = incident.majorStage === 'declared';
  const [open, setOpen] = useState(isOn);
  return (
    <>
      <section
        className={isOn ? 'major major--on' : 'major'}
        aria-label={t('Major incident')}
        data-major={incident.majorStage}
      >
        <BoardHead {...props} />
      </section>
      <div className="major-body">
        <p className="t2 major-text">{incident.majorReason}</p>
        <Roles incident={incident} />
        <Button
          size="sm"
          variant="quiet"
          className="major-more"
          trailingIcon={open ? 'chevron-up' : 'chevron-down'}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open
            ? t('Hide services and updates')
            : t('{{services}} services, {{count}} updates', {
                services: affected.services.length,
                count: clock.said.length,
              })}
        </Button>
        {open ? (
          <>
            <AffectedList state={affected} />
            <div className="major-part">
              <h3 className="major-part__head">
                {t('Communication log')} <span className="t3 tnum">{clock.said.length}</span>
              </h3>
              <Said clock={clock} nowMs={nowMs} />
            </div>
          </>
        ) : null}
        <ReviewCard ticket={incident} />
      </div>
    </>
  );
}
