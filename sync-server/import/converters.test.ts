import { afterAll, describe, expect, it } from 'vitest';
import { validateDocument } from '../../shared/model/validate.ts';
import { deviceTypesImporter } from './device-types.ts';
import { hostConverter, hostsImporter } from './hosts.ts';
import { documentsOf, FileBox, SETTINGS, timelineOf } from './import-kit.ts';
import type { Converter } from './import-file.ts';
import { RowError, type ConvertedRow } from './import-row.ts';
import { knowledgeImporter } from './knowledge.ts';
import { readJsonLines } from './read-rows.ts';
import { outageConverter, serviceIncidentsImporter } from './service-incidents.ts';

const box = new FileBox();
afterAll(() => {
  box.remove();
});

function refusal(convert: Converter, value: unknown): string {
  try {
    convert(1, value);
  } catch (error) {
    if (error instanceof RowError) return error.message;
    throw error;
  }
  throw new Error('The row was taken');
}

function expectValid({ documents }: ConvertedRow): void {
  for (const { document } of documents) {
    expect(validateDocument(document)).toMatchObject({ ok: true });
  }
}

describe('articles', async () => {
  const convert = await knowledgeImporter.converter(SETTINGS, '');
  const article = {
    id: 'KB3096482',
    title: 'Agent hangs during full import',
    summary: 'What to do.',
    product: 'Azure',
    component: 'active-directory',
    area: 'active-directory',
    topic: 'troubleshooting',
    updatedAt: '2020-10-10',
    author: 'genlin',
    lang: 'en',
    markdown: '# Agent hangs\n\n> [!NOTE]\n> <script>alert(1)</script>\n',
    source: 'SupportArticles-docs',
    sourcePath: 'support/azure/agent-hangs.md',
  };

  it('are published with their text untouched', () => {
    const row = convert(1, article);
    expectValid(row);
    expect(documentsOf(row, 'articles')).toMatchObject([
      {
        number: 'KB3096482',
        slug: 'kb3096482',
        category: 'Azure',
        tags: ['active-directory', 'troubleshooting'],
        state: 'published',
        audience: 'agents',
        revisedAt: '2020-10-10T00:00:00.000Z',
        attribution: 'SupportArticles-docs',
        // What is dangerous in it is the reader's to clean: the source must stay whole.
        markdown: article.markdown.trim(),
        source: { system: 'support-articles', key: 'support/azure/agent-hangs.md' },
      },
    ]);
  });

  it('cut a tag that is too long and say so, never through a character', () => {
    const row = convert(1, { ...article, area: `${'x'.repeat(79)}😀` });
    expectValid(row);
    expect(documentsOf(row, 'articles')).toMatchObject([
      { tags: [expect.anything(), 'x'.repeat(79), expect.anything()] },
    ]);
    expect(row.warnings).toEqual(['"area" is too long for a tag and was cut.']);
  });

  it('keep two articles with long paths apart', () => {
    const path = `support/${'deep/'.repeat(60)}`;
    const [one, two] = ['one.md', 'two.md'].map((name) =>
      convert(1, { ...article, sourcePath: path + name }),
    );
    expectValid(one!);
    expect(one!.recordId).not.toBe(two!.recordId);
    expect(documentsOf(one!, 'articles')[0]!.source!.key).not.toBe(
      documentsOf(two!, 'articles')[0]!.source!.key,
    );
  });

  it.each([
    [{ markdown: '' }, '"markdown" is missing.'],
    [{ title: ['a'] }, '"title" is no text.'],
    [{ updatedAt: '2020-02-30' }, '"updatedAt" is no date and time: "2020-02-30".'],
    [{ id: 'x'.repeat(41) }, '"id" has 41 characters; at most 40 fit.'],
    [
      { markdown: 'x'.repeat(4_000_001) },
      '"markdown" has 4000001 characters; at most 4000000 fit.',
    ],
  ])('refuse %o', (patch, sentence) => {
    expect(refusal(convert, { ...article, ...patch })).toBe(sentence);
  });
});

