import { DEFAULT_MATRIX } from '../../../../shared/workflow/priority.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';

const PEOPLE = [
  {
    id: 'person:marit',
    kind: 'person',
    name: 'Marit Solheim',
    vip: 'Outbound line',
    siteId: 'place:lej',
    teamIds: [],
  },
  { id: 'person:jonas', kind: 'person', name: 'Jonas Wendt', siteId: 'place:grz', teamIds: [] },
  {
    id: 'person:tobias',
    kind: 'person',
    name: 'Tobias Brandt',
    userName: 'tobias.brandt',
    teamIds: ['person:print'],
  },
  {
    id: 'person:denise',
    kind: 'person',
    name: 'Denise Kofler',
    userName: 'denise.kofler',
    teamIds: [],
  },
  { id: 'person:print', kind: 'team', name: 'Print and endpoint' },
];
const PLACES = [
  { id: 'place:lej', kind: 'site', name: 'Leipzig DC' },
  { id: 'place:grz', kind: 'site', name: 'Graz office' },
];
const POLICIES = [
  {
    id: 'policy:periph',
    kind: 'category',
    name: 'Peripherals',
    ticketKinds: ['incident'],
    subcategories: ['Printer driver'],
    defaultTeamId: 'person:print',
  },
];

function mapOf<T>(list: readonly { readonly id: string }[]): ReadonlyMap<string, T> {
  return new Map(list.map((each) => [each.id, each as unknown as T]));
}

/** A handful of people, sites and one category. */
export const REFERENCE: ReferenceSnapshot = {
  people: mapOf(PEOPLE),
  places: mapOf(PLACES),
  catalog: new Map(),
  policies: mapOf(POLICIES),
  byUserName: new Map(
    PEOPLE.flatMap((person) =>
      person.userName === undefined ? [] : [[person.userName, person as never]],
    ),
  ),
  matrix: DEFAULT_MATRIX,
  classes: new Map(),
};

/** An open incident of priority 3, with what is given. */
export function makeRow(part: Partial<TicketRow>): TicketRow {
  return {
    id: 'ticket:1',
    kind: 'incident',
    number: 'INC-1',
    title: 'Label printer prints blank labels',
    state: 'new',
    open: true,
    priority: 3,
    major: false,
    respondedAt: undefined,
    resolvedAt: undefined,
    closedAt: undefined,
    reassignments: 0,
    reopens: 0,
    resolutionCode: undefined,
    resolvedBy: undefined,
    satisfaction: undefined,
    knownError: false,
    majorStage: undefined,
    watchers: [],
    origin: 'phone',
    requesterId: undefined,
    assigneeId: undefined,
    teamId: undefined,
    siteId: undefined,
    serviceId: undefined,
    category: undefined,
    subcategory: undefined,
    holdReason: undefined,
    parentId: undefined,
    openedAt: 0,
    activityAt: 0,
    ...part,
  };
}
