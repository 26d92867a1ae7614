import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { SlaInterval } from '../../../../shared/sla/explain-sla.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { cx } from '../../../ui/cx.ts';
import { formatDuration } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { dayLanes, lastDays, minuteOfDay } from './day-lanes.ts';
import type { Lane, LanePiece } from './day-lanes.ts';

interface DayPictureProps {
  readonly intervals: readonly SlaInterval[];
  /** From now to the due instant, as far as it is near. */
  readonly coming: readonly SlaInterval[];
  readonly target: SlaTargetResult;
  readonly zone: string;
  readonly nowMs: number;
  /** When the warning was or will be due; null: never. */
  readonly warnedAt: string | null;
  /** What a holiday is called. */
  readonly dayName: (date: string) => string | undefined;
}

/** Longer spans show their last days; the table has them all. */
const LANES = 10;
const DAY_MINUTES = 1_440;
const HOURS = [0, 3, 6, 9, 12, 15, 18, 21, 24] as const;
/** A piece narrower than this many minutes has no room for its length. */
const ROOM_MINUTES = 70;
const CLOSE_MS = 90 * 60_000;
const WIDTH = 640;
const LANE = 26;
const TOP = 18;

function x(minute: number): number {
  return (minute / DAY_MINUTES) * WIDTH;
}

function pieceClass(piece: LanePiece): string {
  if (piece.counted) return piece.coming ? 'is-coming' : 'is-counted';
  if (piece.reason === 'pause' || piece.reason === 'stopped') return 'is-paused';
  return piece.reason === 'holiday' ? 'is-holiday' : 'is-closed';
}

interface PieceProps {
  readonly piece: LanePiece;
  readonly y: number;
  readonly name: string | undefined;
}

function Piece({ piece, y, name }: PieceProps): ReactElement {
  const width = Math.max(1.5, x(piece.toMinute - piece.fromMinute));
  const isLong = piece.toMinute - piece.fromMinute >= ROOM_MINUTES;
  return (
    <g className={cx('tickets-lane', pieceClass(piece))}>
      <rect x={x(piece.fromMinute)} y={y + 4} width={width} height={LANE - 10} rx={2} />
      {piece.counted && isLong ? (
        <text x={x(piece.fromMinute) + width / 2} y={y + LANE - 10} textAnchor="middle">
          {formatDuration(piece.seconds * 1000)}
        </text>
      ) : name !== undefined && isLong ? (
        <text x={x(piece.fromMinute) + width / 2} y={y + LANE - 10} textAnchor="middle">
          {name}
        </text>
      ) : null}
    </g>
  );
}

interface MarkProps {
  readonly lanes: readonly Lane[];
  readonly at: number;
  readonly zone: string;
  readonly label: string;
  readonly className: string;
  /** The label stands before the line. */
  readonly before: boolean;
}

/** A line at an instant, if its day is in the picture. */
function InstantMark({
  lanes,
  at,
  zone,
  label,
  className,
  before,
}: MarkProps): ReactElement | null {
  const { day, minute } = minuteOfDay(at, zone);
  const lane = lanes.findIndex((each) => minuteOfDay(each.at, zone).day === day);
  if (lane < 0) return null;
  const y = TOP + lane * LANE;
  return (
    <g className={className}>
      <line x1={x(minute)} x2={x(minute)} y1={y + 1} y2={y + LANE - 3} />
      <text
        x={x(minute) + (before ? -5 : 5)}
        y={y + LANE - 10}
        textAnchor={before ? 'end' : 'start'}
      >
        {label}
      </text>
    </g>
  );
}

/** So late in the day that a label behind the line would leave the picture. */
function isLate(at: string | number, zone: string): boolean {
  return minuteOfDay(new Date(at).getTime(), zone).minute > DAY_MINUTES * 0.85;
}

type MarksProps = Pick<DayPictureProps, 'target' | 'zone' | 'nowMs' | 'warnedAt'> & {
  readonly lanes: readonly Lane[];
};

/** The warning, the due instant and now. */
function InstantMarks({ lanes, target, zone, nowMs, warnedAt }: MarksProps): ReactElement {
  const isOpen = target.stoppedAt === null;
  // Two labels behind lines that stand close would cover each other.
  const dueInMs = target.dueAt === null ? Infinity : Date.parse(target.dueAt) - nowMs;
  const isClose = dueInMs > 0 && dueInMs < CLOSE_MS;
  return (
    <>
      {warnedAt === null ? null : (
        <InstantMark
          lanes={lanes}
          at={Date.parse(warnedAt)}
          zone={zone}
          label={t('Warning')}
          className="tickets-picture__warned"
          before
        />
      )}
      {isOpen && target.dueAt !== null ? (
        <InstantMark
          lanes={lanes}
          at={Date.parse(target.dueAt)}
          zone={zone}
          label={t('Due')}
          className="tickets-picture__due"
          before={isLate(target.dueAt, zone)}
        />
      ) : null}
      {isOpen ? (
        <InstantMark
          lanes={lanes}
          at={nowMs}
          zone={zone}
          label={t('Now')}
          className="tickets-picture__now"
          before={isClose || isLate(nowMs, zone)}
        />
      ) : null}
    </>
  );
}

/** One lane a day, 24 hours wide: what counted, what was paused, what was closed. */
export function DayPicture({
  intervals,
  coming,
  target,
  zone,
  nowMs,
  warnedAt,
  dayName: nameOfDay,
}: DayPictureProps): ReactElement | null {
  const locale = useLocale();
  const lanes = useMemo(
    () => dayLanes(lastDays([...intervals, ...coming], LANES), zone, nowMs).slice(-LANES),
    [intervals, coming, zone, nowMs],
  );
  if (lanes.length === 0) return null;
  const dayName = new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    timeZone: zone,
  });
  const height = TOP + lanes.length * LANE;
  return (
    <figure className="tickets-picture">
      <div className="tickets-picture__days" aria-hidden="true">
        {lanes.map((lane) => (
          <span key={lane.at} className="cut">
            {dayName.format(lane.at).replace(/,/g, '')}
          </span>
        ))}
      </div>
      <svg
        viewBox={`0 0 ${WIDTH} ${height}`}
        role="img"
        aria-label={t('The days of this clock; the table below says the same')}
      >
        {HOURS.map((hour) => (
          <g key={hour} className="tickets-picture__hour">
            <line x1={x(hour * 60)} x2={x(hour * 60)} y1={TOP - 2} y2={height} />
            <text
              x={x(hour * 60)}
              y={11}
              textAnchor={hour === 0 ? 'start' : hour === 24 ? 'end' : 'middle'}
            >
              {`${String(hour).padStart(2, '0')}:00`}
            </text>
          </g>
        ))}
        {lanes.map((lane, n) =>
          lane.pieces.map((piece) => (
            <Piece
              key={`${lane.at}.${piece.fromMinute}`}
              piece={piece}
              y={TOP + n * LANE}
              name={piece.date === undefined ? undefined : nameOfDay(piece.date)}
            />
          )),
        )}
        <InstantMarks lanes={lanes} target={target} zone={zone} nowMs={nowMs} warnedAt={warnedAt} />
      </svg>
      <figcaption className="tickets-legend">
        <span className="is-counted">{t('Counted')}</span>
        {coming.length === 0 ? null : <span className="is-coming">{t('Still to count')}</span>}
        <span className="is-paused">{t('Paused')}</span>
        <span className="is-closed">{t('Closed')}</span>
        <span className="is-holiday">{t('Holiday')}</span>
      </figcaption>
    </figure>
  );
}