describe('device types', async () => {
  const convert = await deviceTypesImporter.converter(SETTINGS, '');
  const model = {
    manufacturer: 'APC',
    model: 'AP4421',
    slug: 'apc-ap4421',
    partNumber: 'AP4421',
    uHeight: 1,
    isFullDepth: false,
    weight: 12.5,
    weightUnit: 'lb',
    interfaces: { '100base-tx': 1 },
    consolePorts: { 'rj-12': 1 },
    powerPorts: [{ name: 'Source A' }, { name: 'Source B' }],
    powerOutlets: { 'iec-60320-c13': 12 },
    moduleBays: 2,
  };

  it('become models with what they have as attributes, weights in kilograms', () => {
    const row = convert(1, model);
    expectValid(row);
    expect(documentsOf(row, 'catalog')).toMatchObject([
      {
        kind: 'product-model',
        name: 'AP4421',
        manufacturer: 'APC',
        heightUnits: 1,
        weightKg: 5.67,
        attributes: {
          'Full depth': false,
          'Interfaces: 100base-tx': 1,
          'Console ports: rj-12': 1,
          'Power ports': 2,
          'Power outlets: iec-60320-c13': 12,
          'Module bays': 2,
        },
      },
    ]);
  });

  it.each([
    [{ slug: null }, '"slug" is missing.'],
    [{ weightUnit: 'stone' }, '"weightUnit" is not known: "stone"; kg, g, lb, oz are.'],
    [{ weightUnit: 'valueOf' }, '"weightUnit" is not known: "valueOf"; kg, g, lb, oz are.'],
    [{ uHeight: '2' }, '"uHeight" is no number.'],
    [{ isFullDepth: 'yes' }, '"isFullDepth" is neither true nor false.'],
    [{ interfaces: [1] }, '"interfaces" holds no counts.'],
    [{ interfaces: { a: 'many' } }, '"interfaces" holds no counts.'],
    [{ powerPorts: {} }, '"powerPorts" is no list.'],
  ])('refuse %o', (patch, sentence) => {
    expect(refusal(convert, { ...model, ...patch })).toBe(sentence);
  });
});

describe('hosts', () => {
  const guest = {
    hostname: 'db01.example.org',
    environment: 'production',
    datacenter: 'rdu3',
    vmHost: 'vmhost-01.example.org',
    memoryMiB: 2048,
    diskMiB: '120g',
    groups: ['db', 'db'],
    changeFreezeApplies: true,
  };
  const convert = hostConverter('lab', new Set(['vmhost-01.example.org', 'db01.example.org']));

  it('become items that run on the host they name', () => {
    const row = convert(1, guest);
    expectValid(row);
    const [item] = documentsOf(row, 'items');
    expect(item).toMatchObject({
      number: 'HOST-db01.example.org',
      name: 'db01.example.org',
      className: 'virtual-machine',
      criticality: 'high',
      attributes: {
        Environment: 'production',
        'Memory (MiB)': 2048,
        'Disk (MiB)': '120g',
        Groups: ['db'],
        'Change freeze applies': true,
      },
    });
    const host = documentsOf(convert(2, { hostname: 'vmhost-01.example.org' }), 'items')[0]!;
    expect(host).toMatchObject({ className: 'server', criticality: 'medium' });
    expect(documentsOf(row, 'relations')).toMatchObject([
      { type: 'runs-on', fromId: item!.id, toId: host.id, scope: 'lab' },
    ]);
    expect(documentsOf(row, 'places')).toMatchObject([{ kind: 'site', name: 'rdu3' }]);
    expect(timelineOf(row)).toMatchObject([{ kind: 'state', from: null, to: 'operational' }]);
  });

  it('get no relation to a hypervisor that is not in the file, or to themselves', () => {
    const stray = convert(1, { ...guest, vmHost: 'vmhost-02.example.org' });
    expect(documentsOf(stray, 'relations')).toEqual([]);
    expect(stray.warnings).toEqual([
      'The hypervisor named is not in the file, so there is no relation to it.',
    ]);
    const own = convert(1, { ...guest, vmHost: 'db01.example.org' });
    expect(documentsOf(own, 'relations')).toEqual([]);
    expect(own.warnings).toEqual([
      'A host is named as its own hypervisor, so there is no relation.',
    ]);
  });

  it('may stand above their hypervisor, but not lean on one that is refused', async () => {
    const file = box.lines('hosts.jsonl', [
      guest,
      { ...guest, hostname: 'db02.example.org', vmHost: 'broken.example.org' },
      { hostname: 'broken.example.org', memoryMiB: {} },
      { hostname: 'vmhost-01.example.org' },
    ]);
    const fromFile = await hostsImporter.converter(SETTINGS, file);
    const relations: number[] = [];
    for await (const source of readJsonLines(file, { totalBytes: 0, bytes: 0 })) {
      if (source.row === 3 || 'problem' in source) continue;
      relations.push(documentsOf(fromFile(source.row, source.value), 'relations').length);
    }
    expect(relations).toEqual([1, 0, 0]);
  });

  it('of rented machines have a provider for a site', () => {
    const row = convert(1, {
      name: 'infrastructure-azure-ubuntu2004-x64-1',
      provider: 'azure',
      os: 'ubuntu2004',
      arch: 'x64',
      ip: '40.121.206.1',
    });
    expectValid(row);
    expect(documentsOf(row, 'items')[0]).toMatchObject({
      className: 'virtual-machine',
      attributes: {
        'Operating system': 'ubuntu2004',
        Architecture: 'x64',
        Address: '40.121.206.1',
      },
    });
    const other = convert(2, { name: 'infrastructure-azure-ubuntu2004-x64-2' });
    // Both are longer than a number may be.
    expect(documentsOf(other, 'items')[0]!.number).not.toBe(documentsOf(row, 'items')[0]!.number);
  });

  it.each([
    [{ hostname: '' }, '"hostname" is missing.'],
    [{ hostname: 7 }, '"hostname" is no text.'],
    [{ hostname: 'h'.repeat(201) }, '"hostname" has 201 characters; at most 200 fit.'],
    [{ memoryMiB: [1] }, '"memoryMiB" is neither a text nor a number.'],
    [{ groups: [{}] }, '"groups" is no list of texts.'],
    [{ vmHost: 4 }, '"vmHost" is no text.'],
  ])('refuse %o', (patch, sentence) => {
    expect(refusal(convert, { ...guest, ...patch })).toBe(sentence);
  });
});

