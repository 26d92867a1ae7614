import { useCallback, useMemo } from 'react';
import type { CannedResponse, ChecklistPolicy, Macro } from '../../../../shared/model/policy.ts';
import type { Ticket, TicketKind } from '../../../../shared/model/ticket.ts';
import type { MacroFacts } from '../../../../shared/workflow/macro.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { ComposerMode } from '../../../ui/composer.tsx';
import { useLocale } from '../../../ui/i18n.ts';
import { responseValues } from '../../../words/response-values.ts';
import type { ResponseSurroundings } from '../../../words/response-values.ts';

interface Aid {
  readonly name: string;
  readonly ticketKinds: readonly TicketKind[];
  readonly ownerUserName?: string;
}

function offered<A extends Aid>(all: readonly A[], kinds: readonly TicketKind[], user: string) {
  return all
    .filter(({ ownerUserName }) => ownerUserName === undefined || ownerUserName === user)
    .filter(({ ticketKinds }) => kinds.some((kind) => ticketKinds.includes(kind)))
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Texts for a record; what is meant for the team alone is not offered for the requester. */
export function useResponses(kind: TicketKind, mode: ComposerMode): readonly CannedResponse[] {
  const reference = useReference();
  const { session } = useReplica();
  return useMemo(
    () =>
      offered(policiesOf(reference, 'canned-response'), [kind], session.userName).filter(
        ({ audience }) => mode === 'internal' || audience === 'public',
      ),
    [reference, kind, mode, session.userName],
  );
}

/** Macros for at least one of the kinds: those of the desk, and the person's own. */
export function useMacros(kinds: readonly TicketKind[]): readonly Macro[] {
  const reference = useReference();
  const { session } = useReplica();
  const key = kinds.join(' ');
  return useMemo(
    () =>
      offered(
        policiesOf(reference, 'macro'),
        key.split(' ') as readonly TicketKind[],
        session.userName,
      ),
    [reference, key, session.userName],
  );
}

/** What the texts of a record are filled in with, asked at the moment of use. */
export function useSurroundings(): () => ResponseSurroundings {
  const reference = useReference();
  const me = useMe();
  const locale = useLocale();
  const { now } = useReplica();
  return useCallback(() => ({ reference, me, locale, now: now() }), [reference, me, locale, now]);
}

function checklistsOf(reference: ReferenceSnapshot): ReadonlyMap<string, ChecklistPolicy> {
  return new Map(policiesOf(reference, 'checklist').map((policy) => [policy.id, policy]));
}

/**
 * What a macro may ask about a record. For one record or for many: the bulk run asks for each.
 * `planMacro` and `applyMacro` of shared/workflow/macro.ts take it.
 */
export function useMacroFacts(): (ticket: Ticket) => MacroFacts {
  const surroundings = useSurroundings();
  return useCallback(
    (ticket) => {
      const around = surroundings();
      return {
        values: responseValues(ticket, around),
        meId: around.me?.id,
        checklists: checklistsOf(around.reference),
      };
    },
    [surroundings],
  );
}
