import type { MouseEvent, ReactElement, ReactNode } from 'react';
import { useReference, useTrustedTime } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { pathOf, routeOfRecord } from '../../state/routes.ts';
import { Avatar } from '../../ui/avatar.tsx';
import { Chip } from '../../ui/chip.tsx';
import { t, useLocale } from '../../ui/i18n.ts';
import { PriorityMark } from '../../ui/priority-mark.tsx';
import { RecordNo } from '../../ui/record-no.tsx';
import { SlaClock } from '../../ui/sla-clock.tsx';
import { StateMark } from '../../ui/state-mark.tsx';
import {
  agreementTag,
  rowClockSpoken,
  rowClockText,
  rowClockTitle,
} from '../../words/clock-words.ts';
import { stateLabel, stateMarkOf } from '../../words/ticket-words.ts';
import type { DeskRow } from './desk-lists.ts';

/** Opens a record in this window; a click with Ctrl or Shift is the browser's. */
export function RecordAnchor(props: {
  readonly id: string;
  readonly className: string;
  readonly children: ReactNode;
  onOpen?(): void;
}): ReactElement {
  const { id, className, children, onOpen } = props;
  const openRecord = useNavigation((state) => state.openRecord);
  const route = routeOfRecord(id);
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    onOpen?.();
    openRecord(id);
  };
  return (
    <a className={className} href={route ? pathOf(route) : undefined} data-desk-row onClick={open}>
      {children}
    </a>
  );
}

function Clock({ row, clock }: DeskRow): ReactElement {
  const locale = useLocale();
  const { policies } = useReference();
  const isProvisional = useTrustedTime().state === 'provisional';
  if (clock.state === 'none') {
    return (
      <span className="desk-row__state">
        <StateMark state={stateMarkOf(row.state)} /> {stateLabel(row.state)}
      </span>
    );
  }
  const policyName = policies.get(clock.policyId ?? '')?.name;
  return (
    <SlaClock
      state={clock.state}
      percent={clock.percent}
      text={rowClockText(clock)}
      spoken={rowClockSpoken(clock, locale)}
      {...(clock.kind === null || clock.kind === 'sla' ? {} : { tag: agreementTag(clock.kind) })}
      provisional={isProvisional}
      title={rowClockTitle(clock, { policyName, isProvisional, locale })}
    />
  );
}

/** One ticket of the desk: priority, number, title, whose it is, and its clock. */
export function DeskLine({
  line,
  shows,
}: {
  readonly line: DeskRow;
  readonly shows: 'requester' | 'assignee';
}): ReactElement {
  const { people } = useReference();
  const { row } = line;
  const personId = shows === 'assignee' ? row.assigneeId : row.requesterId;
  return (
    <li>
      <RecordAnchor id={row.id} className="desk-row">
        <PriorityMark priority={row.priority} />
        <RecordNo value={row.number} />
        <span className="desk-row__title">
          <span className="cut" title={row.title}>
            {row.title}
          </span>
          {row.major ? (
            <Chip size="sm" tone="danger">
              {t('Major')}
            </Chip>
          ) : null}
        </span>
        <span className="desk-row__person">
          <Avatar name={people.get(personId ?? '')?.name} />
        </span>
        <span className="desk-row__clock">
          <Clock {...line} />
        </span>
      </RecordAnchor>
    </li>
  );
}
