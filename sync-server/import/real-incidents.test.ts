import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Ticket } from '../../shared/model/ticket.ts';
import { DEFAULT_MATRIX, priorityOf } from '../../shared/workflow/priority.ts';
import { FileBox, incidentRow, SETTINGS } from './import-kit.ts';
import { importFile } from './import-file.ts';
import { incidentsImporter } from './incidents.ts';
import { MemoryCouch } from './memory-couch.ts';

const REAL = path.resolve(import.meta.dirname, '../../../shared/data/incidents-full.jsonl.gz');

/** A dry run over a whole file, and the tickets it would write. */
async function survey(file: string) {
  const tickets: Ticket[] = [];
  const rows: Readonly<Record<string, unknown>>[] = [];
  const convert = await incidentsImporter.converter(SETTINGS, file);
  const report = await importFile({
    ...SETTINGS,
    server: new MemoryCouch(),
    importer: {
      ...incidentsImporter,
      converter: async () => (row, value) => {
        const converted = convert(row, value);
        const found = converted.documents.find(({ collection }) => collection === 'tickets');
        tickets.push(found!.document as Ticket);
        rows.push(value as Readonly<Record<string, unknown>>);
        return converted;
      },
    },
    file,
    isDryRun: true,
    onProgress: () => undefined,
  });
  return { report, tickets, rows };
}

describe('the report of an event log', () => {
  it('names each way of states that is none of ours, with its count', async () => {
    const box = new FileBox();
    const jump = [
      { incident_state: 'New', sys_updated_at: '2016-02-29T01:23' },
      { incident_state: 'Resolved' },
      { incident_state: 'New' },
    ];
    const file = box.lines('log.jsonl', [
      incidentRow(),
      incidentRow({ number: 'INC2', incident_state: 'New', events: jump }),
      incidentRow({ number: 'INC3', incident_state: 'New', events: jump }),
    ]);
    const { report, tickets } = await survey(file);
    box.remove();
    expect(report.warnings).toEqual([
      'The history goes from “resolved” to “new”, which our states do not know. (2 times, e.g. INC2, INC3)',
    ]);
    expect(report.facts).toEqual(['The priority is the one the matrix gives. (3 of 3 rows)']);
    expect(tickets[0]).toMatchObject({
      respondedAt: '2016-02-29T01:23:00.000Z',
      resolvedBy: 'Resolved by 149',
    });
  });
});

describe.runIf(existsSync(REAL))('20,000 incidents of a real service desk', () => {
  it('all come in, each with the priority it had, each odd way of states named', async () => {
    const { report, tickets, rows } = await survey(REAL);
    expect(report).toMatchObject({ rows: 20_000, taken: 20_000, refused: [] });
    expect(report.facts).toEqual([
      'The priority is the one the matrix gives. (20000 of 20000 rows)',
    ]);
    const figures = (ticket: Ticket) => [ticket.priority, ticket.reassignments, ticket.reopens];
    expect(tickets.map(figures)).toEqual(
      rows.map((row) => [
        Number(String(row['priority'])[0]),
        row['reassignment_count'],
        row['reopen_count'],
      ]),
    );
    expect(
      tickets.filter(
        ({ priority, impact, urgency }) => priority !== priorityOf(DEFAULT_MATRIX, impact, urgency),
      ),
    ).toEqual([]);
    console.info(`${report.facts.join('\n')}\n${report.warnings.join('\n')}`);
  }, 120_000);
});
