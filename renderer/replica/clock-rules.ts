import type { Contract, Party, Person } from '../../shared/model/reference.ts';
import type { Policy, SlaPolicyDocument } from '../../shared/model/policy.ts';
import { slaRules } from '../../shared/sla/sla-rules.ts';
import type { SlaRules } from '../../shared/sla/sla-rules.ts';
import type { ReferenceSnapshot } from './reference.ts';

/** The rules after a change of reference data, and whose clocks it moves. */
export interface RulesChange {
  readonly rules: SlaRules;
  /** Tickets of these requesters. */
  readonly affected: 'none' | 'all' | ReadonlySet<string>;
}

/** The service-level rules of a workspace. */
export function rulesOf({ policies, people, places, catalog }: ReferenceSnapshot): SlaRules {
  return slaRules({
    policies: policies.values(),
    people: people.values(),
    places: places.values(),
    catalog: catalog.values(),
  });
}

/**
 * Policies, calendars, contracts and the hours of places and teams move every clock. A person moves
 * those of what they reported: thousands of people arrive in a first sync, and nothing but them.
 */
export function rulesAfter(
  rules: SlaRules,
  last: ReferenceSnapshot,
  next: ReferenceSnapshot,
): RulesChange {
  if (last === next) return { rules, affected: 'none' };
  const isOther =
    movedIds(last.policies, next.policies, policyPart).size > 0 ||
    movedIds(last.catalog, next.catalog, catalogPart).size > 0;
  if (isOther) return { rules: rulesOf(next), affected: 'all' };
  if (last.people === next.people && last.places === next.places) {
    return { rules, affected: 'none' };
  }
  const { people, calendarOf } = slaRules({
    policies: [],
    people: next.people.values(),
    places: next.places.values(),
  });
  if (!isSameMap(calendarOf, rules.calendarOf)) return { rules: rulesOf(next), affected: 'all' };
  const requesters = movedIds(last.people, next.people, personPart);
  if (requesters.size === 0) return { rules, affected: 'none' };
  return { rules: { ...rules, people }, affected: requesters };
}

function isSameMap(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, value] of a) if (b.get(key) !== value) return false;
  return true;
}

/** Whether a policy, or an earlier state of it, counts by the hours of where an item stands. */
export function usesItems({ calendarSource, earlier }: SlaPolicyDocument): boolean {
  return [calendarSource, ...(earlier ?? []).map((each) => each.calendarSource)].includes(
    'item-site',
  );
}

/** Ids whose part that matters here is another than before; '' where nothing of it matters. */
function movedIds<T>(
  last: ReadonlyMap<string, T>,
  next: ReadonlyMap<string, T>,
  partOf: (document: T) => string,
): ReadonlySet<string> {
  const moved = new Set<string>();
  if (last === next) return moved;
  for (const [id, document] of next) {
    const before = last.get(id);
    if (before === document) continue;
    if (partOf(document) !== (before === undefined ? '' : partOf(before))) moved.add(id);
  }
  for (const [id, document] of last) {
    if (!next.has(id) && partOf(document) !== '') moved.add(id);
  }
  return moved;
}

function policyPart({ kind, version, mutationId }: Policy): string {
  return kind === 'sla' || kind === 'calendar' ? `${String(version)} ${mutationId}` : '';
}

function catalogPart(entry: { readonly kind: string } | Contract): string {
  if (entry.kind !== 'contract') return '';
  const { serviceIds, siteIds, validFrom, validTo, removedAt } = entry as Contract;
  return JSON.stringify([serviceIds, siteIds, validFrom, validTo, removedAt]);
}

function personPart(party: Party): string {
  if (party.kind !== 'person' || party.removedAt !== undefined) return '';
  const { vip, siteId, userName }: Person = party;
  return [vip === undefined ? '' : 'vip', siteId ?? '', userName ?? '']
    .join('|')
    .replace(/^\|+$/, '');
}
