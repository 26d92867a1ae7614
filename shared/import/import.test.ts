import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.ts';
import type { Party } from '../model/reference.ts';
import { SCHEMA_VERSION } from '../model/envelope.ts';
import { validateDocument } from '../model/validate.ts';
import type { Ticket } from '../model/ticket.ts';
import type { AnyDocument } from '../model/collections.ts';
import type { CommandContext, CommandResult } from '../workflow/command.ts';
import { importParties, importTickets, takeBackImport } from '../workflow/import-commands.ts';
import { DEFAULT_MATRIX } from '../workflow/priority.ts';
import { detectFormats, guessMapping } from './detect-format.ts';
import { NO_COUNTS, type ImportCounts } from './import-counts.ts';
import type { Mapping } from './mapping.ts';
import { planTicket } from './plan-ticket.ts';
import { PreparedImport } from './prepare-import.ts';
import { readTable } from './read-table.ts';
import { sentenceOf } from './sentences.ts';

const SERVICENOW = `"number","sys_id","short_description","description","state","impact","urgency","priority","category","caller_id","assigned_to","assignment_group","location","contact_type","opened_at","sys_updated_on","resolved_at","closed_at","close_code","close_notes","reassignment_count","reopen_count","comments_and_work_notes","u_building"
"INC0010001","a1","Laptop does not start","Black screen,
since ""Monday""","Resolved","2 - Medium","1 - High","2 - High","Hardware","Ada Lovelace","Tobias Brandt","Desktop","Leipzig","Phone","2024-01-02 08:00:00","2024-01-03 09:00:00","2024-01-03 09:00:00","","Solved (Permanently)","New mainboard.","2","1","2024-01-03 08:55:00 - Tobias Brandt (Work notes)
Mainboard ordered.

2024-01-02 09:00:00 - Tobias Brandt (Additional comments)
We are on it.","B 12"
"INC0010002","a2","Mail is slow","","On Hold","3 - Low","3 - Low","4 - Low","Software","Grace Hopper","","","Atlantis","Email","2024-01-02 10:00:00","2024-01-02 11:00:00","","","","","0","0","",""
`;
const GLPI = `"ID";"Titre";"Statut";"Dernière modification";"Date d'ouverture";"Priorité";"Demandeur - Demandeur";"Attribué à - Technicien";"Catégorie"
"17";"Imprimante en panne";"En cours (Attribué)";"25-01-2024 10:11";"24-01-2024 09:00";"Haute";"Ada Lovelace";"";"Matériel"
"18";"Écran noir";"Clos";"26-01-2024 10:11";"24-01-2024 09:30";"Très basse";"";"";""
`;
const ZAMMAD = `Number,Title,State,Priority,Group,Customer,Owner,Created at,Close at,First response at
67001,Printer,closed,3 high,Desktop,ada@example.org,Tobias Brandt,2024-01-24T09:00:00Z,2024-01-25T09:00:00Z,2024-01-24T09:20:00Z
67002,Phone,pending reminder,2 normal,Desktop,New Person <new@example.org>,,2024-01-24T09:00:00Z,,
`;
const OSTICKET = `"Ticket Number","Date Created","Subject","From","From Email","Priority","Department","Help Topic","Source","Current Status","Last Updated","Closed Date","Overdue","Agent Assigned"
"100234","1/24/24 9:05 AM","No internet","Ada","ada@example.org","Emergency","Support","Network","Email","Open","1/24/24 10:00 AM","","0",""
`;

const envelope = {
  schemaVersion: SCHEMA_VERSION,
  version: 1,
  mutationId: 'seed',
  createdAt: '2024-01-01T00:00:00.000Z',
  createdBy: 'seed',
  updatedAt: '2024-01-01T00:00:00.000Z',
  updatedBy: 'seed',
  deviceId: 'seed',
};
const PEOPLE = [
  {
    ...envelope,
    id: 'person:01HQ0000000000000000000001',
    kind: 'person',
    name: 'Ada Lovelace',
    mail: 'Ada@example.org',
    teamIds: [],
  },
  {
    ...envelope,
    id: 'person:01HQ0000000000000000000002',
    kind: 'person',
    name: 'Tobias Brandt',
    userName: 'tobias',
    teamIds: [],
  },
  { ...envelope, id: 'person:01HQ0000000000000000000003', kind: 'team', name: 'Desktop' },
] as unknown as readonly Party[];

