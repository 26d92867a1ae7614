import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { validateDocument } from '../../shared/model/validate.ts';
import { deviceTypesImporter } from './device-types.ts';
import { hostsImporter } from './hosts.ts';
import { importFile, type Importer } from './import-file.ts';
import { FileBox, incidentRow, SETTINGS, timelineOf } from './import-kit.ts';
import { incidentsImporter } from './incidents.ts';
import { knowledgeImporter } from './knowledge.ts';
import { MemoryCouch } from './memory-couch.ts';
import { netboxImporter } from './netbox.ts';
import { serviceIncidentsImporter } from './service-incidents.ts';

const box = new FileBox();
afterAll(() => {
  box.remove();
});

type Row = Readonly<Record<string, unknown>>;

const device = { id: 1, name: 'rtr01', role: 'Router', site: 'a', rack: 'r', status: 'active' };
const end = { type: 'dcim.interface', device: 1 };

/** A good row of each kind; hostile ones differ from it in some fields. */
const GOOD: readonly (readonly [Importer, Row])[] = [
  [incidentsImporter, incidentRow()],
  [
    knowledgeImporter,
    {
      ...{ id: 'KB1', title: 'Title', summary: 'Summary', product: 'Azure', component: 'AD' },
      ...{ updatedAt: '2020-10-10', author: 'a', lang: 'en', markdown: '# A', sourcePath: 'a.md' },
    },
  ],
  [
    deviceTypesImporter,
    {
      ...{
        manufacturer: 'APC',
        model: 'AP1',
        slug: 'ap1',
        uHeight: 1,
        weight: 3,
        weightUnit: 'kg',
      },
      ...{ interfaces: { a: 1 }, consolePorts: {}, powerPorts: [], isFullDepth: true },
    },
  ],
  [
    hostsImporter,
    { hostname: 'a', vmHost: 'b', datacenter: 'c', kind: 'vm', groups: ['x'], memoryMiB: 1 },
  ],
  [
    serviceIncidentsImporter,
    {
      ...{ id: 'x', title: 'X', date: '2020-10-10', resolved: true, resolvedWhen: '2020-10-11' },
      ...{ severity: 'down', affected: ['s'], markdown: 'm' },
    },
  ],
  [
    netboxImporter,
    {
      ...{ sites: [{ id: 1, name: 'A', slug: 'a' }], racks: [{ id: 1, name: 'r', site: 'a' }] },
      ...{ devices: [device, { ...device, id: 2, name: null }], tenants: [{ id: 1, name: 't' }] },
      ...{ clusters: [{ id: 1, name: 'c' }], virtualMachines: [{ id: 1, name: 'v', cluster: 1 }] },
      ...{ circuits: [{ id: 1, cid: 'z', provider: 'p' }], regions: [{ id: 1 }] },
      ...{ powerPanels: [{ id: 1, name: 'p', site: 'a' }] },
      ...{ powerFeeds: [{ id: 1, name: 'f', site: 'a', powerPanel: 'p' }] },
      ...{ cables: [{ id: 1, a: [end], b: [{ ...end, device: 2 }] }] },
    },
  ],
];

const hostileText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom('', ' ', '\u0000', '\ud800', 'constructor', '__proto__', '-100', '2020-02-30'),
  fc.constantFrom('2016-02-29T01:23', '1 - High', 'x'.repeat(5_000), '😀'.repeat(300), 'New'),
);
const hostileValue = fc.oneof(
  { weight: 4, arbitrary: hostileText },
  fc.constantFrom(null, 0, -1, 1.5, 1e300, true, false),
  fc.constantFrom([], {}, [[]], [null], { __proto__: 1 }, [{}], [7, 'a'], { a: { b: 1 } }),
  fc.jsonValue({ maxDepth: 3 }),
);

