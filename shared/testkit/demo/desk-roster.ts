import type { CatalogId, PersonId, PlaceId } from '../../model/ids.ts';
import type { Person } from '../../model/reference.ts';
import {
  saveAnnouncement,
  saveAssignmentRule,
  saveShiftPlan,
  setAbsences,
  setSkills,
} from '../../workflow/desk-commands.ts';
import type { AssignmentRuleBody, ShiftPlanBody } from '../../workflow/desk-commands.ts';
import { createTicket } from '../../workflow/ticket-commands.ts';
import type { DemoAuthor } from './author.ts';
import type { Foundation } from './foundation.ts';

const ADMIN = 'annika.vogel';
const MANAGER = 'clara.bouchard';
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEKDAYS = [1, 2, 3, 4, 5];
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7];

/** By user name, in words of the house. */
const SKILLS: Readonly<Record<string, readonly string[]>> = {
  'tobias.brandt': ['Label printing', 'ERP basics', 'German'],
  'denise.kofler': ['Accounts', 'German'],
  'pavel.reznik': ['Label printing', 'Handhelds', 'Czech'],
  'sofia.marek': ['Handhelds', 'Windows', 'Polish'],
  'ingrid.halvorsen': ['Wi-Fi', 'Telephony'],
  'kemal.aksoy': ['Cabling', 'Wi-Fi'],
  'yusuf.demir': ['Linux', 'Backup'],
  'matteo.ricci': ['ERP', 'Cold chain'],
};

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

/** What people can do, and who is away; written where the people themselves are. */
export function nameSkills(author: DemoAuthor, own: DemoAuthor, nowMs: number): void {
  const atMs = nowMs - 30 * DAY_MS;
  const persons = [...author.kept()].filter(
    (each): each is Person => each.kind === 'person' && each.userName !== undefined,
  );
  for (const person of persons) {
    const skills = SKILLS[person.userName ?? ''];
    if (skills) author.keep(setSkills(person, skills, own.context(atMs, ADMIN)));
    if (person.userName !== 'sofia.marek') continue;
    const named = [...author.kept()].find(({ id }) => id === person.id) as Person;
    const away = { from: dayOf(nowMs - DAY_MS), to: dayOf(nowMs + 3 * DAY_MS), reason: 'Leave' };
    author.keep(setAbsences(named, [away], own.context(atMs, ADMIN)));
  }
}

interface Cast {
  readonly person: (userName: string) => PersonId;
  readonly team: (key: string) => PersonId;
  readonly site: (key: string) => PlaceId;
  readonly service: (name: string) => CatalogId;
  readonly nowMs: number;
}

type Shift = ShiftPlanBody['shifts'][number];

type Fixed = Omit<Shift, 'id' | 'weekly' | 'validFrom'>;

/** A Monday about ten weeks before the present of the story. */
function firstMonday(nowMs: number): string {
  const then = new Date(nowMs - 70 * DAY_MS);
  return dayOf(then.getTime() - ((then.getUTCDay() + 6) % 7) * DAY_MS);
}

function shift(id: string, part: Fixed, more: Partial<Shift>, validFrom: string): Shift {
  return { id, weekly: false, validFrom, ...part, ...more };
}

function plans({ person, team, nowMs }: Cast): readonly ShiftPlanBody[] {
  const timezone = 'Europe/Berlin';
  const from = firstMonday(nowMs);
  return [
    {
      name: 'Service desk',
      teamId: team('desk'),
      timezone,
      shifts: [
        shift(
          'early',
          {
            ...{ kind: 'shift', weekdays: WEEKDAYS, from: '06:00', to: '14:30' },
            personIds: [person('tobias.brandt')],
          },
          {},
          from,
        ),
        shift(
          'late',
          {
            ...{ kind: 'shift', weekdays: WEEKDAYS, from: '13:30', to: '22:00' },
            personIds: [person('denise.kofler')],
          },
          {},
          from,
        ),
        shift(
          'call',
          {
            ...{ kind: 'on-call', weekdays: EVERY_DAY, from: '22:00', to: '06:00' },
            personIds: [person('tobias.brandt'), person('denise.kofler')],
          },
          { weekly: true },
          from,
        ),
      ],
    },
    {
      name: 'Field and endpoint',
      teamId: team('endpoint'),
      timezone,
      shifts: [
        shift(
          'day',
          {
            ...{ kind: 'shift', weekdays: WEEKDAYS, from: '07:00', to: '16:00' },
            personIds: [person('pavel.reznik'), person('sofia.marek')],
          },
          {},
          from,
        ),
      ],
    },
    {
      name: 'Servers and network, on call',
      teamId: team('server'),
      timezone,
      shifts: [
        shift(
          'call',
          {
            ...{ kind: 'on-call', weekdays: EVERY_DAY, from: '17:00', to: '08:00' },
            personIds: [person('yusuf.demir'), person('ingrid.halvorsen')],
          },
          { weekly: true },
          from,
        ),
      ],
    },
  ];
}