/** As much of a replica as an import asks for. */
class Store {
  readonly documents = new Map<string, AnyDocument>();
  private serial = 0;

  get context(): CommandContext {
    return {
      now: '2024-06-01T12:00:00.000Z',
      userName: 'manager',
      roles: ['manager'],
      deviceId: 'T',
      ulid: () => `01HQ000000000000000000${String((this.serial += 1)).padStart(4, '0')}`,
      matrix: DEFAULT_MATRIX,
    };
  }

  apply({ writes }: CommandResult): number {
    for (const { document } of writes) {
      expect(validateDocument(document)).toMatchObject({ ok: true });
      this.documents.set(document.id, document);
    }
    return writes.length;
  }

  get people(): readonly Party[] {
    const made = [...this.documents.values()].filter(({ id }) => id.startsWith('person:'));
    return [...PEOPLE, ...(made as Party[])];
  }

  tickets(): readonly Ticket[] {
    return [...this.documents.values()].filter(({ id }) => id.startsWith('ticket:')) as Ticket[];
  }

  ticket(number: string): Ticket {
    return this.tickets().find((ticket) => ticket.number === number)!;
  }

  timeline(number: string): readonly Entry[] {
    const { id } = this.ticket(number);
    return ([...this.documents.values()] as Entry[])
      .filter((each) => each.recordId === id)
      .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.id < b.id ? -1 : 1));
  }

  /** What an import says and does; a dry run writes nothing. */
  import(text: string, patch: Partial<Mapping> = {}, isDryRun = false) {
    const table = readTable(text);
    const [best] = detectFormats(table.columns);
    const preset = best && best.score > 0.5 ? best.preset : undefined;
    const mapping = { ...guessMapping(table, preset, 'Europe/Berlin').mapping, ...patch };
    const prepared = new PreparedImport({
      table,
      mapping,
      scope: 'leipzig',
      matrix: DEFAULT_MATRIX,
      reference: { people: this.people, places: [], catalog: [] },
    });
    prepared.survey(0, prepared.total);
    const runId = this.context.ulid();
    if (!isDryRun) this.apply(importParties(prepared.parties(), runId, this.context));
    const counts = { ...NO_COUNTS, rows: prepared.total } as {
      -readonly [K in keyof ImportCounts]: number;
    };
    const said: string[] = [];
    let writes = 0;
    for (const row of prepared.rows(0, prepared.total)) {
      if (!row.ok) {
        counts.refused += 1;
        said.push(...row.problems.map(sentenceOf));
        continue;
      }
      const base = (this.documents.get(row.ticket.id) ?? null) as Ticket | null;
      const plan = planTicket(base, row.ticket, new Set(this.documents.keys()));
      if (plan.kind === 'refused') said.push(sentenceOf(plan.said));
      else if (plan.kind !== 'new') said.push(...plan.said.map(sentenceOf));
      counts[plan.kind === 'new' ? 'news' : plan.kind] += 1;
      if (isDryRun) continue;
      const news = plan.kind === 'new' ? [plan.ticket] : [];
      const changes = plan.kind === 'changed' ? [plan.change] : [];
      writes += this.apply(importTickets(news, changes, runId, this.context));
    }
    return { counts, said, writes, runId, preset: preset?.id };
  }

  /** Somebody edits a ticket here. */
  edit(number: string, patch: Partial<Ticket>): void {
    const ticket = this.ticket(number);
    this.documents.set(ticket.id, {
      ...ticket,
      ...patch,
      version: ticket.version + 1,
      mutationId: 'edit',
    } as Ticket);
  }
}