/** A good row with a few fields, at any depth, replaced, added or taken away. */
function hostile(good: unknown): fc.Arbitrary<unknown> {
  if (typeof good !== 'object' || good === null) {
    return fc.oneof({ weight: 6, arbitrary: fc.constant(good) }, hostileValue);
  }
  if (Array.isArray(good)) {
    const items = fc.tuple(...good.map(hostile));
    return fc.oneof({ weight: 12, arbitrary: items }, hostileValue);
  }
  const fields = Object.fromEntries(
    Object.entries(good).map(([field, value]) => [
      field,
      fc.oneof({ weight: 12, arbitrary: hostile(value) }, hostileValue, fc.constant(undefined)),
    ]),
  );
  const others = fc.dictionary(hostileText, hostileValue, { maxKeys: 1 });
  return fc
    .tuple(fc.record(fields), fc.oneof({ weight: 4, arbitrary: fc.constant({}) }, others))
    .map(([own, more]) => ({ ...more, ...own }));
}

function fileOf(importer: Importer, rows: readonly unknown[]): string {
  if (importer.kind !== 'netbox') return box.lines('rows.jsonl', rows);
  return box.write('rows.json', JSON.stringify(rows[0] ?? {}));
}

const request = (importer: Importer, file: string, server: MemoryCouch) =>
  importFile({ ...SETTINGS, server, importer, file, isDryRun: false, onProgress: () => undefined });

describe.each(GOOD.map(([importer, good]) => [importer.kind, importer, good] as const))(
  '%s from a hostile file',
  (_kind, importer, good) => {
    it(
      'are counted, valid, refused with sentences, and taken once',
      { timeout: 60_000 },
      async () => {
        const anyRow = fc.oneof({ weight: 9, arbitrary: hostile(good) }, hostileValue);
        await fc.assert(
          fc.asyncProperty(fc.array(anyRow, { minLength: 1, maxLength: 6 }), async (rows) => {
            const file = fileOf(importer, rows);
            const server = new MemoryCouch();
            let report;
            try {
              report = await request(importer, file, server);
            } catch (error) {
              // An export of NetBox is one document, which may be none at all.
              expect((error as Error).message).toMatch(/^The file is no export of NetBox/);
              return;
            }
            expect(report.rows).toBe(report.taken + report.unchanged + report.refused.length);
            for (const { reason } of report.refused) expect(reason).toMatch(/\S.*\S$/s);
            for (const stored of [...server.databases.values()].flatMap((each) => [
              ...each.values(),
            ])) {
              const { _id: id, _rev, ...body } = stored;
              expect(validateDocument({ ...body, id })).toMatchObject({ ok: true });
              expect(JSON.stringify(body)).not.toMatch(/(^|[^\\])(\\\\)*\\u(0000|d[89a-f])/);
            }
            const { writes } = server;
            const again = await request(importer, file, server);
            expect(server.writes).toBe(writes);
            expect(again).toEqual({
              ...report,
              taken: 0,
              unchanged: report.taken + report.unchanged,
            });
          }),
          { numRuns: 150 },
        );
      },
    );

    it('takes the good row', async () => {
      const report = await request(importer, fileOf(importer, [good]), new MemoryCouch());
      expect(report.taken).toBeGreaterThan(0);
      expect(report.refused.filter(({ id }) => id !== 'regions 1')).toEqual([]);
    });
  },
);

describe('a history', () => {
  const minute = fc
    .integer({ min: 0, max: 59 })
    .map((n) => `2016-02-29T01:${String(n).padStart(2, '0')}`);
  const state = fc.constantFrom('New', 'Active', 'Awaiting Vendor', 'Resolved', 'Closed');
  const event = fc.record(
    { incident_state: state, sys_updated_at: minute, vendor: fc.constantFrom('a', 'b', null) },
    { requiredKeys: [] },
  );

  it('sorts by instant, and within a minute as the log has it', async () => {
    const convert = await incidentsImporter.converter(SETTINGS, '');
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 40 }), (events) => {
        const row = convert(1, incidentRow({ events }));
        const made = row.documents
          .filter(({ collection }) => collection === 'entries')
          .map(({ document }) => document);
        const stable = made
          .map((entry, order) => ({ entry, order, at: (entry as { at?: string }).at ?? '' }))
          .sort((a, b) => (a.at === b.at ? a.order - b.order : a.at < b.at ? -1 : 1))
          .map(({ entry }) => entry);
        expect(timelineOf(row)).toEqual(stable);
        const states = made.flatMap((entry) => (entry.kind === 'state' ? [entry] : []));
        states.forEach(({ from }, n) => expect(from).toBe(states[n - 1]?.to ?? null));
      }),
    );
  });
});
