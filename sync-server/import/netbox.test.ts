import { beforeAll, describe, expect, it } from 'vitest';
import type { CollectionName } from '../../shared/model/ids.ts';
import type { Documents } from '../../shared/model/collections.ts';
import { validateDocument } from '../../shared/model/validate.ts';
import { documentsOf, SETTINGS } from './import-kit.ts';
import type { Converter } from './import-file.ts';
import { RowError, type ConvertedRow } from './import-row.ts';
import { netboxImporter } from './netbox.ts';
import { netboxRows } from './netbox-rows.ts';

const port = (type: string, device: number) => ({ type, id: device * 10, device });

const file = {
  meta: { source: 'test' },
  tenants: [{ id: 1, name: 'Initech' }],
  providers: [{ id: 1, name: 'Initech' }],
  contacts: [
    { id: 1, name: 'Michael Scott', title: 'Manager', phone: '272', email: 'm@example.com' },
    { id: 2, name: 'Michael Scott' },
  ],
  sites: [{ id: 1, name: 'Albany', slug: 'dm-albany', physicalAddress: '1 Main St' }],
  locations: [{ id: 1, name: 'Row 1', site: 'dm-albany' }],
  racks: [{ id: 2, name: 'Comms closet', site: 'dm-albany', uHeight: 12 }],
  deviceTypes: [{ id: 1, manufacturer: 'Cisco', model: 'ISR', slug: 'isr', uHeight: 1 }],
  clusters: [{ id: 9, name: 'DO-AMS3', type: 'DigitalOcean' }],
  devices: [
    {
      ...{ id: 2, name: 'rtr01', role: 'Router', manufacturer: 'Cisco', deviceType: 'ISR' },
      ...{ site: 'dm-albany', rack: 'Comms closet', position: 4, status: 'active' },
    },
    { id: 15, name: 'sw01', role: 'Access Switch', site: 'dm-albany', status: 'offline' },
    { id: 34, name: 'pdu01', role: 'PDU', site: 'dm-albany', rack: 'Unknown rack' },
    { id: 72, role: 'Patch Panel', site: 'dm-nowhere', status: 'planned' },
    { id: 73, role: 'Patch Panel', site: 'dm-nowhere' },
  ],
  interfaces: [
    { id: 1, device: 2 },
    { id: 2, device: 2 },
  ],
  virtualMachines: [
    { id: 361, name: 'vm1', cluster: 9 },
    { id: 362, name: 'vm1', cluster: 9 },
    { id: 363, name: 'vm3', cluster: 77 },
  ],
  circuits: [
    { id: 2, cid: 'JHEW3951', provider: 'Level 3' },
    { id: 3, cid: 'TWIN', provider: 'Level 3' },
    { id: 4, cid: 'TWIN', provider: 'Zayo' },
  ],
  powerPanels: [{ id: 1, name: 'Panel 1', site: 'dm-albany' }],
  powerFeeds: [
    { id: 5, name: 'P1-1A', powerPanel: 'Panel 1', site: 'dm-albany', rack: 'Comms closet' },
    { id: 6, name: 'P9-1A', powerPanel: 'Panel 9', site: 'dm-albany' },
  ],
  cables: [
    { id: 37, a: [port('dcim.interface', 15)], b: [port('dcim.interface', 2)] },
    { id: 38, a: [port('dcim.interface', 2)], b: [port('dcim.interface', 15)] },
    { id: 63, a: [port('dcim.powerport', 2)], b: [port('dcim.poweroutlet', 34)] },
    { id: 64, a: [port('dcim.poweroutlet', 34)], b: [port('dcim.powerport', 15)] },
    { id: 65, a: [port('dcim.powerport', 34)], b: [{ type: 'dcim.powerfeed', id: 5 }] },
    {
      id: 87,
      a: [{ type: 'circuits.circuittermination', id: 15, circuit: 'JHEW3951' }],
      b: [port('dcim.interface', 2), port('dcim.interface', 15)],
    },
    { id: 88, a: [port('dcim.interface', 2)], b: [port('dcim.consoleport', 2)] },
    { id: 89, a: [port('dcim.interface', 2)], b: [port('dcim.interface', 999)] },
    { id: 90, a: [port('dcim.interface', 2)], b: [] },
    { id: 91, a: [{ type: 'x', circuit: 'TWIN' }], b: [port('dcim.interface', 2)] },
  ],
  vlans: [{ id: 3, name: 'Data' }],
  flowers: [{ id: 1 }],
};