function rules({ team, service }: Cast): readonly AssignmentRuleBody[] {
  const common = { skills: [], sameSite: false, onShift: false } as const;
  return [
    {
      ...{ name: 'Label printing to who knows it', order: 10, ticketKinds: ['incident'] },
      conditions: [{ field: 'service', anyOf: [service('Label printing')] }],
      teamId: team('endpoint'),
      ...{ method: 'least-busy', skills: ['Label printing'], sameSite: true, onShift: false },
    },
    {
      ...{ name: 'Warehouse systems', order: 20, ticketKinds: ['incident', 'request'] },
      conditions: [{ field: 'category', anyOf: ['Warehouse systems', 'Cold chain'] }],
      teamId: team('apps'),
      ...{ method: 'least-busy', ...common },
    },
    {
      ...{ name: 'Network', order: 30, ticketKinds: ['incident', 'request'] },
      conditions: [{ field: 'category', anyOf: ['Network'] }],
      teamId: team('network'),
      ...{ method: 'team-only', ...common },
    },
    {
      ...{ name: 'Workplace in turn', order: 40, ticketKinds: ['incident', 'request'] },
      conditions: [{ field: 'category', anyOf: ['Workplace', 'Mail and calendar'] }],
      teamId: team('desk'),
      ...{ method: 'round-robin', skills: [], sameSite: false, onShift: true },
    },
  ];
}

function announce(own: DemoAuthor, { site, service, nowMs }: Cast): void {
  const at = (ms: number): string => new Date(ms).toISOString();
  const context = () => own.context(nowMs - 2 * HOUR_MS, MANAGER);
  own.keep(
    saveAnnouncement(
      null,
      {
        name: 'Wi-Fi in hall 3 of Leipzig is unstable',
        body: 'Handhelds lose their connection between rack rows 20 and 34. Scan again after the green light; nothing that was scanned is lost.',
        severity: 'outage',
        fromAt: at(nowMs - 100 * 60_000),
        serviceIds: [service('Network and Wi-Fi')],
        siteIds: [site('leipzig')],
      },
      context(),
    ),
  );
  own.keep(
    saveAnnouncement(
      null,
      {
        name: 'Invoicing is down for its update',
        body: 'For three hours no invoices can be printed.',
        severity: 'maintenance',
        fromAt: at(nowMs + 2 * DAY_MS),
        toAt: at(nowMs + 2 * DAY_MS + 3 * HOUR_MS),
        serviceIds: [service('Finance and invoicing')],
        siteIds: [],
      },
      context(),
    ),
  );
  own.keep(
    saveAnnouncement(
      null,
      {
        name: 'Badges are handed out at gate 2 this week',
        body: 'Gate 1 is being rebuilt. Send visitors to gate 2.',
        severity: 'info',
        fromAt: at(nowMs - DAY_MS),
        toAt: at(nowMs + 4 * DAY_MS),
        serviceIds: [],
        siteIds: [site('leipzig')],
      },
      context(),
    ),
  );
}

/** Beside the counted ones of the demo, so that no number is given twice. */
const WAITING = [
  { number: 'INC-45951', title: 'Second screen stays black after the update', level: 3, ago: 40 },
  { number: 'INC-45952', title: 'Cannot sign in since the password change', level: 2, ago: 25 },
  { number: 'INC-45953', title: 'Calendar of the dispatch room is missing', level: 3, ago: 12 },
] as const;

/** A few that wait at the service desk for somebody to take them. */
function waiting(own: DemoAuthor, found: Foundation, { nowMs, scope }: Present): void {
  const callers = [...found.people].filter(([name]) => name.includes(' '));
  for (const [n, { number, title, level, ago }] of WAITING.entries()) {
    const atMs = nowMs - ago * 60_000;
    const context = own.context(atMs, 'denise.kofler');
    const requesterId = callers[n * 3]?.[1];
    own.keep(
      createTicket(
        {
          ...{ kind: 'incident', scope, number, title, origin: 'portal' },
          ...{ impact: level, urgency: 2, category: 'Workplace' },
          teamId: found.teams.get('desk')!,
          siteId: found.places.get('leipzig')!,
          ...(requesterId === undefined ? {} : { requesterId }),
        },
        context,
      ),
    );
  }
}

interface Present {
  readonly nowMs: number;
  readonly scope: string;
}

/** Shifts, on call, assignment rules and announcements of the demo company. */
export function writeRoster(own: DemoAuthor, found: Foundation, present: Present): void {
  const { nowMs } = present;
  const cast: Cast = {
    person: (userName) => found.people.get(userName)!,
    team: (key) => found.teams.get(key)!,
    site: (key) => found.places.get(key)!,
    service: (name) => found.services.get(name)!,
    nowMs,
  };
  const context = () => own.context(nowMs - 20 * DAY_MS, ADMIN);
  for (const body of plans(cast)) own.keep(saveShiftPlan(null, body, context()));
  for (const body of rules(cast)) own.keep(saveAssignmentRule(null, body, context()));
  announce(own, cast);
  waiting(own, found, present);
}
