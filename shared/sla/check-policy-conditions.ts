import type { Policy, SlaCondition, SlaPolicyDocument } from '../model/policy.ts';
import type { CatalogEntry, Party, Place } from '../model/reference.ts';
import { ORIGINS } from '../model/ticket.ts';
import { conditionsOf, excludeEachOther, isNever } from './policy-overlap.ts';
import type { ProblemList } from './policy-problems.ts';

/** What a policy is judged beside. */
export interface PolicyContext {
  /** All that is stored: policies, calendars, categories; the policy itself may be among them. */
  readonly policies: ReadonlyMap<string, Policy>;
  readonly people: ReadonlyMap<string, Party>;
  readonly places: ReadonlyMap<string, Place>;
  readonly catalog: ReadonlyMap<string, CatalogEntry>;
}

const PRIORITIES = ['1', '2', '3', '4'];
const YES_NO = ['yes', 'no'];

/** Reports conditions that name what is not there, and those that can never be true. */
export function checkConditions(
  policy: SlaPolicyDocument,
  context: PolicyContext,
  list: ProblemList,
): void {
  const conditions = conditionsOf(policy);
  conditions.forEach((condition, i) => {
    const field = fieldOf(policy, i);
    if (condition.anyOf.length === 0) list.error(field, 'no-value');
    else if (isNever(condition)) list.error(field, 'never-true');
    for (const value of condition.anyOf) checkValue(condition, value, field, policy, context, list);
    const other = conditions.slice(0, i).find((each) => excludeEachOther(each, condition));
    if (other && condition.anyOf.length > 0 && other.anyOf.length > 0)
      list.error(field, 'conditions-clash', { field: condition.field });
    if (asksForMajor(condition) && !policy.ticketKinds.includes('incident'))
      list.error(field, 'major-needs-incident');
  });
  checkPriorities(policy, list);
}

function fieldOf({ conditions }: SlaPolicyDocument, index: number): string {
  return index < (conditions ?? []).length ? `conditions[${index}]` : 'siteIds';
}

function asksForMajor({ field, anyOf, not }: SlaCondition): boolean {
  if (field !== 'major') return false;
  return not === true ? anyOf.includes('no') : !anyOf.includes('no') && anyOf.includes('yes');
}

function checkValue(
  { field }: SlaCondition,
  value: string,
  place: string,
  policy: SlaPolicyDocument,
  context: PolicyContext,
  list: ProblemList,
): void {
  const isOf = (possible: readonly string[]): void => {
    if (!possible.includes(value)) list.error(place, 'bad-value', { value });
  };
  switch (field) {
    case 'priority':
      isOf(PRIORITIES);
      return;
    case 'vip':
    case 'major':
      isOf(YES_NO);
      return;
    case 'origin':
      isOf(ORIGINS);
      return;
    case 'category':
    case 'subcategory':
      if (!categoryWords(field, policy, context).includes(value))
        list.warning(place, 'unknown-category', { field, value });
      return;
    case 'service':
    case 'site':
    case 'team':
    case 'contract': {
      const gone = goneName(field, value, context);
      if (gone !== null) list.error(place, 'record-gone', { value: gone });
    }
  }
}

function categoryWords(
  field: 'category' | 'subcategory',
  { ticketKinds }: SlaPolicyDocument,
  { policies }: PolicyContext,
): readonly string[] {
  return [...policies.values()].flatMap((each) => {
    if (each.kind !== 'category' || each.removedAt) return [];
    if (!each.ticketKinds.some((kind) => ticketKinds.includes(kind))) return [];
    return field === 'category' ? [each.name] : each.subcategories;
  });
}

/** What is not there any more, by its name or, where that is gone too, its id; null: it is there. */
function goneName(
  field: 'service' | 'site' | 'team' | 'contract',
  id: string,
  { people, places, catalog }: PolicyContext,
): string | null {
  const found =
    field === 'site' ? places.get(id) : field === 'team' ? people.get(id) : catalog.get(id);
  const isKind = field === 'site' || found?.kind === field;
  return found && isKind && found.removedAt === undefined ? null : (found?.name ?? id);
}

/** A policy for priorities that no target has time for says nothing. */
function checkPriorities(policy: SlaPolicyDocument, list: ProblemList): void {
  const asked = (policy.conditions ?? []).filter(({ field }) => field === 'priority');
  const possible = PRIORITIES.filter((priority) =>
    asked.every(({ anyOf, not }) => anyOf.includes(priority) !== (not ?? false)),
  );
  if (asked.length === 0 || possible.length === 0 || policy.targets.length === 0) return;
  const hasTime = policy.targets.some(({ minutes }) =>
    possible.some((priority) => minutes[Number(priority) - 1] !== null),
  );
  if (!hasTime) list.error('targets', 'no-time-for-priority', { priorities: possible.join(', ') });
}
