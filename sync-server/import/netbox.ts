import type { Importer } from './import-file.ts';
import type { ConvertedRow } from './import-row.ts';
import { cableLink } from './netbox-cables.ts';
import { NETBOX_NAME_MAX, NETBOX_ORIGIN, NetboxRow } from './netbox-row.ts';
import { readNetboxRows, siteKey } from './netbox-rows.ts';
import type { NetboxSection, NetboxSourceRow } from './netbox-rows.ts';
import { distinctText } from './plain-text.ts';

/** Roles of NetBox whose class is called otherwise. */
const CLASS_OF_ROLE: ReadonlyMap<string, string> = new Map([
  ['Access Switch', 'switch'],
  ['Core Switch', 'switch'],
  ['Distribution Switch', 'switch'],
  ['ToR Switch', 'switch'],
  ['Application Server', 'server'],
]);

function classKey(role: string): string {
  const plain = role.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return CLASS_OF_ROLE.get(role) ?? (/[a-z0-9]/.test(plain) ? plain : distinctText(role, 60));
}

function contact(row: NetboxRow): string {
  const mail = row.read.optionalText('email', 200);
  const phone = row.read.optionalText('phone', 60);
  const jobTitle = row.read.optionalText('title', 120);
  return row.shared.person(`contact ${row.number}`, row.name(120), {
    ...(mail ? { mail } : {}),
    ...(phone ? { phone } : {}),
    ...(jobTitle ? { jobTitle } : {}),
  });
}

function rack(row: NetboxRow): string {
  const heightUnits = row.read.optionalNumber('uHeight');
  const more = heightUnits === undefined ? {} : { heightUnits };
  return row.place('rack', row.name(NETBOX_NAME_MAX), more);
}

function deviceType(row: NetboxRow): string {
  const { read, build } = row;
  const heightUnits = read.optionalNumber('uHeight');
  const partNumber = read.optionalText('partNumber', 120);
  const isFullDepth = read.optionalFlag('isFullDepth');
  return build.add(
    'catalog',
    read.text('slug', 190),
    {
      kind: 'product-model',
      name: read.text('model', 200),
      manufacturer: read.text('manufacturer', 120),
      ...(partNumber ? { partNumber } : {}),
      ...(heightUnits === undefined ? {} : { heightUnits }),
      attributes: {
        ...(isFullDepth === undefined ? {} : { 'Full depth': isFullDepth }),
        ...row.attributes({ comments: 'Comments' }),
      },
    },
    NETBOX_ORIGIN,
  );
}

function cluster(row: NetboxRow): string {
  return row.item('cluster', {
    className: row.shared.itemClass('cluster'),
    name: row.name(),
    attributes: row.attributes({ type: 'Type', group: 'Group' }),
  });
}

function device(row: NetboxRow): string {
  const { read, number } = row;
  const role = read.optionalText('role', 60) ?? 'Device';
  const serial = read.optionalText('serial', 120);
  const assetTag = read.optionalText('assetTag', 60);
  const manufacturer = read.optionalText('manufacturer', 120);
  const model = read.optionalText('deviceType', 200);
  const ports = row.index.interfaceCounts.get(number);
  return row.item('device', {
    name: read.optionalText('name', 200) ?? `${role} ${number}`,
    className: row.shared.itemClass(classKey(role), role),
    placeId: row.standsIn(),
    ...(serial ? { serial } : {}),
    ...(assetTag ? { assetTag } : {}),
    ...(manufacturer ? { manufacturer } : {}),
    ...(model ? { model } : {}),
    attributes: {
      ...row.attributes({
        platform: 'Platform',
        tenant: 'Tenant',
        position: 'Rack unit',
        face: 'Face',
        primaryIp4: 'Address',
      }),
      ...(ports ? { Interfaces: ports } : {}),
    },
  });
}

function virtualMachine(row: NetboxRow): string {
  const clusterNumber = row.read.optionalNumber('cluster');
  const id = row.item('vm', {
    name: row.name(),
    className: row.shared.itemClass('virtual-machine'),
    attributes: row.attributes({
      platform: 'Operating system',
      role: 'Role',
      vcpus: 'Processors',
      memory: 'Memory (MB)',
      disk: 'Disk (GB)',
    }),
  });
  if (clusterNumber !== undefined && row.index.clusters.has(clusterNumber)) {
    row.link(`vm ${row.number}`, 'runs-on', `cluster ${clusterNumber}`);
  } else {
    row.build.warnings.push('The cluster of a virtual machine is not in the file.');
  }
  return id;
}

function circuit(row: NetboxRow): string {
  const provider = row.read.optionalText('provider', NETBOX_NAME_MAX);
  if (provider !== undefined) row.shared.organisation(provider, 'vendor');
  return row.item('circuit', {
    name: row.read.text('cid', 200),
    className: row.shared.itemClass('circuit'),
    attributes: row.attributes({ provider: 'Provider', type: 'Type', tenant: 'Tenant' }),
  });
}

function powerPanel(row: NetboxRow): string {
  return row.item('panel', {
    className: row.shared.itemClass('power-panel'),
    name: row.name(),
    placeId: row.site(),
  });
}

function powerFeed(row: NetboxRow): string {
  const { read } = row;
  const id = row.item('feed', {
    name: row.name(),
    className: row.shared.itemClass('power-feed'),
    placeId: row.standsIn(),
    attributes: row.attributes({
      type: 'Type',
      supply: 'Supply',
      voltage: 'Voltage',
      amperage: 'Amperage',
      phase: 'Phase',
    }),
  });
  const panelKey = siteKey(read.text('site', 100), read.optionalText('powerPanel', 200) ?? '');
  const panel = row.index.powerPanels.get(panelKey);
  if (panel !== undefined) row.link(`feed ${row.number}`, 'powered-by', `panel ${panel}`);
  else row.build.warnings.push('The panel of a power feed is not in the file.');
  return id;
}

function cable(row: NetboxRow): string {
  const { type, from, to, isSplit } = cableLink(row.read, row.index);
  if (isSplit) row.build.warnings.push('A side of a cable has several ends; the first counts.');
  return row.link(from, type, to);
}

/** What each section becomes; each returns the id of the document the row is about. */
const SECTIONS: Readonly<Record<NetboxSection, (row: NetboxRow) => string>> = {
  tenants: (row) => row.shared.organisation(row.name(NETBOX_NAME_MAX), 'customer'),
  providers: (row) => row.shared.organisation(row.name(NETBOX_NAME_MAX), 'vendor'),
  contacts: contact,
  sites: (row) => row.siteRow(),
  locations: (row) => row.place('room', row.name(NETBOX_NAME_MAX)),
  racks: rack,
  deviceTypes: deviceType,
  clusters: cluster,
  devices: device,
  virtualMachines: virtualMachine,
  circuits: circuit,
  powerPanels: powerPanel,
  powerFeeds: powerFeed,
  cables: cable,
};

function convert(row: number, value: unknown, scope: string): ConvertedRow {
  const source = value as NetboxSourceRow;
  const netbox = new NetboxRow(source, scope);
  const recordId = SECTIONS[source.section](netbox);
  return netbox.build.finish(row, netbox.label, recordId);
}

/** An export of NetBox in one JSON file. */
export const netboxImporter: Importer = {
  kind: 'netbox',
  summary: 'Sites, racks, devices, cables, machines and circuits of a NetBox (JSON).',
  rows: readNetboxRows,
  converter:
    async ({ scope }) =>
    (row, value) =>
      convert(row, value, scope),
};
