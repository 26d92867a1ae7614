import type { SlaCondition, SlaPolicyDocument } from '../model/policy.ts';
import { ORIGINS } from '../model/ticket.ts';
import type { TicketKind } from '../model/ticket.ts';

/** Every value a field can have, where they are few. */
const ALL_VALUES: Readonly<Partial<Record<SlaCondition['field'], readonly string[]>>> = {
  priority: ['1', '2', '3', '4'],
  vip: ['yes', 'no'],
  major: ['yes', 'no'],
  origin: ORIGINS,
};

/** Conditions with the sites as one of them. */
export function conditionsOf(policy: SlaPolicyDocument): readonly SlaCondition[] {
  const conditions = policy.conditions ?? [];
  if (policy.siteIds === undefined) return conditions;
  return [...conditions, { field: 'site', anyOf: policy.siteIds }];
}

/** Can never be true, whatever the record. */
export function isNever({ field, anyOf, not }: SlaCondition): boolean {
  if (not !== true) return anyOf.length === 0;
  return ALL_VALUES[field]?.every((value) => anyOf.includes(value)) ?? false;
}

/** Two conditions about one field that no value makes true together. */
export function excludeEachOther(a: SlaCondition, b: SlaCondition): boolean {
  // Several contracts may stand behind one record.
  if (a.field !== b.field || a.field === 'contract') return false;
  if (a.not !== true && b.not !== true) return !a.anyOf.some((value) => b.anyOf.includes(value));
  if (a.not !== true) return a.anyOf.every((value) => b.anyOf.includes(value));
  if (b.not !== true) return b.anyOf.every((value) => a.anyOf.includes(value));
  return false;
}

/** Does every record that meets `narrow` meet `wide`? False where that cannot be told. */
function implies(narrow: SlaCondition, wide: SlaCondition): boolean {
  if (narrow.field !== wide.field) return false;
  const isIn = (values: readonly string[], all: readonly string[]): boolean =>
    values.every((value) => all.includes(value));
  if (narrow.not !== true && wide.not !== true) return isIn(narrow.anyOf, wide.anyOf);
  if (narrow.not === true && wide.not === true) return isIn(wide.anyOf, narrow.anyOf);
  if (wide.not === true) {
    const isSingle = narrow.field !== 'contract';
    return isSingle && !narrow.anyOf.some((value) => wide.anyOf.includes(value));
  }
  const left = ALL_VALUES[narrow.field]?.filter((value) => !narrow.anyOf.includes(value));
  return left !== undefined && isIn(left, wide.anyOf);
}

/** Every record that the conditions of `narrow` let through, those of `wide` let through too. */
export function isWithin(narrow: SlaPolicyDocument, wide: SlaPolicyDocument): boolean {
  const own = conditionsOf(narrow);
  return conditionsOf(wide).every((condition) => own.some((each) => implies(each, condition)));
}

/** In force whenever the other one is. */
export function outlasts(wide: SlaPolicyDocument, narrow: SlaPolicyDocument): boolean {
  const begins = wide.validFrom === undefined || startOf(wide) <= startOf(narrow);
  return begins && endOf(wide) >= endOf(narrow);
}

/** Both are in force at some time, but neither all the while of the other. */
export function overlapsInTime(a: SlaPolicyDocument, b: SlaPolicyDocument): boolean {
  if (outlasts(a, b) || outlasts(b, a)) return false;
  return startOf(a) < endOf(b) && startOf(b) < endOf(a);
}

function startOf({ validFrom }: SlaPolicyDocument): number {
  return validFrom === undefined ? -Infinity : Date.parse(validFrom);
}

function endOf({ validTo }: SlaPolicyDocument): number {
  return validTo === undefined ? Infinity : Date.parse(validTo);
}

/** In the order in which they are asked. */
export function byOrder(a: SlaPolicyDocument, b: SlaPolicyDocument): number {
  return a.order - b.order || (a.id < b.id ? -1 : 1);
}

/**
 * The policies asked earlier that leave none of a policy's tickets over, one per kind of ticket;
 * null where some ticket may come through.
 */
export function shadowsOf(
  policy: SlaPolicyDocument,
  earlier: readonly SlaPolicyDocument[],
): readonly SlaPolicyDocument[] | null {
  const wider = earlier.filter((each) => isWithin(policy, each) && outlasts(each, policy));
  const found = new Set<SlaPolicyDocument>();
  for (const kind of policy.ticketKinds) {
    const shadow = wider.find(({ ticketKinds }) => (ticketKinds as TicketKind[]).includes(kind));
    if (!shadow) return null;
    found.add(shadow);
  }
  return found.size === 0 ? null : [...found];
}
