import { createContext, useContext } from 'react';
import type { SlaPolicyDocument, SlaTargetDocument } from '../../../../shared/model/policy.ts';
import { localToInstant } from '../../../../shared/sla/local-time.ts';
import { conditionsOf } from '../../../../shared/sla/policy-overlap.ts';
import type { PolicyProblem } from '../../../../shared/sla/policy-problems.ts';
import type { SlaPolicyBody } from '../../../../shared/workflow/sla-commands.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';

/** What is edited: the policy, and what was typed where it is no figure yet, by path. */
export interface PolicyForm {
  readonly body: SlaPolicyBody;
  readonly texts: Readonly<Record<string, string>>;
}

/** What was typed into a box; null: nothing that differs from the figure. */
export interface Typed {
  readonly path: string;
  readonly text: string | null;
}

/** Undefined takes an optional field off. */
export type Patch<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** What every part of the form reads and changes. */
export interface PolicyFormParts {
  readonly form: PolicyForm;
  readonly reference: ReferenceSnapshot;
  readonly mayEdit: boolean;
  /** It is not stored yet. */
  readonly isNew: boolean;
  set(patch: Patch<SlaPolicyBody>): void;
  setTarget(index: number, patch: Patch<SlaTargetDocument>, typed?: Typed): void;
  /** Problems of a field; with `deep` those of all below it too. */
  problemsAt(path: string, deep?: boolean): readonly PolicyProblem[];
}

export const PolicyFormContext = createContext<PolicyFormParts | null>(null);

export function usePolicyForm(): PolicyFormParts {
  const parts = useContext(PolicyFormContext);
  if (!parts) throw new Error('This part of the form needs the form around it');
  return parts;
}

/** What a person decides about a stored policy; its sites become a condition like any other. */
export function bodyOf(policy: SlaPolicyDocument): SlaPolicyBody {
  const conditions = conditionsOf(policy);
  const { name, agreement, validFrom, validTo, calendarSource } = policy;
  return {
    name,
    ...(agreement === undefined ? {} : { agreement }),
    ...(validFrom === undefined ? {} : { validFrom }),
    ...(validTo === undefined ? {} : { validTo }),
    ticketKinds: policy.ticketKinds,
    order: policy.order,
    ...(conditions.length === 0 ? {} : { conditions }),
    calendarId: policy.calendarId,
    ...(calendarSource === undefined ? {} : { calendarSource }),
    targets: policy.targets,
    pauseReasons: policy.pauseReasons,
    retroactive: policy.retroactive,
    reopen: policy.reopen,
  };
}

/** The policy as it would be stored, to be checked and evaluated. */
export function documentOf(body: SlaPolicyBody, base: SlaPolicyDocument | null): SlaPolicyDocument {
  const { siteIds: _sites, conditions: _conditions, ...rest } = base ?? {};
  const id = base?.id ?? NEW_ID;
  return { ...rest, ...body, id, kind: 'sla' } as SlaPolicyDocument;
}

/** Sorts behind every policy that is there. */
const NEW_ID = 'policy:~new';

/** The value with a patch; fields that are undefined in it are gone. */
export function patched<T extends object>(value: T, patch: Patch<T>): T {
  const next: Record<string, unknown> = { ...value, ...patch };
  for (const key of Object.keys(patch)) {
    if (next[key] === undefined) Reflect.deleteProperty(next, key);
  }
  return next as T;
}

/** The texts with one of them kept or dropped. */
export function withTyped(
  texts: PolicyForm['texts'],
  typed: Typed | undefined,
): PolicyForm['texts'] {
  if (!typed) return texts;
  const { [typed.path]: _former, ...others } = texts;
  return typed.text === null ? others : { ...others, [typed.path]: typed.text };
}

/* Dates ---------------------------------------------------------------------------- */

const DAY_MS = 86_400_000;

/** Local date of an instant, `2027-04-01`. */
function localDate(ms: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return format.format(ms);
}

function midnight(date: string, timeZone: string): string {
  return new Date(localToInstant(timeZone, `${date} 00:00`)).toISOString();
}

/** The first day a policy is in force, in the zone of its calendar. */
export function firstDay(validFrom: string | undefined, timeZone: string): string {
  return validFrom === undefined ? '' : localDate(Date.parse(validFrom), timeZone);
}

export function fromFirstDay(date: string, timeZone: string): string | undefined {
  return date === '' ? undefined : midnight(date, timeZone);
}

/** The last day a policy is in force. */
export function lastDay(validTo: string | undefined, timeZone: string): string {
  return validTo === undefined ? '' : localDate(Date.parse(validTo) - 1, timeZone);
}

export function fromLastDay(date: string, timeZone: string): string | undefined {
  if (date === '') return undefined;
  const next = new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  return midnight(next, timeZone);
}
