import type { SlaEvent, SlaTrigger, StateCondition } from './sla-types.ts';

/** Whether an event is one of the things that start, resume or reset a target. */
export function isTriggered(triggers: readonly SlaTrigger[] | undefined, event: SlaEvent): boolean {
  return triggers?.some((trigger) => isTrigger(trigger, event)) ?? false;
}

function isTrigger(trigger: SlaTrigger, event: SlaEvent): boolean {
  switch (trigger.on) {
    case 'state':
      return (
        (event.kind === 'state' || event.kind === 'created') &&
        holds(
          {
            states: trigger.states ?? [],
            ...(trigger.reasons ? { reasons: trigger.reasons } : {}),
          },
          event,
        )
      );
    case 'public-comment':
      return event.kind === 'comment' && event.isPublic && !event.byRequester;
    case 'requester-comment':
      return event.kind === 'comment' && event.byRequester;
    case 'assigned':
      return event.kind === 'assignment' && event.isAssigned;
    case 'team-changed':
      return event.kind === 'facts' && 'teamId' in event.facts;
  }
}

/** Whether a record in a state is what a condition names. */
export function holds(
  { states, reasons }: StateCondition,
  { state, reason }: { readonly state: string; readonly reason?: string | undefined },
): boolean {
  if (!states.includes(state)) return false;
  return reasons === undefined || (reason !== undefined && reasons.includes(reason));
}
