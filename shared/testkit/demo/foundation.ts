import type { CatalogId, ItemId, PersonId, PlaceId } from '../../model/ids.ts';
import type { CommandContext, CommandResult, NewBody } from '../../workflow/command.ts';
import {
  createDocument,
  createItem,
  relate,
  updateDocument,
} from '../../workflow/record-commands.ts';
import { DEFAULT_MATRIX } from '../../workflow/priority.ts';
import type { Item } from '../../model/item.ts';
import type { Party } from '../../model/reference.ts';
import type { DemoAuthor } from './author.ts';
import { planEstate } from './estate.ts';
import type { PlannedItem } from './estate.ts';
import { CALLERS, SITES, STAFF, TEAMS, VENDORS } from './organisation.ts';
import type { DemoPerson } from './organisation.ts';
import { CATEGORIES, CLASSES, VIEWS } from './policies.ts';
import {
  agreementsWithCustomers,
  calendarOf,
  furtherAgreements,
  ownCalendars,
} from './service-levels.ts';
import type { LevelWriter, OwnCalendars } from './service-levels.ts';
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

/** Keeps the lines between the sites, by contract. */
const CARRIER = 'Ostsee Carrier Net';
/** Who sets a workspace up. */
const ADMIN = 'annika.vogel';

class Writer implements LevelWriter {
  private readonly author: DemoAuthor;
  private readonly aside: DemoAuthor;
  private readonly atMs: number;

  constructor(author: DemoAuthor, aside: DemoAuthor, atMs: number) {
    this.author = author;
    this.aside = aside;
    this.atMs = atMs;
  }

  run(command: (context: CommandContext) => CommandResult): CommandResult {
    return this.author.keep(command(this.author.context(this.atMs, ADMIN)));
  }

  add<C extends Added>(collection: C, body: NewBody<C>): string {
    return this.run((context) => createDocument(collection, body, context)).writes[0]!.document.id;
  }

  /** With ids from another source, so that every other id stays as it was. */
  addAside<C extends Added>(collection: C, body: NewBody<C>): string {
    const result = createDocument(collection, body, this.aside.context(this.atMs, ADMIN));
    return this.author.keep(result).writes[0]!.document.id;
  }

  /** What could not be said yet when it was written: it names somebody who came later. */
  completePerson(base: Party, patch: Partial<Record<string, unknown>>): void {
    const context = this.aside.context(this.atMs, ADMIN);
    this.author.keep(updateDocument('people', base, patch, context));
  }

  addPerson(body: NewBody<'people'>): Party {
    return this.run((context) => createDocument('people', body, context)).writes[0]!
      .document as Party;
  }
}

type Added = 'people' | 'places' | 'catalog' | 'policies' | 'audits';

/** Own hours, where a site or a team has some. */
function hoursOf(calendars: OwnCalendars, key: string) {
  const calendarId = calendarOf(calendars, key);
  return calendarId === undefined ? {} : { calendarId };
}

function addPlaces(write: Writer, calendars: OwnCalendars): Map<string, PlaceId> {
  const places = new Map<string, PlaceId>();
  for (const site of SITES) {
    const siteId = write.add('places', {
      kind: 'site',
      name: site.name,
      code: site.code,
      timezone: site.zone,
      address: site.address,
      ...hoursOf(calendars, site.key),
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
  calendars: OwnCalendars,
): Pick<Foundation, 'teams' | 'people'> & { readonly supplierId: PersonId } {
  const written = TEAMS.map(({ key, lead, name, description }) => ({
    ...{ key, lead },
    team: write.addPerson({ kind: 'team', name, description, ...hoursOf(calendars, key) }),
  }));
  const teams = new Map(written.map(({ key, team }) => [key as string, team.id]));
  const staff = new Map<string, Party>();
  const people = new Map<string, PersonId>();
  for (const [n, person] of [...STAFF, ...CALLERS].entries()) {
    const document = write.addPerson(personBody(person, n, places, teams));
    people.set(person.userName ?? person.name, document.id);
    if (person.userName !== undefined) staff.set(person.userName, document);
  }
  const headId = people.get(ADMIN)!;
  for (const [userName, person] of staff) {
    if (userName !== ADMIN) write.completePerson(person, { managerId: headId });
  }
  for (const { lead, team } of written) {
    write.completePerson(team, { leadId: people.get(lead)! });
  }
  const vendors = new Map(
    VENDORS.map((vendor) => [vendor.name, write.add('people', vendor) as PersonId]),
  );
  return { teams, people, supplierId: vendors.get(CARRIER)! };
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
export function layFoundation(
  author: DemoAuthor,
  aside: DemoAuthor,
  atMs: number,
  scope: string,
): Foundation {
  const write = new Writer(author, aside, atMs);
  const year = new Date(atMs).getUTCFullYear();
  const years = [year - 1, year, year + 1, year + 2];
  const calendars = ownCalendars(write, years);
  const places = addPlaces(write, calendars);
  const { teams, people, supplierId } = addPeople(write, places, calendars);
  const hours = agreementsWithCustomers(write, years, places);
  addPolicies(write, teams);
  const services = addServices(write, teams);
  furtherAgreements(write, { ...hours, years, places, people, services, supplierId });
  const found = { places, teams, people, services };
  return { ...found, items: addEstate(write, author, found, scope) };
}
