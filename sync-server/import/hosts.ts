import { validateDocument } from '../../shared/model/validate.ts';
import type { NewBody } from '../../shared/workflow/command.ts';
import type { Converter, Importer } from './import-file.ts';
import {
  importedNumber,
  RowBuilder,
  RowError,
  type ConvertedRow,
  type ImportSource,
} from './import-row.ts';
import { readJsonLines } from './read-rows.ts';
import { RowReader } from './read-value.ts';
import { SharedRecords } from './shared-records.ts';

const SOURCE: ImportSource = { system: 'host-inventory', sinceMs: Date.UTC(2024, 0, 1) };
const ORIGIN = { atMs: SOURCE.sinceMs, by: 'import' };
const NAME_MAX = 200;

/** Fields of both layouts with the label they get. */
const SCALARS = {
  environment: 'Environment',
  os: 'Operating system',
  arch: 'Architecture',
  ip: 'Address',
  ipv4: 'Address',
  ipv6: 'IPv6 address',
  publicIp: 'Public address',
  publicHostname: 'Public name',
  gateway: 'Gateway',
  // Some sizes carry their unit, such as `120g`; those are shown as they are.
  memoryMiB: 'Memory (MiB)',
  maxMemoryMiB: 'Most memory (MiB)',
  cpus: 'Processors',
  diskMiB: 'Disk (MiB)',
  volumeGroup: 'Volume group',
  purpose: 'Purpose',
  location: 'Location',
  sponsor: 'Sponsor',
  mailGroup: 'Mail group',
  vpn: 'In the VPN',
  changeFreezeApplies: 'Change freeze applies',
} as const;
const LISTS = {
  groups: 'Groups',
  macAddresses: 'MAC addresses',
  databases: 'Databases',
  tcpPorts: 'TCP ports',
} as const;

type Attributes = Record<string, string | number | boolean | string[]>;

function attributesOf(read: RowReader): Attributes {
  const attributes: Attributes = {};
  for (const [field, label] of Object.entries(SCALARS)) {
    const value = read.optionalScalar(field, 400);
    if (value !== undefined) attributes[label] = value;
  }
  for (const [field, label] of Object.entries(LISTS)) {
    const values = read.texts(field, 200);
    if (values.length > 0) attributes[label] = [...values];
  }
  return attributes;
}

class HostRow {
  private readonly read: RowReader;
  private readonly build = new RowBuilder(SOURCE);
  private readonly shared = new SharedRecords(this.build);
  private readonly scope: string;
  /** Ansible's inventory of Fedora; the other is Adoptium's, whose hosts are rented machines. */
  private readonly isFedora: boolean;

  constructor(value: unknown, scope: string) {
    this.isFedora = typeof value === 'object' && value !== null && Object.hasOwn(value, 'hostname');
    this.read = new RowReader(value, this.isFedora ? 'hostname' : 'name');
    this.scope = scope;
  }

  convert(row: number, hypervisors: ReadonlySet<string>): ConvertedRow {
    const { build, read, scope } = this;
    const name = read.text(this.isFedora ? 'hostname' : 'name', NAME_MAX);
    const host = this.isFedora ? read.optionalText('vmHost', NAME_MAX) : undefined;
    const id = build.add('items', name, this.body(name, host !== undefined), ORIGIN);
    build.entry({ id, scope }, { kind: 'state', from: null, to: 'operational' }, ORIGIN);
    if (host !== undefined) this.runsOn(name, host, hypervisors);
    return build.finish(row, name, id);
  }

  private runsOn(name: string, host: string, hypervisors: ReadonlySet<string>): void {
    const { build, scope } = this;
    if (host === name) {
      build.warnings.push('A host is named as its own hypervisor, so there is no relation.');
    } else if (!hypervisors.has(host)) {
      build.warnings.push(
        'The hypervisor named is not in the file, so there is no relation to it.',
      );
    } else {
      const [fromId, toId] = [build.id('item', name), build.id('item', host)];
      build.add(
        'relations',
        `${name}/runs-on/${host}`,
        { kind: 'relation', scope, type: 'runs-on', fromId, toId },
        ORIGIN,
      );
    }
  }

  private body(name: string, isVirtual: boolean): NewBody<'items'> {
    const { read, shared } = this;
    const site = read.optionalText(this.isFedora ? 'datacenter' : 'provider', 120);
    const description = read.optionalText('description', 10_000);
    const isCloud = read.optionalText('kind', 40) === 'cloud';
    const isProduction = read.optionalText('environment', 400) === 'production';
    const isMachine = isVirtual || isCloud || !this.isFedora;
    return {
      kind: 'item',
      scope: this.scope,
      number: importedNumber('HOST', name),
      name,
      className: shared.itemClass(isMachine ? 'virtual-machine' : 'server'),
      status: 'operational',
      criticality: isProduction ? 'high' : 'medium',
      ...(site ? { placeId: shared.place('site', site, site) } : {}),
      ...(description ? { description } : {}),
      attributes: attributesOf(read),
    };
  }
}

/** @param hypervisors names of the hosts that relations may point to. */
export function hostConverter(scope: string, hypervisors: ReadonlySet<string>): Converter {
  return (row, value) => new HostRow(value, scope).convert(row, hypervisors);
}

/** Hosts that will be taken: a hypervisor may stand below its guests, and the file is small. */
async function takenHosts(file: string, scope: string): Promise<ReadonlySet<string>> {
  const convert = hostConverter(scope, new Set());
  const names = new Set<string>();
  for await (const source of readJsonLines(file, { totalBytes: 0, bytes: 0 })) {
    if ('problem' in source) continue;
    try {
      const { id, documents } = convert(source.row, source.value);
      if (documents.every(({ document }) => validateDocument(document).ok)) names.add(id);
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
    }
  }
  return names;
}

/** Hosts of an Ansible inventory (Fedora's and Adoptium's layout). */
export const hostsImporter: Importer = {
  kind: 'hosts',
  summary: 'Hosts of an inventory, with the hypervisor of each virtual machine (JSON Lines).',
  rows: readJsonLines,
  converter: async ({ scope }, file) => hostConverter(scope, await takenHosts(file, scope)),
};
