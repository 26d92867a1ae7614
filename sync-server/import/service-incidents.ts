import { readFile } from 'node:fs/promises';
import type { Incident, Level } from '../../shared/model/ticket.ts';
import { DEFAULT_MATRIX, priorityOf } from '../../shared/workflow/priority.ts';
import { asRecord } from '../couch/json-record.ts';
import { ImportError } from './import-error.ts';
import type { Converter, Importer, ImportSettings } from './import-file.ts';
import { importedNumber, RowBuilder, type ConvertedRow, type ImportSource } from './import-row.ts';
import { cleanText, cutText } from './plain-text.ts';
import { readJsonLines } from './read-rows.ts';
import { RowReader } from './read-value.ts';
import { SharedRecords } from './shared-records.ts';

const SOURCE: ImportSource = { system: 'status-page', sinceMs: Date.UTC(2020, 0, 1) };
const AUTHOR = 'status-page';
const TEXT_MAX = 4_000_000;
const SERVICE_MAX = 160;
const DESCRIPTION_MAX = 2_000;

/** Severity of a status page → impact and urgency. */
const SEVERITIES: ReadonlyMap<string, readonly [impact: Level, urgency: Level]> = new Map([
  ['down', [1, 1]],
  ['disrupted', [2, 2]],
  ['notice', [3, 3]],
]);

/** Descriptions by the name of a service. */
export type ServiceDescriptions = ReadonlyMap<string, string>;

class OutageRow {
  readonly read: RowReader;
  readonly build = new RowBuilder(SOURCE);
  private readonly shared = new SharedRecords(this.build);
  private readonly settings: ImportSettings;
  private readonly descriptions: ServiceDescriptions;

  constructor(value: unknown, settings: ImportSettings, descriptions: ServiceDescriptions) {
    this.read = new RowReader(value, 'id');
    this.settings = settings;
    this.descriptions = descriptions;
  }

  convert(row: number): ConvertedRow {
    const { read, build } = this;
    const { scope } = this.settings;
    const id = read.text('id', 400);
    const atMs = read.instant('date', this.settings.timezone);
    const resolvedAtMs = this.resolvedAt(atMs);
    const origin = { atMs, by: AUTHOR };
    const resolution = { atMs: resolvedAtMs ?? atMs, by: AUTHOR };
    const serviceIds = read
      .texts('affected', SERVICE_MAX)
      .map((name) => this.shared.service(name, this.descriptions.get(name)));
    const [serviceId] = serviceIds;
    const body = {
      ...this.body(id, atMs, resolvedAtMs),
      ...(serviceId ? { serviceId } : {}),
    };
    const ticketId = build.add('tickets', id, body, origin, resolution);
    const record = { id: ticketId, scope };
    build.entry(record, { kind: 'state', from: null, to: 'in-progress' }, origin);
    if (resolvedAtMs !== undefined) {
      build.entry(record, { kind: 'state', from: 'in-progress', to: 'resolved' }, resolution);
    }
    for (const toId of serviceIds) {
      build.add(
        'relations',
        `${id}/affects/${toId}`,
        { kind: 'relation', scope, type: 'affects', fromId: ticketId, toId },
        origin,
      );
    }
    return build.finish(row, id, ticketId);
  }

  private resolvedAt(atMs: number): number | undefined {
    const { read, build } = this;
    const resolvedAtMs = read.optionalInstant('resolvedWhen', this.settings.timezone);
    if (read.optionalFlag('resolved') !== true) return undefined;
    if (resolvedAtMs === undefined) {
      build.warnings.push('Resolved without an instant; the instant it began is taken.');
    } else if (resolvedAtMs < atMs) {
      build.warnings.push('Resolved before it began; the instant it began is taken.');
    }
    return Math.max(atMs, resolvedAtMs ?? atMs);
  }

  private body(id: string, atMs: number, resolvedAtMs: number | undefined) {
    const { read } = this;
    const severity = read.text('severity', 40);
    const [impact, urgency] =
      SEVERITIES.get(severity) ?? read.failAt('severity', `is not known: "${severity}"`);
    const activityAt = new Date(resolvedAtMs ?? atMs).toISOString();
    const isResolved = resolvedAtMs !== undefined;
    return {
      kind: 'incident',
      scope: this.settings.scope,
      number: importedNumber('OUT', id),
      title: read.text('title', 400),
      description: read.optionalText('markdown', TEXT_MAX) ?? '',
      state: isResolved ? 'resolved' : 'in-progress',
      open: isResolved ? 0 : 1,
      impact,
      urgency,
      priority: priorityOf(DEFAULT_MATRIX, impact, urgency),
      origin: 'monitoring',
      watchers: [],
      openedAt: new Date(atMs).toISOString(),
      activityAt,
      ...(severity === 'down' ? { major: true } : {}),
      ...(isResolved ? { resolvedAt: activityAt, resolution: 'Resolved on the status page.' } : {}),
    } satisfies Partial<Incident>;
  }
}

/** @param descriptions of services by name; a service without one gets none. */
export function outageConverter(
  settings: ImportSettings,
  descriptions: ServiceDescriptions,
): Converter {
  return (row, value) => new OutageRow(value, settings, descriptions).convert(row);
}

/** `X.services.json` beside `X.jsonl` describes the services; it may be absent. */
async function readDescriptions(file: string): Promise<ServiceDescriptions> {
  const beside = file.replace(/(\.jsonl)?(\.gz)?$/, '.services.json');
  let content: unknown;
  try {
    content = JSON.parse(await readFile(beside, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return new Map();
    throw new ImportError(`"${beside}" cannot be read: ${(error as Error).message}.`);
  }
  const { services } = asRecord(content);
  const pairs = (Array.isArray(services) ? (services as unknown[]) : []).flatMap((service) => {
    const { name, description } = asRecord(service);
    if (typeof name !== 'string' || typeof description !== 'string') return [];
    return [[name.trim(), cutText(cleanText(description).trim(), DESCRIPTION_MAX)] as const];
  });
  return new Map(pairs);
}

/** Outages and maintenance windows of a status page. */
export const serviceIncidentsImporter: Importer = {
  kind: 'service-incidents',
  summary: 'Outages of a status page with the services they hit (JSON Lines).',
  rows: readJsonLines,
  converter: async (settings, file) => outageConverter(settings, await readDescriptions(file)),
};
