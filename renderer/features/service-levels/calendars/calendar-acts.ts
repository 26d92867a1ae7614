import { useMemo } from 'react';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { Place, Team } from '../../../../shared/model/reference.ts';
import { CommandError } from '../../../../shared/workflow/command.ts';
import type { CommandContext, CommandResult } from '../../../../shared/workflow/command.ts';
import {
  assignCalendar,
  removeCalendar,
  restorePolicy,
  saveCalendar,
  undoPolicySave,
} from '../../../../shared/workflow/sla-commands.ts';
import type { CalendarBody } from '../../../../shared/workflow/sla-commands.ts';
import { useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { t } from '../../../ui/i18n.ts';
import { offerUndo } from '../../../ui/undo.ts';

/** Why something could not be done, for the person; nothing when it was done. */
export type Outcome = string | undefined;

async function attempt(act: () => Promise<unknown>): Promise<Outcome> {
  try {
    await act();
    return undefined;
  } catch (error) {
    if (error instanceof CommandError) return t(error.message);
    return t('This could not be stored. What you typed is kept.');
  }
}

async function currentCalendar(replica: Replica, id: string): Promise<CalendarPolicy> {
  const policy = await replica.get('policies', id);
  if (policy?.kind === 'calendar') return policy;
  throw new CommandError('This calendar is not here any more.');
}

function saveActs(replica: Replica) {
  const takeBack = async (
    id: string,
    former: CalendarPolicy | null,
    mutationId: string,
    label: string,
  ): Promise<void> => {
    const current = await currentCalendar(replica, id);
    await replica.run((context) => undoPolicySave(current, former, mutationId, context), label);
  };
  return {
    /**
     * Saves what was edited, on what the person saw. Calls `onSaved` with its id.
     *
     * @param since see `saveCalendar`
     */
    save(
      base: CalendarPolicy | null,
      body: CalendarBody,
      since: 'now' | 'always',
      onSaved: (id: string) => void,
    ): Promise<Outcome> {
      return attempt(async () => {
        const label = t('Calendar {{name}}', { name: body.name.trim() });
        const former = base && (await currentCalendar(replica, base.id));
        const { writes, mutationId } = await replica.run(
          (context) => saveCalendar(base, body, context, { since }),
          label,
        );
        const id = writes[0]?.document.id ?? base?.id;
        if (id === undefined) return;
        onSaved(id);
        if (writes.length === 0) return;
        offerUndo({
          text: base === null ? t('Calendar created') : t('Calendar changed'),
          detail: body.name.trim(),
          undo: () => attempt(() => takeBack(id, former, mutationId, label)),
        });
      });
    },
  };
}

function otherActs(replica: Replica) {
  const onCalendar = async (
    id: string,
    act: (calendar: CalendarPolicy, context: CommandContext) => CommandResult,
  ): Promise<void> => {
    const calendar = await currentCalendar(replica, id);
    await replica.run(
      (context) => act(calendar, context),
      t('Calendar {{name}}', { name: calendar.name }),
    );
  };
  const give = async (owner: Team | Place, calendarId: CalendarPolicy['id'] | null) => {
    const current =
      owner.kind === 'team'
        ? await replica.get('people', owner.id)
        : await replica.get('places', owner.id);
    const isOwner = current && current.kind !== 'person' && current.kind !== 'organisation';
    if (!isOwner) throw new CommandError('This is not here any more.');
    await replica.run(
      (context) => assignCalendar(current, calendarId, context),
      t('Calendar of {{name}}', { name: owner.name }),
    );
  };
  return {
    /** Removes a calendar that nobody counts by. */
    remove(calendar: CalendarPolicy, users: readonly unknown[]): Promise<Outcome> {
      return attempt(async () => {
        await onCalendar(calendar.id, (current, context) =>
          removeCalendar(current, users, context),
        );
        offerUndo({
          text: t('Calendar removed'),
          detail: calendar.name,
          undo: () => attempt(() => onCalendar(calendar.id, restorePolicy)),
        });
      });
    },
    /** Gives a team or a place the calendar, or takes it away. */
    assign(owner: Team | Place, calendarId: CalendarPolicy['id'] | null): Promise<Outcome> {
      const before = owner.calendarId ?? null;
      return attempt(async () => {
        await give(owner, calendarId);
        offerUndo({
          text: calendarId === null ? t('Calendar taken off') : t('Calendar given'),
          detail: owner.name,
          undo: () => attempt(() => give(owner, before)),
        });
      });
    },
  };
}

function actsOf(replica: Replica) {
  return { ...saveActs(replica), ...otherActs(replica) };
}

export type CalendarActs = ReturnType<typeof actsOf>;

/** Everything a person can do to a calendar; each act says what went wrong in a sentence. */
export function useCalendarActs(): CalendarActs {
  const replica = useReplica();
  return useMemo(() => actsOf(replica), [replica]);
}
