import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { Policy } from '../../../shared/model/policy.ts';
import { mayWrite } from '../../../shared/policy/rights.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import type { CommandContext, CommandResult } from '../../../shared/workflow/command.ts';
import { useReplica } from '../../replica/hooks.ts';
import { useKeptForm } from '../../replica/use-kept-form.ts';
import type { KeptForm } from '../../replica/use-kept-form.ts';
import { useNavigation } from '../../state/navigation.ts';
import type { SettingsPage } from '../../state/routes.ts';
import { t } from '../../ui/i18n.ts';
import { toast } from '../../ui/toast.ts';
import { useSettingActs } from './setting-acts.ts';

export interface EditorSubject<P extends Policy, B> {
  readonly page: SettingsPage;
  /** Null: a new one. */
  readonly base: P | null;
  /** Of the address: an id, or `new`. */
  readonly id: string;
  /** What is stored, or what a new one begins with; the same object while nothing changes. */
  readonly initial: B;
  readonly mayEdit: boolean;
  /** Throws a CommandError with the field that is wrong. */
  check(body: B): void;
  write(former: P | null, body: B, context: CommandContext): CommandResult;
  nameOf(body: B): string;
  /** "Macro saved", said with its name. */
  readonly saved: string;
  readonly removed: string;
}

interface Problem {
  readonly field: string;
  readonly text: string;
}

export interface SettingEditor<B> {
  readonly body: B;
  readonly kept: KeptForm<B>;
  readonly mayEdit: boolean;
  readonly isNew: boolean;
  /** Its element holds the form; the first wrong field in it takes the focus. */
  readonly root: RefObject<HTMLDivElement | null>;
  set(patch: Partial<B>): void;
  /** What is wrong with a field, once somebody tried to save. */
  errorAt(field: string): string | undefined;
  save(): void;
  remove(): void;
}

/** The address of something that is being written for the first time. */
export const NEW_ID = 'new';

/** May the person change a document of the settings that has this owner? */
export function useMayEdit(): (ownerUserName: string | undefined) => boolean {
  const { session } = useReplica();
  return (owner) =>
    owner === session.userName ||
    (owner === undefined && mayWrite(session.roles, 'policies', 'update'));
}

export function goToPage(page: SettingsPage, id?: string): void {
  useNavigation
    .getState()
    .go(id === undefined ? { kind: 'settings', page } : { kind: 'settings', page, id });
}

function problemIn<B>(body: B, check: (body: B) => void): Problem | null {
  try {
    check(body);
    return null;
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    return { field: error.field ?? '', text: t(error.message) };
  }
}

function focusWrong(root: HTMLElement | null): void {
  const place = root?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong="true"]');
  const input = place?.matches('input, select, textarea')
    ? place
    : place?.querySelector<HTMLElement>('input, select, textarea, button');
  input?.focus();
  (input ?? place)?.scrollIntoView({ block: 'center' });
}

/** Shows the first wrong field after a failed attempt, as soon as it is marked. */
function useWrongInSight(attempts: number, root: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (attempts > 0) focusWrong(root.current);
  }, [attempts, root]);
}

/**
 * A document of the settings as a form: edits are kept on every keystroke and outlive a crash,
 * are checked by the command's own rules, saved by one command and taken back by undo. Null until
 * the disk was asked for edits of before.
 */
export function useSettingEditor<P extends Policy, B extends object>(
  subject: EditorSubject<P, B>,
): SettingEditor<B> | null {
  const { page, base, id, initial, mayEdit, check, write, nameOf, saved, removed } = subject;
  const acts = useSettingActs();
  const kept = useKeptForm<B>(`setting:${page}:${id}`, initial, base?.version ?? null);
  const [attempts, setAttempts] = useState(0);
  const [refused, setRefused] = useState<Problem | null>(null);
  const isSaving = useRef(false);
  const root = useRef<HTMLDivElement>(null);
  const body = kept?.value ?? initial;
  const problem = useMemo(() => problemIn(body, check), [body, check]);
  useWrongInSight(attempts, root);
  if (kept === null) return null;
  const leave = (): void => goToPage(page);
  const save = (): void => {
    if (isSaving.current || !mayEdit || (!kept.isChanged && base !== null)) return;
    if (problem !== null) {
      setAttempts(attempts + 1);
      toast({ tone: 'warning', text: problem.text });
      return;
    }
    isSaving.current = true;
    const words = { name: nameOf(body), done: saved };
    void acts
      .save(base, (former, context) => write(former, body, context), words)
      .then((done) => {
        isSaving.current = false;
        if ('problem' in done) {
          setRefused({ field: done.field ?? '', text: done.problem });
          toast({ tone: 'danger', text: done.problem });
          return;
        }
        kept.discard();
        leave();
      });
  };
  const remove = (): void => {
    if (base === null) return;
    void acts.remove(base.id, { name: nameOf(initial), done: removed }).then((failed) => {
      if (failed !== undefined) toast({ tone: 'danger', text: failed });
      else {
        kept.discard();
        leave();
      }
    });
  };
  return {
    body,
    kept,
    mayEdit,
    isNew: base === null,
    root,
    set: (patch) => {
      if (!mayEdit) return;
      setRefused(null);
      kept.set({ ...body, ...patch });
    },
    errorAt: (field) => {
      if (refused?.field === field) return refused.text;
      return attempts > 0 && problem?.field === field ? problem.text : undefined;
    },
    save,
    remove,
  };
}
