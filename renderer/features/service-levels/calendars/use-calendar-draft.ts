import { useMemo } from 'react';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import type { DraftDocument } from '../../../replica/local-documents.ts';
import type { Replica } from '../../../replica/replica.ts';
import { useKeptForm } from '../../../replica/use-kept-form.ts';
import { bodyOf, draftOf, newDraft } from './calendar-draft.ts';
import type { CalendarDraft } from './calendar-draft.ts';

interface Edited {
  /** What the person saw when the first key was pressed; the save is made on it. */
  readonly base: CalendarPolicy | null;
  readonly draft: CalendarDraft;
}

export interface DraftState extends Edited {
  readonly isDirty: boolean;
  /** Somebody else saved it since the person began. */
  readonly isOvertaken: boolean;
  change(next: CalendarDraft): void;
  discard(): void;
}

/** Begins a new calendar with a draft, such as a copy; it is there when `new` is opened. */
export async function keepNewDraft(replica: Replica, draft: CalendarDraft): Promise<void> {
  const keptAt = new Date(replica.now()).toISOString();
  const value: Edited = { base: null, draft };
  const text = JSON.stringify({ value, version: null, keptAt });
  const document: DraftDocument = { id: 'draft:calendar:new', kind: 'draft', text, keptAt };
  await replica.local.put([document]);
}

/** The zone of this machine, for a calendar that has none yet. */
export function machineZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/**
 * The draft of a calendar, or of a new one where `calendar` is null; kept on the disk until it is
 * saved or discarded. Null until it was read.
 */
export function useCalendarDraft(calendar: CalendarPolicy | null): DraftState | null {
  const clean = useMemo<Edited>(
    () => ({
      base: calendar,
      draft: calendar ? draftOf(calendar) : newDraft(machineZone()),
    }),
    [calendar],
  );
  const id = `calendar:${calendar?.id ?? 'new'}`;
  const form = useKeptForm<Edited>(id, clean, calendar?.version ?? null);
  if (form === null) return null;
  const { base, draft } = form.value;
  const before = base ? draftOf(base) : clean.draft;
  const isDirty =
    form.isChanged && JSON.stringify(bodyOf(draft)) !== JSON.stringify(bodyOf(before));
  return {
    base,
    draft,
    isDirty,
    isOvertaken: isDirty && form.isOvertaken,
    change: (next) => form.set({ base, draft: next }),
    discard: form.discard,
  };
}