describe('exports of other tools', () => {
  it('takes a ServiceNow incident with its people, its end and its journal', () => {
    const store = new Store();
    expect(store.import(SERVICENOW)).toMatchObject({
      preset: 'servicenow',
      counts: { news: 2, refused: 0 },
    });
    expect(store.ticket('INC0010001')).toMatchObject({
      kind: 'incident',
      title: 'Laptop does not start',
      state: 'resolved',
      open: 0,
      impact: 2,
      urgency: 1,
      priority: 2,
      requesterId: PEOPLE[0]!.id,
      assigneeId: PEOPLE[1]!.id,
      teamId: PEOPLE[2]!.id,
      origin: 'phone',
      openedAt: '2024-01-02T07:00:00.000Z',
      resolvedAt: '2024-01-03T08:00:00.000Z',
      resolutionCode: 'fixed',
      resolution: 'New mainboard.',
      reassignments: 2,
      reopens: 1,
    });
    expect(store.ticket('INC0010001').description).toBe(
      'Black screen,\nsince "Monday"\n\nu_building: B 12\nlocation: Leipzig',
    );
    expect(store.timeline('INC0010001').map(({ kind, at, saidBy }) => [kind, at, saidBy])).toEqual([
      ['state', '2024-01-02T07:00:00.000Z', 'Ada Lovelace'],
      ['comment', '2024-01-02T08:00:00.000Z', 'Tobias Brandt'],
      ['note', '2024-01-03T07:55:00.000Z', 'Tobias Brandt'],
      ['state', '2024-01-03T08:00:00.000Z', undefined],
    ]);
    expect(store.ticket('INC0010002')).toMatchObject({
      state: 'on-hold',
      holdReason: 'awaiting-caller',
    });
  });

  it('takes a French GLPI export with days first', () => {
    const store = new Store();
    expect(store.import(GLPI)).toMatchObject({ preset: 'glpi', counts: { news: 2 } });
    expect(store.ticket('GLPI-17')).toMatchObject({
      state: 'in-progress',
      priority: 2,
      openedAt: '2024-01-24T08:00:00.000Z',
    });
    expect(store.ticket('GLPI-18')).toMatchObject({
      state: 'closed',
      priority: 4,
      title: 'Écran noir',
    });
  });

  it('takes a Zammad export and makes who is new, if that is wanted', () => {
    const store = new Store();
    const unknown = { people: 'create', teams: 'text', sites: 'text', services: 'text' } as const;
    expect(store.import(ZAMMAD, { unknown })).toMatchObject({
      preset: 'zammad',
      counts: { news: 2 },
    });
    expect(store.ticket('ZAM-67001')).toMatchObject({
      requesterId: PEOPLE[0]!.id,
      priority: 2,
      respondedAt: '2024-01-24T09:20:00.000Z',
    });
    const made = store.people.find(({ name }) => name === 'New Person');
    expect(store.ticket('ZAM-67002')).toMatchObject({ requesterId: made?.id, state: 'on-hold' });
    expect(store.import(ZAMMAD, { unknown }).counts).toMatchObject({ same: 2 });
  });

  it('takes an osTicket export whose dates say by one of them that months come first', () => {
    const store = new Store();
    expect(store.import(OSTICKET)).toMatchObject({ preset: 'osticket', counts: { news: 1 } });
    expect(store.ticket('OST-100234')).toMatchObject({
      priority: 1,
      openedAt: '2024-01-24T08:05:00.000Z',
      requesterId: PEOPLE[0]!.id,
    });
  });

  it('takes JSON with display values', () => {
    const store = new Store();
    const text = JSON.stringify({
      records: [
        {
          number: 'PRB001',
          sys_id: 'p1',
          short_description: { display_value: 'Disk', value: 'x' },
          state: 'Fix in Progress',
          impact: '1',
          urgency: '2',
          workaround: 'Restart',
          assignment_group: 'Desktop',
          opened_at: '2024-01-02 08:00:00',
        },
      ],
    });
    store.import(text);
    expect(store.ticket('PRB001')).toMatchObject({
      kind: 'problem',
      state: 'fix-in-progress',
      title: 'Disk',
      workaround: 'Restart',
      priority: 2,
    });
  });
});

