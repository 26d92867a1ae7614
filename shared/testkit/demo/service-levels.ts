import type { CatalogId, PersonId, PlaceId, PolicyId } from '../../model/ids.ts';
import type { EscalationRule } from '../../model/policy.ts';
import type { NewBody } from '../../workflow/command.ts';
import { EVENT_LOG_LEVELS, eventLogCalendar, eventLogPolicy } from './event-log-policies.ts';
import type { HolidayRegion } from './holidays.ts';
import { holidaysOf } from './holidays.ts';

type CalendarBody = Extract<NewBody<'policies'>, { kind: 'calendar' }>;
type PolicyBody = Extract<NewBody<'policies'>, { kind: 'sla' }>;
type Hours = CalendarBody['hours'];

/** Writes a document and tells its id. */
export interface LevelWriter {
  /** Documents of the demo's first days, whose ids stay as they were. */
  add<C extends 'policies'>(collection: C, body: NewBody<C>): string;
  /** Others: they leave the story of the tickets as it is. */
  addAside<C extends 'policies' | 'catalog'>(collection: C, body: NewBody<C>): string;
}

function week(opens: string, closes: string, more: Hours = {}): Hours {
  const day: [string, string][] = [[opens, closes]];
  return { mon: day, tue: day, wed: day, thu: day, fri: day, ...more };
}

function dayNames(regions: readonly HolidayRegion[], years: readonly number[]) {
  const days = regions.flatMap((region) => years.flatMap((year) => holidaysOf(region, year)));
  const names = Object.fromEntries(days.map(({ date, name }) => [date, name]));
  return { holidays: Object.keys(names).sort(), dayNames: names, holidayRegions: [...regions] };
}

/** Business hours of sites with laws or shifts of their own, and of teams. */
export function ownCalendars(write: LevelWriter, years: readonly number[]) {
  const calendar = (name: string, timezone: string, hours: Hours, region: HolidayRegion) =>
    write.addAside('policies', {
      ...{ kind: 'calendar', name, timezone, hours },
      ...dayNames([region], years),
    }) as PolicyId;
  const early = week('06:00', '22:00', { sat: [['06:00', '14:00']] });
  return {
    graz: calendar('Graz hours', 'Europe/Vienna', early, 'AT'),
    rostock: calendar('Rostock hours', 'Europe/Berlin', early, 'DE-MV'),
    gdansk: calendar(
      'Gdańsk hours',
      'Europe/Warsaw',
      week('06:00', '22:00', { sat: [['06:00', '22:00']] }),
      'PL',
    ),
    hamburg: calendar('Hamburg office hours', 'Europe/Berlin', week('08:00', '18:00'), 'DE-HH'),
    /** Who goes out to the halls. */
    field: calendar('Field team shifts', 'Europe/Berlin', early, 'DE-SN'),
    /** Who looks after servers and applications. */
    engineering: calendar('Engineering hours', 'Europe/Berlin', week('08:00', '17:00'), 'DE-SN'),
  } as const;
}

export type OwnCalendars = ReturnType<typeof ownCalendars>;

/** Of a site or a team by its key; undefined where the policy's own calendar counts. */
export function calendarOf(calendars: OwnCalendars, key: string): PolicyId | undefined {
  switch (key) {
    case 'graz':
    case 'rostock':
    case 'gdansk':
    case 'hamburg':
      return calendars[key];
    case 'endpoint':
    case 'network':
      return calendars.field;
    case 'server':
    case 'apps':
      return calendars.engineering;
    default:
      return undefined;
  }
}

interface DeskHours {
  readonly desk: PolicyId;
  readonly halls: PolicyId;
}

/** What the policies name. */
export interface LevelSetting extends DeskHours {
  readonly years: readonly number[];
  readonly places: ReadonlyMap<string, PlaceId>;
  readonly people: ReadonlyMap<string, PersonId>;
  readonly services: ReadonlyMap<string, CatalogId>;
  /** The supplier of the underpinning contract. */
  readonly supplierId: PersonId;
}

const COMMON = { kind: 'sla', retroactive: 'fromStart', reopen: 'resume' } as const;
const WAREHOUSES = ['leipzig', 'rostock', 'gdansk', 'graz'] as const;
const PAUSES: PolicyBody['pauseReasons'] = ['awaiting-caller', 'awaiting-parts'];
/** Nothing the demo escalates to changes a ticket but who is told of it. */
const NEARLY_DUE: EscalationRule = {
  ...{ id: 'nearly-due', at: 'percent', value: 90 },
  actions: [{ do: 'notify', whom: 'team-lead' }],
};

