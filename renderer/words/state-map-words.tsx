import type { TicketKind } from '../../shared/model/ticket.ts';
import { STATE_MACHINES, stateSpec } from '../../shared/workflow/states.ts';
import type { StateMapState } from '../ui/state-map.tsx';
import type { StateMapMove } from '../ui/state-map-layout.ts';
import { StateMark } from '../ui/state-mark.tsx';
import { stateLabel, stateMarkOf } from './ticket-words.ts';

/** The states of a kind as they are drawn. */
export function statesOf(kind: TicketKind): readonly StateMapState[] {
  return STATE_MACHINES[kind].order.map((id) => ({
    id,
    label: stateLabel(id),
    mark: <StateMark state={stateMarkOf(id)} />,
    isOver: !stateSpec(kind, id).open,
  }));
}

/** Every move that a kind allows. */
export function movesOf(kind: TicketKind): readonly StateMapMove[] {
  return STATE_MACHINES[kind].order.flatMap((from) =>
    stateSpec(kind, from).next.map((to) => ({ from, to })),
  );
}