describe('outages', () => {
  const outage = {
    id: '2020-11-12-get-jenkins-io',
    title: 'get.jenkins.io issues',
    date: '2020-11-12 15:54:00',
    resolved: true,
    resolvedWhen: '2020-11-14T8:26:00-00:00',
    severity: 'down',
    affected: ['get.jenkins.io', 'pkg.jenkins.io', 'get.jenkins.io', ' '],
    markdown: 'The volume is down.',
  };
  const descriptions = new Map([['get.jenkins.io', 'Redirects downloads']]);
  const convert = outageConverter(SETTINGS, descriptions);

  it('become incidents that affect the services they name', () => {
    const row = convert(1, outage);
    expectValid(row);
    const [ticket] = documentsOf(row, 'tickets');
    expect(ticket).toMatchObject({
      number: 'OUT-2020-11-12-get-jenkins-io',
      state: 'resolved',
      open: 0,
      impact: 1,
      priority: 1,
      major: true,
      origin: 'monitoring',
      openedAt: '2020-11-12T15:54:00.000Z',
      resolvedAt: '2020-11-14T08:26:00.000Z',
    });
    const services = documentsOf(row, 'catalog');
    expect(services).toMatchObject([
      { kind: 'service', name: 'get.jenkins.io', description: 'Redirects downloads' },
      { kind: 'service', name: 'pkg.jenkins.io', description: '' },
    ]);
    expect(ticket).toMatchObject({ serviceId: services[0]!.id });
    expect(documentsOf(row, 'relations')).toMatchObject(
      services.map(({ id }) => ({ type: 'affects', fromId: ticket!.id, toId: id })),
    );
    expect(timelineOf(row)).toMatchObject([
      { from: null, to: 'in-progress', at: '2020-11-12T15:54:00.000Z' },
      { from: 'in-progress', to: 'resolved', at: '2020-11-14T08:26:00.000Z' },
    ]);
  });

  it('stay open until they are resolved', () => {
    const row = convert(1, { ...outage, resolved: false, affected: null });
    expectValid(row);
    expect(documentsOf(row, 'tickets')[0]).toMatchObject({ state: 'in-progress', open: 1 });
    expect(documentsOf(row, 'tickets')[0]).not.toHaveProperty('serviceId');
    expect(timelineOf(row)).toHaveLength(1);
  });

  it.each([
    ['2020-11-11 10:00:00', 'Resolved before it began; the instant it began is taken.'],
    [null, 'Resolved without an instant; the instant it began is taken.'],
  ])('resolved at %s end when they began, in that order', (resolvedWhen, sentence) => {
    const row = convert(1, { ...outage, resolvedWhen });
    expect(row.warnings).toEqual([sentence]);
    expect(documentsOf(row, 'tickets')[0]!.resolvedAt).toBe('2020-11-12T15:54:00.000Z');
    expect(timelineOf(row)).toMatchObject([{ to: 'in-progress' }, { to: 'resolved' }]);
  });

  it('take descriptions from the file beside theirs, and name it where it is broken', async () => {
    const file = box.lines('outages.jsonl', [outage]);
    const described = async () => {
      const fromFile = await serviceIncidentsImporter.converter(SETTINGS, file);
      return documentsOf(fromFile(1, outage), 'catalog')[0];
    };
    expect(await described()).toMatchObject({ description: '' });
    box.write(
      'outages.services.json',
      JSON.stringify({ services: [{ name: 'get.jenkins.io', description: 'Downloads\n' }, 7] }),
    );
    expect(await described()).toMatchObject({ description: 'Downloads' });
    box.write('outages.services.json', '{');
    await expect(described()).rejects.toThrow(/outages\.services\.json" cannot be read: .+\.$/);
  });

  it.each([
    [{ id: undefined }, '"id" is missing.'],
    [{ severity: 'toString' }, '"severity" is not known: "toString".'],
    [{ resolved: 'yes' }, '"resolved" is neither true nor false.'],
    [{ date: '12/11/2020' }, '"date" is no date and time: "12/11/2020".'],
    [{ affected: 'get.jenkins.io' }, '"affected" is no list.'],
    [{ affected: ['s'.repeat(161)] }, '"affected" has 161 characters; at most 160 fit.'],
  ])('refuse %o', (patch, sentence) => {
    expect(refusal(convert, { ...outage, ...patch })).toBe(sentence);
  });
});
