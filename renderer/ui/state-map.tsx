import { useId, useMemo, type JSX, type ReactNode } from 'react';
import { cx } from './cx.ts';
import { t } from './i18n.ts';
import { layoutStates, STATE_BOX } from './state-map-layout.ts';
import type { StateMapLayout, StateMapMove } from './state-map-layout.ts';
import './state-map.css';

export interface StateMapState {
  readonly id: string;
  readonly label: string;
  readonly mark: ReactNode;
  /** Nobody has to do anything any more. */
  readonly isOver: boolean;
}

export interface StateMapProps {
  /** Spoken name. */
  readonly label: string;
  readonly states: readonly StateMapState[];
  readonly moves: readonly StateMapMove[];
  /** Where a record is now; the arrows from there stand out. */
  readonly current?: string;
  readonly direction: 'LR' | 'TB';
}

interface ArrowsProps {
  readonly drawn: StateMapLayout;
  readonly moves: readonly StateMapMove[];
  readonly current: string | undefined;
}

function Arrows({ drawn, moves, current }: ArrowsProps): JSX.Element {
  const arrow = useId();
  return (
    <svg width={drawn.width} height={drawn.height}>
      <defs>
        {['plain', 'strong'].map((kind) => (
          <marker
            key={kind}
            id={`${arrow}-${kind}`}
            className={`state-map__head--${kind}`}
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="7"
            markerHeight="7"
            markerUnits="userSpaceOnUse"
            orient="auto-start-reverse"
          >
            <path d="M0 0 8 4 0 8z" />
          </marker>
        ))}
      </defs>
      {moves.map(({ from, to }, index) => {
        const kind = from === current ? 'strong' : 'plain';
        return (
          <path
            key={`${from} ${to}`}
            className={cx('state-map__arrow', `state-map__arrow--${kind}`)}
            d={drawn.paths[index]}
            markerEnd={`url(#${arrow}-${kind})`}
          />
        );
      })}
    </svg>
  );
}

/** The same to listen to. */
function StateList({ states, moves, current }: StateMapProps): JSX.Element {
  const nameOf = (id: string): string => states.find((each) => each.id === id)?.label ?? id;
  return (
    <ul className="vh">
      {states.map(({ id, label: state }) => {
        const next = moves
          .filter(({ from }) => from === id)
          .map(({ to }) => nameOf(to))
          .join(', ');
        const words =
          next === ''
            ? t('{{state}}: leads nowhere', { state })
            : t('{{state}}: leads to {{next}}', { state, next });
        return <li key={id}>{id === current ? `${words} (${t('now')})` : words}</li>;
      })}
    </ul>
  );
}

/** The states of a kind of record and how one leads to another, drawn and as a list for listening. */
export function StateMap(props: StateMapProps): JSX.Element {
  const { label, states, moves, current, direction } = props;
  const drawn = useMemo(
    () =>
      layoutStates(
        states.map(({ id }) => id),
        moves,
        direction,
      ),
    [states, moves, direction],
  );
  const nextOf = (id: string): readonly string[] =>
    moves.filter(({ from }) => from === id).map(({ to }) => to);
  const isNext = (id: string): boolean => current !== undefined && nextOf(current).includes(id);
  return (
    <div className="state-map" role="group" aria-label={label} tabIndex={0}>
      <div
        className="state-map__sheet"
        style={{ width: drawn.width, height: drawn.height }}
        aria-hidden="true"
      >
        <Arrows drawn={drawn} moves={moves} current={current} />
        {states.map((state) => {
          const { x, y } = drawn.at.get(state.id) ?? { x: 0, y: 0 };
          return (
            <div
              key={state.id}
              className={cx(
                'state-map__box',
                state.isOver && 'is-over',
                state.id === current && 'is-current',
                isNext(state.id) && 'is-next',
              )}
              style={{ left: x, top: y, width: STATE_BOX.width, height: STATE_BOX.height }}
            >
              {state.mark}
              <span className="cut">{state.label}</span>
            </div>
          );
        })}
      </div>
      <StateList {...props} />
    </div>
  );
}
