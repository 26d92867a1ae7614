import type { CatalogId, ItemId, PersonId, PlaceId, PolicyId } from '../../model/ids.ts';
import type { CommandContext, CommandResult, NewBody } from '../../workflow/command.ts';
import { createDocument, createItem, relate } from '../../workflow/record-commands.ts';
import { DEFAULT_MATRIX } from '../../workflow/priority.ts';
import type { Item } from '../../model/item.ts';
import type { DemoAuthor } from './author.ts';
import { planEstate } from './estate.ts';
import type { PlannedItem } from './estate.ts';
import { CALLERS, SITES, STAFF, TEAMS, VENDORS } from './organisation.ts';
import type { DemoPerson } from './organisation.ts';
import { CATEGORIES, CLASSES, holidaysOf, VIEWS } from './policies.ts';
import { CATALOG_ITEMS, SERVICES } from './services.ts';

/** Ids of what was written, by the keys the plans use. */
export interface Foundation {
  readonly places: ReadonlyMap<string, PlaceId>;
  readonly teams: ReadonlyMap<string, PersonId>;
  readonly people: ReadonlyMap<string, PersonId>;
  readonly services: ReadonlyMap<string, CatalogId>;
  readonly items: readonly {
    readonly plan: PlannedItem;
    readonly id: ItemId;
    readonly document: Item;
  }[];
}

/** Who sets a workspace up. */
const ADMIN = 'annika.vogel';

class Writer {
  private readonly author: DemoAuthor;
  private readonly atMs: number;

  constructor(author: DemoAuthor, atMs: number) {
    this.author = author;
    this.atMs = atMs;
  }

  run(command: (context: CommandContext) => CommandResult): CommandResult {
    return this.author.keep(command(this.author.context(this.atMs, ADMIN)));
  }

  add<C extends 'people' | 'places' | 'catalog' | 'policies' | 'audits'>(
    collection: C,
    body: NewBody<C>,
  ): string {
    return this.run((context) => createDocument(collection, body, context)).writes[0]!.document.id;
  }
}

function addPlaces(write: Writer): Map<string, PlaceId> {
  const places = new Map<string, PlaceId>();
  for (const site of SITES) {
    const siteId = write.add('places', {
      kind: 'site',
      name: site.name,
      code: site.code,
      timezone: site.zone,
      address: site.address,
    }) as PlaceId;
    places.set(site.key, siteId);
    for (const room of site.rooms) {
      const roomId = write.add('places', {
        kind: 'room',
        name: room.name,
        code: room.code,
        parentId: siteId,
      }) as PlaceId;
      places.set(room.code, roomId);
      for (let n = 1; n <= (room.racks ?? 0); n += 1) {
        const code = `${room.code}-R${String(n).padStart(2, '0')}`;
        const rackId = write.add('places', {
          kind: 'rack',
          name: `Rack ${String(n).padStart(2, '0')}`,
          code,
          parentId: roomId,
          heightUnits: 42,
        });
        places.set(code, rackId as PlaceId);
      }
    }
    const stock = write.add('places', {
      kind: 'stockroom',
      name: `${site.name} stockroom`,
      code: `${site.code}-ST`,
      parentId: siteId,
    });
    places.set(`${site.code}-ST`, stock as PlaceId);
  }
  return places;
}

function personBody(
  person: DemoPerson,
  n: number,
  places: ReadonlyMap<string, PlaceId>,
  teams: ReadonlyMap<string, PersonId>,
): NewBody<'people'> {
  const folded = person.name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/ł/g, 'l')
    .replace(/ı/g, 'i');
  const teamId = person.team ? teams.get(person.team) : undefined;
  return {
    kind: 'person',
    name: person.name,
    jobTitle: person.title,
    siteId: places.get(person.site)!,
    teamIds: teamId ? [teamId] : [],
    mail: `${folded.toLowerCase().replace(/[^a-z]+/g, '.')}@nordlicht.example`,
    phone: `+49 341 555 ${String(140 + n * 7).padStart(4, '0')}`,
    ...(person.userName ? { userName: person.userName } : {}),
    ...(person.vip ? { vip: person.vip } : {}),
  };
}

