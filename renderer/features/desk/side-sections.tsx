import type { ReactElement } from 'react';
import type { Duty } from '../../../shared/desk/shifts.ts';
import type { Announcement } from '../../../shared/model/policy.ts';
import { useReference } from '../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Button } from '../../ui/button.tsx';
import { DutyMark } from '../../ui/duty-mark.tsx';
import { formatDateTime, formatTime } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { useNow } from '../../ui/use-now.ts';
import { severityIcon, severityLabel } from '../../words/announcement-words.ts';
import { RecordAnchor } from './desk-row.tsx';
import { DeskSection, NothingHere } from './desk-section.tsx';
import { waitingIcon, waitingText } from './desk-words.ts';
import { useDutiesToday } from './use-desk.ts';
import type { WaitingList } from './waiting.ts';

/** As many as one reads; marking them as read brings the next. */
const SHOWN = 8;

/** Approvals, reviews, and what others did to this person's work. */
export function WaitingSection({
  waiting,
  onMarkAll,
}: {
  readonly waiting: WaitingList;
  onMarkAll(): void;
}): ReactElement {
  const { byUserName } = useReference();
  const now = useNow();
  const all = waiting.all ?? [];
  const hasNews = all.some(({ why }) => why === 'changed');
  return (
    <DeskSection
      title={t('Waits for you')}
      count={all.length}
      actions={
        hasNews ? (
          <Button variant="quiet" size="sm" kbd="m" onClick={onMarkAll}>
            {t('Mark news as read')}
          </Button>
        ) : null
      }
    >
      {all.length === 0 ? (
        <NothingHere>
          {waiting.all === null
            ? t('Looking through the open records.')
            : t('No approvals, no reviews, and nobody changed your work since you last looked.')}
        </NothingHere>
      ) : (
        <ul className="desk-rows">
          {all.slice(0, SHOWN).map(({ why, id, number, title, by, atMs }) => (
            <li key={`${why} ${id}`}>
              <RecordAnchor id={id} className="desk-news" onOpen={() => waiting.mark(id)}>
                <Icon name={waitingIcon(why)} size={14} />
                <span className="desk-news__text">
                  <span className="cut">
                    <span className="tnum t2">{number}</span> {title}
                  </span>
                  <small className="t3">
                    {waitingText(why, byUserName.get(by)?.name ?? by)},{' '}
                    <RelativeTime at={atMs} now={now} />
                  </small>
                </span>
              </RecordAnchor>
            </li>
          ))}
        </ul>
      )}
      {all.length > SHOWN ? (
        <p className="desk-card__nothing t3 t12">
          {t('{{count}} more below these', { count: all.length - SHOWN })}
        </p>
      ) : null}
    </DeskSection>
  );
}

function hours(duty: Duty, now: number, locale: string): string {
  const from = duty.fromMs <= now ? '' : formatTime(locale, duty.fromMs);
  const to = formatTime(locale, duty.toMs);
  return from === '' ? t('until {{time}}', { time: to }) : `${from} – ${to}`;
}

function names(ids: readonly string[], { people }: ReferenceSnapshot): readonly string[] {
  return ids.flatMap((id) => people.get(id)?.name ?? []);
}

function DutyLine({ duty, now }: { readonly duty: Duty; readonly now: number }): ReactElement {
  const reference = useReference();
  const locale = useLocale();
  const isNow = duty.fromMs <= now;
  const state = duty.kind === 'on-call' ? 'on-call' : 'on-shift';
  const away = names(duty.absentIds, reference).join(', ');
  const who = names(duty.personIds, reference);
  return (
    <li className="desk-duty">
      <DutyMark state={isNow ? state : 'off'} />
      <span className="desk-duty__who">
        {who.map((name) => (
          <span key={name} className="desk-duty__name">
            <Avatar name={name} decorative /> {name}
          </span>
        ))}
        {who.length === 0 ? <span className="desk-duty__gap">{t('Nobody')}</span> : null}
        {away === '' ? null : (
          <small className="t3">{t('Absent: {{names}}', { names: away })}</small>
        )}
      </span>
      <small className="t3">
        {reference.people.get(duty.teamId)?.name ?? ''}
        {duty.kind === 'on-call' ? `, ${t('On call')}` : ''}
      </small>
      <span className="desk-duty__when t2 tnum" title={duty.timezone}>
        {hours(duty, now, locale)}
      </span>
    </li>
  );
}

/** Who works now and later today, and who is called when nobody does. */
export function ShiftsSection(): ReactElement {
  const { now, duties } = useDutiesToday();
  return (
    <DeskSection title={t('Shifts and on call today')}>
      {duties.length === 0 ? (
        <NothingHere>
          {t('No plan says who works today. Managers write one in the settings, under shifts.')}
        </NothingHere>
      ) : (
        <ul className="desk-duties">
          {duties.map((duty) => (
            <DutyLine
              key={`${duty.planId} ${duty.shiftId} ${String(duty.fromMs)}`}
              duty={duty}
              now={now}
            />
          ))}
        </ul>
      )}
    </DeskSection>
  );
}

/** What everybody is to know now. */
export function AnnouncementsSection({
  all,
}: {
  readonly all: readonly Announcement[];
}): ReactElement {
  const locale = useLocale();
  const now = useNow();
  return (
    <DeskSection title={t('Announcements')} count={all.length}>
      {all.length === 0 ? (
        <NothingHere>{t('Nothing is announced for your site.')}</NothingHere>
      ) : (
        <ul className="desk-told">
          {all.map((each) => (
            <li key={each.id} className={`desk-told__one desk-told__one--${each.severity}`}>
              <Icon name={severityIcon(each.severity)} size={14} />
              <div>
                <p className="med">{each.name}</p>
                {each.body === '' ? null : <p className="t2 desk-told__body">{each.body}</p>}
                <small className="t3">
                  {severityLabel(each.severity)}
                  {each.toAt === undefined
                    ? ''
                    : `, ${t('until {{time}}', { time: formatDateTime(locale, each.toAt, now) })}`}
                  {each.ticketId === undefined ? null : (
                    <>
                      {' · '}
                      <RecordAnchor id={each.ticketId} className="desk-link">
                        {t('Open the record')}
                      </RecordAnchor>
                    </>
                  )}
                </small>
              </div>
            </li>
          ))}
        </ul>
      )}
    </DeskSection>
  );
}