/** Two calendars and three policies of the first days. */
export function agreementsWithCustomers(
  write: LevelWriter,
  years: readonly number[],
  places: ReadonlyMap<string, PlaceId>,
): DeskHours {
  const desk = write.add('policies', {
    kind: 'calendar',
    name: 'Desk hours',
    timezone: 'Europe/Berlin',
    hours: week('07:00', '18:00'),
    ...dayNames(['DE'], years),
  }) as PolicyId;
  const halls = write.add('policies', {
    kind: 'calendar',
    name: 'Warehouse shifts',
    timezone: 'Europe/Berlin',
    holidays: [],
    hours: week('05:00', '24:00', { sat: [['05:00', '22:00']], sun: [['06:00', '22:00']] }),
  }) as PolicyId;
  write.add('policies', {
    ...COMMON,
    name: 'Warehouse incidents',
    ticketKinds: ['incident'],
    order: 10,
    calendarId: halls,
    calendarSource: 'site',
    siteIds: WAREHOUSES.map((key) => places.get(key)!),
    targets: [
      { metric: 'response', minutes: [15, 30, 120, 480], warnAtPercent: 75 },
      {
        ...{ metric: 'resolution', minutes: [240, 480, 1440, 2880], warnAtPercent: 75 },
        escalations: [NEARLY_DUE],
      },
    ],
    pauseReasons: PAUSES,
  });
  write.add('policies', {
    ...COMMON,
    name: 'Office incidents',
    ticketKinds: ['incident'],
    order: 20,
    calendarId: desk,
    targets: [
      { metric: 'response', minutes: [30, 60, 240, 660], warnAtPercent: 75 },
      { metric: 'resolution', minutes: [480, 1320, 2640, 5280], warnAtPercent: 75 },
    ],
    pauseReasons: PAUSES,
  });
  write.add('policies', {
    ...COMMON,
    name: 'Requests',
    ticketKinds: ['request'],
    order: 30,
    calendarId: desk,
    targets: [
      { metric: 'response', minutes: [240, 240, 660, 660], warnAtPercent: 75 },
      { metric: 'resolution', minutes: [1320, 1980, 3300, 6600], warnAtPercent: 75 },
    ],
    pauseReasons: ['awaiting-caller', 'awaiting-vendor', 'awaiting-parts'],
  });
  return { desk, halls };
}

/**
 * With callers that cannot wait, among the own teams, with a supplier, and for incidents imported
 * from the event log of 2016, whose policy is over before the demo's own begin.
 */
export function furtherAgreements(write: LevelWriter, setting: LevelSetting): void {
  write.addAside('policies', callersThatCannotWait(setting));
  write.addAside('policies', amongOwnTeams(setting));
  withTheSupplier(write, setting);
  const calendarId = write.addAside('policies', eventLogCalendar(EVENT_LOG_LEVELS)) as PolicyId;
  write.addAside('policies', eventLogPolicy(EVENT_LOG_LEVELS, calendarId));
}

function callersThatCannotWait({ halls, people }: LevelSetting): PolicyBody {
  return {
    ...COMMON,
    name: 'VIP incidents',
    agreement: 'sla',
    ticketKinds: ['incident'],
    order: 5,
    conditions: [{ field: 'vip', anyOf: ['yes'] }],
    calendarId: halls,
    calendarSource: 'site',
    targets: [
      { metric: 'response', minutes: [10, 20, 60, 120], warnAtPercent: 50 },
      { metric: 'next-update', minutes: [30, 60, 240, 480], warnAtPercent: 75 },
      {
        ...{ metric: 'resolution', minutes: [180, 360, 960, 1920], warnAtPercent: 75 },
        escalations: [
          {
            ...{ id: 'an-hour-left', at: 'before-due', value: 60 },
            actions: [
              { do: 'notify', whom: 'assignee' },
              { do: 'notify', whom: 'team-lead' },
            ],
          },
          {
            ...{ id: 'breached', at: 'after-due', value: 0 },
            actions: [
              { do: 'notify', whom: 'manager' },
              { do: 'add-watcher', personId: people.get('annika.vogel')! },
            ],
          },
        ],
      },
    ],
    pauseReasons: ['awaiting-caller'],
  };
}

function amongOwnTeams({ desk, people }: LevelSetting): PolicyBody {
  return {
    ...COMMON,
    name: 'Own teams: incidents',
    agreement: 'ola',
    ticketKinds: ['incident'],
    order: 100,
    calendarId: desk,
    calendarSource: 'team',
    targets: [
      { metric: 'assignment', minutes: [10, 20, 60, 240], warnAtPercent: 75 },
      { metric: 'next-update', minutes: [60, 120, 480, 960], warnAtPercent: 75 },
      {
        ...{ metric: 'resolution', minutes: [210, 420, 1200, 2400], warnAtPercent: 80 },
        escalations: [
          NEARLY_DUE,
          {
            ...{ id: 'an-hour-over', at: 'after-due', value: 60 },
            actions: [
              { do: 'notify', whom: 'manager' },
              { do: 'add-watcher', personId: people.get('clara.bouchard')! },
            ],
          },
        ],
      },
    ],
    pauseReasons: ['awaiting-caller', 'awaiting-vendor', 'awaiting-parts'],
  };
}

/** The supplier's clock runs while the desk waits for somebody or something of theirs. */
function withTheSupplier(write: LevelWriter, setting: LevelSetting): void {
  const contractId = write.addAside('catalog', {
    kind: 'contract',
    name: 'Lines between sites',
    number: 'OCN-2026-118',
    partyId: setting.supplierId,
    serviceIds: [setting.services.get('Network and Wi-Fi')!],
    validFrom: `${String(setting.years[0]!)}-01-01`,
  });
  const waiting = {
    ...({ on: 'state', states: ['on-hold'] } as const),
    reasons: ['awaiting-vendor'],
  };
  write.addAside('policies', {
    ...COMMON,
    name: 'Lines: Ostsee Carrier Net',
    agreement: 'uc',
    ticketKinds: ['incident'],
    order: 200,
    conditions: [{ field: 'contract', anyOf: [contractId] }],
    calendarId: setting.desk,
    targets: [
      {
        ...{ metric: 'resolution', minutes: [240, 480, 660, 1320], warnAtPercent: 75 },
        startOn: [waiting],
        pauseWhile: [],
        stopOn: [{ on: 'state', states: ['in-progress'] }],
        escalations: [
          {
            ...{ id: 'half-gone', at: 'percent', value: 50 },
            actions: [{ do: 'notify', whom: 'assignee' }],
          },
        ],
      },
    ],
    pauseReasons: [],
  });
}
