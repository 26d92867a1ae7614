import type { Entry } from '../../shared/model/entry.ts';
import type { Ticket } from '../../shared/model/ticket.ts';
import type { ConvertedRow } from '../import/import-row.ts';
import { RowError } from '../import/import-row.ts';
import type { ImportSettings } from '../import/import-file.ts';
import { incidentsImporter } from '../import/incidents.ts';
import { startProgress } from '../import/read-rows.ts';

/** An incident as the import takes it over, and whether its source said that it met its SLA. */
export interface LoggedIncident {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  readonly madeSla: boolean;
}

export interface LoggedIncidents {
  readonly incidents: readonly LoggedIncident[];
  /** A sentence for each row that was left out. */
  readonly refused: readonly string[];
}

/**
 * Reads a ServiceNow event log through the converter of the import, so that what is judged is what
 * an import would store.
 * @throws ImportError where the file cannot be read.
 */
export async function readIncidents(
  file: string,
  settings: ImportSettings,
): Promise<LoggedIncidents> {
  const convert = await incidentsImporter.converter(settings, file);
  const incidents: LoggedIncident[] = [];
  const refused: string[] = [];
  for await (const source of incidentsImporter.rows(file, await startProgress(file))) {
    if (!('value' in source)) {
      refused.push(`Row ${String(source.row)}: ${source.problem}`);
      continue;
    }
    try {
      incidents.push(incidentOf(convert(source.row, source.value), source.value));
    } catch (error) {
      if (!(error instanceof RowError)) throw error;
      refused.push(`Row ${String(source.row)}: ${error.message}`);
    }
  }
  return { incidents, refused };
}

/** @throws RowError where the source says nothing about its SLA. */
export function incidentOf({ documents }: ConvertedRow, value: unknown): LoggedIncident {
  const { made_sla: madeSla } = value as { made_sla?: unknown };
  if (typeof madeSla !== 'boolean') throw new RowError('"made_sla" is neither true nor false.');
  const entries: Entry[] = [];
  let ticket: Ticket | undefined;
  for (const { collection, document } of documents) {
    if (collection === 'tickets') ticket = document as Ticket;
    if (collection === 'entries') entries.push(document as Entry);
  }
  if (!ticket) throw new RowError('The row makes no ticket.');
  return { ticket, entries, madeSla };
}
