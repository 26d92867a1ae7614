import { derivedUlid } from '../model/derived-ulid.ts';
import { COLLECTION_PREFIXES, makeId } from '../model/ids.ts';
import type { CatalogEntry, Party, Place } from '../model/reference.ts';
import { cutText } from './clean-text.ts';

/** What a name can stand for. */
export type NamedThing = 'person' | 'team' | 'site' | 'service';

/** Who and what is here already, removed ones too. */
export interface DirectoryData {
  readonly people: Iterable<Party>;
  readonly places: Iterable<Place>;
  readonly catalog: Iterable<CatalogEntry>;
}

/** Somebody or something the file names and nobody here knows, made on wish. */
export interface PartySeed {
  readonly collection: 'people' | 'places' | 'catalog';
  readonly id: string;
  readonly body: Readonly<Record<string, unknown>> & { readonly name: string };
}

export type Found =
  | { readonly kind: 'known'; readonly id: string }
  | { readonly kind: 'unknown'; readonly seed: PartySeed | null }
  /** Several people are called alike. */
  | { readonly kind: 'several' };

/**
 * Stands first in all ids that an import makes. No time of the record itself: an id must outlive
 * its correction.
 */
export const IMPORT_EPOCH_MS = Date.UTC(2000, 0, 1);

const COLLECTION_OF = {
  person: 'people',
  team: 'people',
  site: 'places',
  service: 'catalog',
} as const;
const NAME_MAX = 120;
const CODE_MAX = 60;
const MAIL = /<?([^\s<>"]+@[^\s<>"]+)>?/;

function keyOf(name: string): string {
  return name.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
}

/** `Ada Lovelace <ada@example.org>` in its parts. */
function splitName(text: string, mail: string | undefined) {
  const found = MAIL.exec(text)?.[1];
  const name = text.replace(MAIL, '').replace(/["<>]/g, '').trim();
  const address = (mail ?? found)?.toLowerCase();
  return { name: name === '' ? (address ?? text.trim()) : name, mail: address };
}

/**
 * Finds people by mail, user name and name, teams, sites and services by name. Who was made by an
 * earlier import of the same system is known by id alone, so that neither the order of the rows nor
 * a second run makes a difference.
 */
export class Directory {
  private readonly system: string;
  private readonly byKey = new Map<string, Set<string>>();
  /** Names recur in thousands of rows. */
  private readonly answers = new Map<string, Found>();
  /** By id: is it still there? */
  private readonly present = new Map<string, boolean>();

  constructor(data: DirectoryData, system: string) {
    this.system = system;
    for (const party of data.people) this.party(party);
    for (const place of data.places) {
      this.note('site', place, place.kind === 'site' ? [place.name, place.code] : []);
    }
    for (const entry of data.catalog) {
      this.note('service', entry, entry.kind === 'service' ? [entry.name] : []);
    }
  }

  find(thing: NamedThing, text: string, mail?: string): Found {
    const key = JSON.stringify([thing, text, mail]);
    const known = this.answers.get(key);
    if (known) return known;
    const found = this.look(thing, text, mail);
    this.answers.set(key, found);
    return found;
  }

  private look(thing: NamedThing, text: string, mail: string | undefined): Found {
    const parts =
      thing === 'person' ? splitName(text, mail) : { name: text.trim(), mail: undefined };
    const seed = this.seed(thing, parts.name, parts.mail);
    const isPresent = this.present.get(seed.id);
    if (isPresent === true) return { kind: 'known', id: seed.id };
    const keys = parts.mail === undefined ? [parts.name] : [parts.mail, parts.name];
    for (const key of keys) {
      const ids = this.byKey.get(`${thing}/${keyOf(key)}`);
      if (ids?.size === 1) return { kind: 'known', id: [...ids][0]! };
      if (ids !== undefined) return { kind: 'several' };
    }
    return { kind: 'unknown', seed: isPresent === false ? null : seed };
  }

  private party(party: Party): void {
    if (party.kind === 'team') this.note('team', party, [party.name]);
    else if (party.kind === 'person') {
      this.note('person', party, [party.name, party.mail ?? '', party.userName ?? '']);
    } else this.note('person', party, []);
  }

  private note(
    thing: NamedThing,
    document: Pick<Party, 'id' | 'removedAt' | 'source'> | Place | CatalogEntry,
    names: readonly string[],
  ): void {
    this.present.set(document.id, document.removedAt === undefined);
    if (document.removedAt !== undefined || document.source?.system === this.system) return;
    for (const name of names) {
      if (name === '') continue;
      const key = `${thing}/${keyOf(name)}`;
      const ids = this.byKey.get(key);
      if (ids) ids.add(document.id);
      else this.byKey.set(key, new Set([document.id]));
    }
  }

  private seed(thing: NamedThing, name: string, mail: string | undefined): PartySeed {
    const collection = COLLECTION_OF[thing];
    const key = mail ?? keyOf(name);
    const ulid = derivedUlid(IMPORT_EPOCH_MS, 'import', this.system, thing, key);
    const id = makeId(COLLECTION_PREFIXES[collection], ulid);
    const source = { system: this.system, key: cutText(`${thing}/${key}`, 200) };
    return { collection, id, body: { ...bodyOf(thing, cutText(name, NAME_MAX), mail), source } };
  }
}

function bodyOf(thing: NamedThing, name: string, mail: string | undefined) {
  switch (thing) {
    case 'person':
      return { kind: 'person', name, teamIds: [], ...(mail === undefined ? {} : { mail }) };
    case 'team':
      return { kind: 'team', name };
    case 'site':
      return { kind: 'site', name, code: cutText(name, CODE_MAX) };
    case 'service':
      return {
        kind: 'service',
        name,
        description: '',
        status: 'operational',
        criticality: 'medium',
      };
  }
}