let convert: Converter;
const rows = new Map<string, ConvertedRow>();
const refused = new Map<string, string>();

beforeAll(async () => {
  convert = await netboxImporter.converter(SETTINGS, '');
  for (const source of netboxRows(file)) {
    if ('problem' in source) {
      refused.set(source.id ?? '', source.problem);
      continue;
    }
    try {
      const row = convert(source.row, source.value);
      rows.set(row.id, row);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      refused.set(error.id ?? '', error.message);
    }
  }
});

function all<C extends CollectionName>(collection: C): readonly Documents[C][] {
  return [...rows.values()].flatMap((row) => documentsOf(row, collection));
}

/** `rtr01 powered-by pdu01`. */
function relations(): string[] {
  const names = new Map(all('items').map(({ id, name }) => [id as string, name]));
  return all('relations').map(
    ({ type, fromId, toId }) => `${names.get(fromId) ?? '?'} ${type} ${names.get(toId) ?? '?'}`,
  );
}

describe('an export of NetBox', () => {
  it('gives valid documents only, each row about one of its own', () => {
    for (const row of rows.values()) {
      for (const { document } of row.documents) {
        expect(validateDocument(document)).toMatchObject({ ok: true });
      }
      expect(row.documents.map(({ document }) => document.id)).toContain(row.recordId);
    }
  });

  it('keeps what has the same name apart by the ids of the export', () => {
    expect(rows.get('virtualMachines 361')!.recordId).not.toBe(
      rows.get('virtualMachines 362')!.recordId,
    );
    expect(rows.get('contacts 1')!.recordId).not.toBe(rows.get('contacts 2')!.recordId);
    expect(rows.get('tenants 1')!.recordId).not.toBe(rows.get('providers 1')!.recordId);
    expect(documentsOf(rows.get('devices 72')!, 'items')[0]!.name).toBe('Patch Panel 72');
    const numbers = all('items').map(({ number }) => number);
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('puts devices where they stand, in their class, with what they are', () => {
    const [router] = documentsOf(rows.get('devices 2')!, 'items');
    const [rack] = documentsOf(rows.get('racks 2')!, 'places');
    const [site] = documentsOf(rows.get('sites 1')!, 'places');
    expect(router).toMatchObject({
      number: 'NB-device-2',
      name: 'rtr01',
      className: 'router',
      status: 'operational',
      manufacturer: 'Cisco',
      model: 'ISR',
      placeId: rack!.id,
      attributes: { 'Rack unit': 4, Interfaces: 2 },
    });
    expect(rack).toMatchObject({ kind: 'rack', heightUnits: 12, parentId: site!.id });
    expect(site).toMatchObject({ name: 'Albany', address: '1 Main St' });
    expect(documentsOf(rows.get('devices 15')!, 'items')[0]).toMatchObject({
      className: 'switch',
      status: 'down',
      placeId: site!.id,
    });
  });

  it('leaves a rack or a site with a row of its own to that row', () => {
    // The device knows no height: a second version of the rack would take it away.
    expect(documentsOf(rows.get('devices 2')!, 'places')).toEqual([]);
    expect(documentsOf(rows.get('devices 34')!, 'places')).toMatchObject([
      { kind: 'rack', name: 'Unknown rack' },
    ]);
    expect(documentsOf(rows.get('devices 72')!, 'places')).toMatchObject([
      { kind: 'site', name: 'dm-nowhere' },
    ]);
  });

  it('tells power from data, whichever end of a cable was noted first', () => {
    expect(relations()).toEqual([
      'vm1 runs-on DO-AMS3',
      'vm1 runs-on DO-AMS3',
      'P1-1A powered-by Panel 1',
      'sw01 connected-to rtr01',
      'sw01 connected-to rtr01',
      'rtr01 powered-by pdu01',
      'sw01 powered-by pdu01',
      'pdu01 powered-by P1-1A',
      'JHEW3951 connected-to rtr01',
    ]);
  });

  it('knows two cables between the same devices for one relation', () => {
    expect(rows.get('cables 38')!.recordId).toBe(rows.get('cables 37')!.recordId);
  });

  it('says what is missing where a row is taken without it', () => {
    expect(rows.get('virtualMachines 363')!.warnings).toEqual([
      'The cluster of a virtual machine is not in the file.',
    ]);
    expect(rows.get('powerFeeds 6')!.warnings).toEqual([
      'The panel of a power feed is not in the file.',
    ]);
    expect(rows.get('cables 87')!.warnings).toEqual([
      'A side of a cable has several ends; the first counts.',
    ]);
  });

  it('names every row that is not taken, with the reason', () => {
    expect(Object.fromEntries(refused)).toEqual({
      'cables 88': 'Both ends of the cable are at the same record.',
      'cables 89': '"b" is at no device, circuit or power feed of the file (dcim.interface).',
      'cables 90': '"b" is at no device, circuit or power feed of the file (nothing).',
      'cables 91': '"a" is at "TWIN", which two circuits are called.',
      'interfaces 1': 'Interfaces are no records of their own; the device has their number.',
      'interfaces 2': 'Interfaces are no records of their own; the device has their number.',
      'vlans 3': 'VLANs are not recorded.',
      'flowers 1': 'Outpost does not know the section "flowers".',
    });
  });

  it('makes one class for each sort of thing, the same in every run', () => {
    const classes = all('policies').filter((policy) => policy.kind === 'item-class');
    const ids = new Map(classes.map(({ key, id }) => [key, id]));
    expect(new Set(classes.map(({ id }) => id)).size).toBe(ids.size);
    expect([...ids.keys()]).toEqual(
      expect.arrayContaining(['router', 'switch', 'pdu', 'patch-panel', 'virtual-machine']),
    );
  });
});

describe('a file that is none', () => {
  it.each([[[]], [null], ['sites'], [{ meta: {} }]])('%j is refused as a whole', (content) => {
    expect(() => [...netboxRows(content)]).toThrow(/^The file is no export of NetBox/);
  });

  it('is read as far as it goes', () => {
    expect([...netboxRows({ sites: {}, racks: [], flowers: 7 })]).toEqual([
      { row: 1, problem: '"sites" is no list.' },
      { row: 2, problem: '"flowers" is no list.' },
    ]);
  });

  it.each([
    ['sites', { id: 1, name: 'No slug' }, '"slug" is missing.'],
    ['racks', { id: 1, name: 'No site' }, '"site" is missing.'],
    ['devices', { name: 'No id', site: 'a' }, '"id" is no id.'],
    ['devices', { id: 1.5, site: 'a' }, '"id" is no id.'],
    ['devices', { id: 1, role: { name: 'Router' }, site: 'a' }, '"role" is no text.'],
    ['virtualMachines', { id: 1, name: null }, '"name" is missing.'],
    ['cables', { id: 1, a: 'somewhere', b: [] }, '"a" is no list.'],
    ['cables', 'cable', 'The row is no JSON object.'],
  ])('%s: %j', (section, item, sentence) => {
    const [source] = [...netboxRows({ [section]: [item] })];
    if (!source || 'problem' in source) throw new Error('There is no row to convert');
    expect(() => convert(1, source.value)).toThrow(sentence);
  });
});