function addPeople(
  write: Writer,
  places: ReadonlyMap<string, PlaceId>,
): Pick<Foundation, 'teams' | 'people'> {
  const teams = new Map<string, PersonId>();
  for (const team of TEAMS) {
    const id = write.add('people', {
      kind: 'team',
      name: team.name,
      description: team.description,
    });
    teams.set(team.key, id as PersonId);
  }
  const people = new Map<string, PersonId>();
  for (const [n, person] of [...STAFF, ...CALLERS].entries()) {
    const id = write.add('people', personBody(person, n, places, teams)) as PersonId;
    people.set(person.userName ?? person.name, id);
  }
  for (const vendor of VENDORS) write.add('people', vendor);
  return { teams, people };
}

function addServiceLevels(
  write: Writer,
  years: readonly number[],
  places: ReadonlyMap<string, PlaceId>,
): void {
  const holidays = years.flatMap((year) => [...holidaysOf(year)]);
  const week = (from: string, to: string) =>
    Object.fromEntries(
      ['mon', 'tue', 'wed', 'thu', 'fri'].map((day) => [day, [[from, to]]]),
    ) as Extract<NewBody<'policies'>, { kind: 'calendar' }>['hours'];
  const desk = write.add('policies', {
    kind: 'calendar',
    name: 'Desk hours',
    timezone: 'Europe/Berlin',
    hours: week('07:00', '18:00'),
    holidays,
  }) as PolicyId;
  const halls = write.add('policies', {
    kind: 'calendar',
    name: 'Warehouse shifts',
    timezone: 'Europe/Berlin',
    holidays: [],
    hours: { ...week('05:00', '24:00'), sat: [['05:00', '22:00']], sun: [['06:00', '22:00']] },
  }) as PolicyId;
  const common = { kind: 'sla', retroactive: 'fromStart', reopen: 'resume' } as const;
  write.add('policies', {
    ...common,
    name: 'Warehouse incidents',
    ticketKinds: ['incident'],
    order: 10,
    calendarId: halls,
    siteIds: ['leipzig', 'rostock', 'gdansk', 'graz'].map((key) => places.get(key)!),
    targets: [
      { metric: 'response', minutes: [15, 30, 120, 480], warnAtPercent: 75 },
      { metric: 'resolution', minutes: [240, 480, 1440, 2880], warnAtPercent: 75 },
    ],
    pauseReasons: ['awaiting-caller', 'awaiting-parts'],
  });
  write.add('policies', {
    ...common,
    name: 'Office incidents',
    ticketKinds: ['incident'],
    order: 20,
    calendarId: desk,
    targets: [
      { metric: 'response', minutes: [30, 60, 240, 660], warnAtPercent: 75 },
      { metric: 'resolution', minutes: [480, 1320, 2640, 5280], warnAtPercent: 75 },
    ],
    pauseReasons: ['awaiting-caller', 'awaiting-parts'],
  });
  write.add('policies', {
    ...common,
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
}

function addPolicies(write: Writer, teams: ReadonlyMap<string, PersonId>): void {
  write.add('policies', { kind: 'priority-matrix', name: 'Priority', rows: DEFAULT_MATRIX });
  for (const itemClass of CLASSES) write.add('policies', itemClass);
  for (const { team, ...category } of CATEGORIES) {
    write.add('policies', { ...category, kind: 'category', defaultTeamId: teams.get(team)! });
  }
  for (const [order, view] of VIEWS.entries()) {
    write.add('policies', {
      ...view,
      kind: 'saved-view',
      ticketKinds: ['incident', 'request', 'problem', 'change', 'task'],
      order,
    });
  }
}

function addServices(write: Writer, teams: ReadonlyMap<string, PersonId>): Map<string, CatalogId> {
  const services = new Map<string, CatalogId>();
  for (const { team, status, ...service } of SERVICES) {
    const id = write.add('catalog', {
      ...service,
      kind: 'service',
      status: status ?? 'operational',
      ownerTeamId: teams.get(team)!,
    }) as CatalogId;
    services.set(service.name, id);
  }
  const offerings = new Map<string, CatalogId>();
  for (const { service, ...item } of CATALOG_ITEMS) {
    const key = `${service}/${item.category}`;
    const offeringId =
      offerings.get(key) ??
      (write.add('catalog', {
        kind: 'offering',
        serviceId: services.get(service)!,
        name: item.category,
        description: `${item.category} for ${service.toLowerCase()}`,
      }) as CatalogId);
    offerings.set(key, offeringId);
    const price = item.priceCents === undefined ? {} : { currency: 'EUR' };
    write.add('catalog', {
      ...item,
      ...price,
      kind: 'catalog-item',
      offeringId,
      state: 'published',
    });
  }
  return services;
}

function itemBody(
  plan: PlannedItem,
  n: number,
  found: Omit<Foundation, 'items'>,
  author: DemoAuthor,
  scope: string,
): NewBody<'items'> {
  const { key: _key, site, place, team, ...own } = plan;
  const siteCode = SITES.find((each) => each.key === site)!.code;
  const isTangible = own.manufacturer !== undefined;
  const inStock = plan.status === 'in-stock';
  const year = author.between(2021, 2026);
  const month = String(author.between(1, 12)).padStart(2, '0');
  const isPersonal = plan.className === 'laptop' || plan.className === 'phone';
  return {
    ...own,
    kind: 'item',
    scope,
    number: `CI-${String(n + 1).padStart(6, '0')}`,
    placeId: found.places.get(inStock ? `${siteCode}-ST` : place)!,
    teamId: found.teams.get(team)!,
    ...(isTangible
      ? {
          assetTag: `NL-${String(20_001 + n)}`,
          serial: `${siteCode}${Math.floor(author.random() * 36 ** 7)
            .toString(36)
            .toUpperCase()
            .padStart(7, '0')}`,
          purchasedOn: `${year}-${month}-15`,
          warrantyEndsOn: `${year + 3}-${month}-14`,
        }
      : {}),
    ...(isPersonal && !inStock ? { ownerId: author.pick([...found.people.values()]) } : {}),
  };
}

function addEstate(
  write: Writer,
  author: DemoAuthor,
  found: Omit<Foundation, 'items'>,
  scope: string,
): Foundation['items'] {
  const estate = planEstate(author, SITES);
  const byKey = new Map<string, Item>();
  const items = estate.items.map((plan, n) => {
    const { writes } = write.run((context) =>
      createItem(itemBody(plan, n, found, author, scope), context),
    );
    const document = writes[0]!.document as Item;
    byKey.set(plan.key, document);
    return { plan, id: document.id, document };
  });
  for (const { from, type, to } of estate.relations) {
    const target = to.startsWith('service:') ? found.services.get(to.slice(8)) : byKey.get(to)?.id;
    const source = byKey.get(from);
    if (source && target) write.run((context) => relate(source, type, target, context));
  }
  return items;
}

/** Everything tickets stand on: places, people, policies, services and about 800 items. */
export function layFoundation(author: DemoAuthor, atMs: number, scope: string): Foundation {
  const write = new Writer(author, atMs);
  const places = addPlaces(write);
  const { teams, people } = addPeople(write, places);
  const year = new Date(atMs).getUTCFullYear();
  addServiceLevels(write, [year - 1, year, year + 1, year + 2], places);
  addPolicies(write, teams);
  const services = addServices(write, teams);
  const found = { places, teams, people, services };
  return { ...found, items: addEstate(write, author, found, scope) };
}
