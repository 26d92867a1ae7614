import { useRef, useState } from 'react';
import type { KeyboardEvent, PointerEvent, ReactElement } from 'react';
import { t } from '../../../ui/i18n.ts';
import {
  DAY_MINUTES,
  minutesOf,
  moveInterval,
  STEP_MINUTES,
  timeOf,
  withInterval,
  withoutInterval,
} from './week-hours.ts';
import type { EdgeMove, Interval } from './week-hours.ts';

interface DayTrackProps {
  /** "Monday" */
  readonly day: string;
  readonly hours: readonly Interval[];
  readonly readOnly: boolean;
  onChange(hours: readonly Interval[]): void;
}

interface Drag {
  /** Index of the interval; null: a new one is drawn. */
  readonly index: number | null;
  readonly edge: EdgeMove;
  readonly from: number;
  readonly to: number;
  readonly before: readonly Interval[];
}

/** Pixels from an end of a bar within which it is the end that is taken hold of. */
const GRIP = 7;

function preview(drag: Drag): readonly Interval[] {
  const { index, edge, from, to, before } = drag;
  if (index !== null) return moveInterval(before, index, edge, to - from);
  return Math.abs(to - from) < STEP_MINUTES ? before : withInterval(before, from, to);
}

function percent(minutes: number): string {
  return `${String((minutes / DAY_MINUTES) * 100)}%`;
}

function useDrag({ hours, readOnly, onChange }: DayTrackProps) {
  const track = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag | null>(null);
  const minuteAt = (clientX: number): number => {
    const box = track.current?.getBoundingClientRect();
    if (!box) return 0;
    const minute = ((clientX - box.left) / box.width) * DAY_MINUTES;
    return Math.max(0, Math.min(DAY_MINUTES, Math.round(minute / STEP_MINUTES) * STEP_MINUTES));
  };
  const begin = (event: PointerEvent, index: number | null, edge: EdgeMove): void => {
    if (readOnly || event.button !== 0) return;
    event.stopPropagation();
    track.current?.setPointerCapture(event.pointerId);
    const at = minuteAt(event.clientX);
    setDrag({ index, edge, from: at, to: at, before: hours });
  };
  const end = (isTaken: boolean): void => {
    if (drag && isTaken) {
      const next = preview(drag);
      if (next !== drag.before) onChange(next);
    }
    setDrag(null);
  };
  return {
    track,
    shown: drag ? preview(drag) : hours,
    begin,
    move: (event: PointerEvent) => {
      if (drag) setDrag({ ...drag, to: minuteAt(event.clientX) });
    },
    end,
  };
}

function keyStep(event: KeyboardEvent): { edge: EdgeMove; by: number } | null {
  const direction = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (direction === 0) return null;
  const edge = event.shiftKey ? 'closes' : event.altKey ? 'opens' : 'both';
  return { edge, by: direction * STEP_MINUTES };
}

interface BarProps extends DayTrackProps {
  readonly interval: Interval;
  readonly index: number;
  onGrab(event: PointerEvent, index: number, edge: EdgeMove): void;
}

function Bar({ day, hours, readOnly, onChange, interval, index, onGrab }: BarProps): ReactElement {
  const [opens, closes] = interval;
  const start = minutesOf(opens);
  const style = {
    left: percent(start),
    width: percent(Math.max(STEP_MINUTES / 2, minutesOf(closes) - start)),
  };
  const text = `${opens}–${closes}`;
  if (readOnly) return <span className="cal-bar" style={style} title={text} />;
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = keyStep(event);
    if (step) onChange(moveInterval(hours, index, step.edge, step.by));
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      onChange(withoutInterval(hours, index));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <button
      type="button"
      className="cal-bar"
      style={style}
      title={text}
      aria-label={t(
        '{{day}}, {{hours}}. Arrow keys move it, with Shift its end, with Alt its beginning; Delete removes it.',
        { day, hours: text },
      )}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        const box = event.currentTarget.getBoundingClientRect();
        const isStart = event.clientX - box.left < GRIP;
        const isEnd = box.right - event.clientX < GRIP;
        onGrab(event, index, isStart ? 'opens' : isEnd ? 'closes' : 'both');
      }}
    />
  );
}

/** A day as a line of 24 hours with its open stretches. Drawing on it opens, dragging moves. */
export function DayTrack(props: DayTrackProps): ReactElement {
  const { track, shown, begin, move, end } = useDrag(props);
  return (
    <div
      ref={track}
      className="cal-track"
      data-edit={props.readOnly ? undefined : ''}
      onPointerDown={(event) => begin(event, null, 'both')}
      onPointerMove={move}
      onPointerUp={() => end(true)}
      onPointerCancel={() => end(false)}
      title={props.readOnly ? undefined : t('Draw here to open this day')}
    >
      {shown.map((interval, index) => (
        <Bar
          key={index}
          {...props}
          hours={shown}
          interval={interval}
          index={index}
          onGrab={begin}
        />
      ))}
    </div>
  );
}

/** Hours named above and below the lines of a week. */
export const TRACK_HOURS = [0, 6, 12, 18, 24].map((hour) => ({
  label: timeOf(hour * 60),
  left: percent(hour * 60),
}));
