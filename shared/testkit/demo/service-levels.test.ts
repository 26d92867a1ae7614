import { describe, expect, it } from 'vitest';
import type { AnyDocument } from '../../model/collections.ts';
import type { Entry } from '../../model/entry.ts';
import type { Policy } from '../../model/policy.ts';
import type { CatalogEntry, Party, Place } from '../../model/reference.ts';
import type { Ticket } from '../../model/ticket.ts';
import { evaluateSla } from '../../sla/evaluate-sla.ts';
import { checkSlaPolicy } from '../../sla/check-policy.ts';
import { slaRules } from '../../sla/sla-rules.ts';
import type { SlaTargetResult } from '../../sla/sla-types.ts';
import { ticketSlaInput } from '../../sla/ticket-sla.ts';
import { demoWorkspace } from './workspace.ts';

const now = '2027-03-30T06:46:00.000Z';
const writes = [
  ...demoWorkspace({ seed: 1, nowMs: Date.parse(now), size: 'demo', articles: [] }),
].flat();
const of = <T extends AnyDocument>(collection: string): readonly T[] =>
  writes.filter((write) => write.collection === collection).map(({ document }) => document as T);

const policies = of<Policy>('policies');
const people = of<Party>('people');
const places = of<Place>('places');
const catalog = of<CatalogEntry>('catalog');
const rules = slaRules({ policies, people, places, catalog });
const timelines = new Map<string, Entry[]>();
for (const entry of of<Entry>('entries')) {
  timelines.set(entry.recordId, [...(timelines.get(entry.recordId) ?? []), entry]);
}
const results = of<Ticket>('tickets').flatMap((ticket) =>
  evaluateSla(ticketSlaInput(ticket, timelines.get(ticket.id) ?? [], rules, now)).targets.map(
    (target) => ({ ticket, target }),
  ),
);
const nameOf = ({ policyId }: SlaTargetResult): string => rules.policies.get(policyId)!.name;

describe('the service levels of the demo', () => {
  it('are what an administrator could save', () => {
    const byId = <T extends { readonly id: string }>(all: readonly T[]) =>
      new Map<string, T>(all.map((each) => [each.id, each]));
    const context = {
      policies: byId(policies),
      people: byId(people),
      places: byId(places),
      catalog: byId(catalog),
    };
    const problems = rules.documents.flatMap((document) =>
      checkSlaPolicy(document, context, now)
        .filter(({ severity }) => severity === 'error')
        .map(({ field, code }) => `${document.name}: ${field} ${code}`),
    );
    expect({ problems, calendars: rules.problems }).toEqual({ problems: [], calendars: [] });
  });

  it('give every agreement and every metric something to show, running and judged', () => {
    for (const kind of ['sla', 'ola', 'uc'] as const) {
      const ofKind = results.filter(({ target }) => target.policyKind === kind);
      const states = new Set(ofKind.map(({ target }) => target.state));
      expect([...states], kind).toEqual(expect.arrayContaining(['met', 'breached']));
    }
    const metrics = new Set(results.map(({ target }) => target.metric));
    expect([...metrics].sort()).toEqual(['assignment', 'next-update', 'resolution', 'response']);
    expect(results.every(({ target }) => target.problem === null)).toBe(true);
  });

  it('promise callers who cannot wait more than others, and the others by their site', () => {
    const names = new Map<string, Set<string>>();
    for (const { ticket, target } of results) {
      if (ticket.kind !== 'incident' || target.policyKind !== 'sla') continue;
      const caller = people.find(({ id }) => id === ticket.requesterId);
      const isVip = caller?.kind === 'person' && caller.vip !== undefined;
      const site = places.find(({ id }) => id === ticket.siteId)?.name;
      const who = isVip ? 'a VIP' : site === 'Hamburg office' ? 'an office' : 'a warehouse';
      names.set(who, (names.get(who) ?? new Set()).add(nameOf(target)));
    }
    expect(Object.fromEntries([...names].map(([who, found]) => [who, [...found]]))).toEqual({
      'a VIP': ['VIP incidents'],
      'a warehouse': ['Warehouse incidents'],
      'an office': ['Office incidents'],
    });
  });

  it('count by the hours of the site, and of the team for its own agreement', () => {
    const names = (kind: string): Set<string> =>
      new Set(
        results
          .filter(({ target }) => target.policyKind === kind)
          .map(({ target }) => policies.find(({ id }) => id === target.calendarId)!)
          .map((calendar) => (calendar.kind === 'calendar' ? calendar.name : '')),
      );
    expect([...names('sla')]).toEqual(expect.arrayContaining(['Warehouse shifts', 'Graz hours']));
    expect([...names('ola')]).toEqual(
      expect.arrayContaining(['Desk hours', 'Field team shifts', 'Engineering hours']),
    );
  });

  it('tell people and change nothing by themselves', () => {
    const actions = rules.documents.flatMap(({ targets }) =>
      targets.flatMap(({ escalations = [] }) => escalations.flatMap((rule) => rule.actions)),
    );
    expect(actions.length).toBeGreaterThan(5);
    expect(new Set(actions.map((action) => action.do))).toEqual(new Set(['notify', 'add-watcher']));
  });
});