describe('the same file again', () => {
  it('changes nothing', () => {
    const store = new Store();
    store.import(SERVICENOW);
    const before = new Map(store.documents);
    expect(store.import(SERVICENOW)).toMatchObject({
      writes: 0,
      counts: { same: 2, news: 0, changed: 0 },
    });
    expect(store.documents).toEqual(before);
  });

  it('gives the same in any order of its rows, and a dry run counts the same', () => {
    const [header, ...rows] = OSTICKET.trim().split('\n');
    const more = [
      ...rows,
      rows[0]!.replace('100234', '100235'),
      rows[0]!.replace('100234', '100236').replace('"Open"', '"Strange"'),
    ];
    const forward = new Store();
    const backward = new Store();
    const dry = forward.import([header, ...more].join('\n'), {}, true);
    const run = forward.import([header, ...more].join('\n'));
    backward.import([header, ...[...more].reverse()].join('\n'));
    expect(run.counts).toEqual(dry.counts);
    expect(run.counts).toMatchObject({ news: 2, refused: 1 });
    const content = (store: Store) =>
      store
        .tickets()
        .map(({ mutationId: _, ...ticket }) => ticket)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(content(backward)).toEqual(content(forward));
  });

  it('takes what is newer in the file and keeps what was changed here', () => {
    const store = new Store();
    store.import(SERVICENOW);
    store.edit('INC0010002', { category: 'Mail', title: 'Mail is very slow' });
    const newer = SERVICENOW.replace('"Mail is slow"', '"Mail is slow today"').replace(
      '"On Hold"',
      '"Closed"',
    );
    const again = store.import(newer);
    expect(again.counts).toMatchObject({ changed: 1, same: 1 });
    expect(again.said).toEqual([
      'title: changed here and in the file since the last import. What stands here stays.',
    ]);
    expect(store.ticket('INC0010002')).toMatchObject({
      state: 'closed',
      category: 'Mail',
      title: 'Mail is very slow',
      open: 0,
    });
    expect(store.import(newer)).toMatchObject({ writes: 0 });
  });

  it('says where a state cannot be reached and takes the rest', () => {
    const store = new Store();
    store.import(GLPI);
    const reopened = GLPI.replace('"Clos"', '"Nouveau"').replace('Écran noir', 'Écran gris');
    const { said, counts } = store.import(reopened);
    expect(counts).toMatchObject({ changed: 1 });
    expect(said).toEqual(['The file has the state “new”, but nothing leads there from “closed”.']);
    expect(store.ticket('GLPI-18')).toMatchObject({ state: 'closed', title: 'Écran gris' });
  });

  it('can be taken back, and done again', () => {
    const store = new Store();
    store.import(GLPI);
    const work = store.tickets().map((ticket) => ({ ticket, before: null, seen: {} }));
    store.apply(takeBackImport(work, store.context));
    expect(store.tickets().every(({ removedAt }) => removedAt !== undefined)).toBe(true);
    expect(store.import(GLPI).counts).toMatchObject({ changed: 2 });
    expect(store.tickets().every(({ removedAt }) => removedAt === undefined)).toBe(true);
  });

  it('leaves a ticket gone that somebody removed here', () => {
    const store = new Store();
    store.import(GLPI);
    store.edit('GLPI-17', { removedAt: '2024-06-02T00:00:00.000Z' });
    expect(store.import(GLPI).said).toEqual([
      'The ticket was removed here since the last import and is not brought back.',
    ]);
  });
});

describe('rows that cannot be taken', () => {
  it('are named with their column and stop no other', () => {
    const store = new Store();
    const bad = SERVICENOW.replace('"On Hold"', '"-100"').replace(
      '"2024-01-02 10:00:00"',
      '"yesterday"',
    );
    const { counts, said } = store.import(bad);
    expect(counts).toMatchObject({ news: 1, refused: 1 });
    expect(said).toEqual([
      '“-100” has no meaning here yet. Choose one in the table of values.',
      '“yesterday” is no date and time.',
    ]);
  });

  it('refuses both rows that say different things about one ticket, and takes equal ones once', () => {
    const [header, row] = OSTICKET.trim().split('\n');
    const store = new Store();
    expect(store.import([header, row, row].join('\n')).counts).toMatchObject({
      news: 1,
      refused: 0,
    });
    const other = row!.replace('No internet', 'No phone');
    expect(new Store().import([header, row, other].join('\n'))).toMatchObject({
      counts: { refused: 2 },
    });
  });
});
