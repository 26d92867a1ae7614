import { afterAll, describe, expect, it } from 'vitest';
import { mulberry32 } from '../../shared/testkit/random.ts';
import type { CommandIo } from '../cli/command.ts';
import { runCli } from '../cli/run-cli.ts';
import { slaCompareCommand } from '../cli/sla-compare-command.ts';
import { FileBox, incidentRow, SETTINGS } from '../import/import-kit.ts';
import { compareCompliance, endOfLogs } from './compare-compliance.ts';
import { eventLogRules } from './event-log-rules.ts';
import { fitLevels } from './fit-levels.ts';
import { readIncidents } from './logged-incident.ts';

const box = new FileBox();
afterAll(() => box.remove());

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const START = Date.UTC(2016, 2, 1);
const RANKS = [
  ['1 - High', '1 - High', '1 - Critical'],
  ['1 - High', '2 - Medium', '2 - High'],
  ['2 - Medium', '2 - Medium', '3 - Moderate'],
  ['3 - Low', '3 - Low', '4 - Low'],
] as const;
/**
 * What the invented desk promised: eight to four on workdays, until the record is closed. No whole
 * days: used up at closing time is late in the evening for us, and in time for who counts minutes.
 */
const PROMISED = [510, 990, 1_470, 2_460] as const;

function localTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 16);
}

/** Minute by minute, so that nothing of what is tested helps to write the expectation. */
function openMinutes(fromMs: number, toMs: number): number {
  let minutes = 0;
  for (let ms = fromMs; ms < toMs; ms += MINUTE) {
    const at = new Date(ms);
    const isWorkday = at.getUTCDay() % 6 !== 0;
    if (isWorkday && at.getUTCHours() >= 8 && at.getUTCHours() < 16) minutes += 1;
  }
  return minutes;
}

/** Incidents as a ServiceNow log has them; `judge` is its word on each. */
function eventLog(count: number, judge: (minutes: number, priority: number) => boolean) {
  const random = mulberry32(11);
  return Array.from({ length: count }, (_, n) => {
    const priority = n % 4;
    const [impact, urgency, name] = RANKS[priority]!;
    const openedMs = START + Math.floor((random() * 60 * DAY) / MINUTE) * MINUTE;
    const takenMs = openedMs + Math.ceil(random() * 300) * MINUTE;
    const resolvedMs = takenMs + Math.ceil(random() * random() * 6 * 1_440) * MINUTE;
    const closedMs = resolvedMs + Math.ceil(random() * 4 * 1_440) * MINUTE;
    const at = (incident_state: string, ms: number) => ({
      ...{ incident_state, sys_updated_at: localTime(ms) },
    });
    return incidentRow({
      ...{ number: `INC${String(1_000 + n)}`, impact, urgency, priority: name },
      made_sla: judge(openMinutes(openedMs, closedMs), priority),
      ...{ opened_at: localTime(openedMs), sys_created_at: localTime(openedMs) },
      ...{ resolved_at: localTime(resolvedMs), closed_at: localTime(closedMs) },
      sys_updated_at: localTime(closedMs),
      events: [
        at('New', openedMs),
        at('Awaiting User Info', takenMs),
        at('Active', takenMs + Math.floor((resolvedMs - takenMs) / 2 / MINUTE) * MINUTE),
        at('Resolved', resolvedMs),
        at('Closed', closedMs),
      ],
    });
  });
}

const asPromised = (minutes: number, priority: number): boolean => minutes <= PROMISED[priority]!;

async function incidentsOf(name: string, rows: readonly unknown[]) {
  const lines = rows.map((row) => row as Readonly<Record<string, unknown>>);
  return (await readIncidents(box.lines(name, lines), SETTINGS)).incidents;
}

async function call(...argv: string[]) {
  const out: string[] = [];
  const said: string[] = [];
  const io: CommandIo = {
    env: {},
    out: (line) => out.push(line),
    say: (line) => said.push(line),
    untilStopped: () => Promise.resolve(),
  };
  const code = await runCli(['sla-compare', ...argv], [slaCompareCommand], io);
  return { code, out: out.join('\n'), said: said.join('\n') };
}

describe('targets fitted to the verdicts of another system', () => {
  it('are those by which it judged, and then every record is judged alike', async () => {
    const incidents = await incidentsOf('promised.jsonl', eventLog(1_200, asPromised));
    const now = endOfLogs(incidents);
    const { levels, agreed } = fitLevels(incidents, 'Etc/UTC', now);
    expect(levels).toMatchObject({
      ...{ endsWith: 'closed', pausesForCaller: false, opens: '08:00', closes: '16:00' },
      minutes: PROMISED,
    });
    expect(agreed).toBe(1_200);
    const compared = compareCompliance(incidents, eventLogRules(levels, 'Etc/UTC'), now);
    expect(compared).toMatchObject({ throws: 0, negatives: 0, undecided: 0 });
    for (const { records, recordedMet, oursMet, agreed: alike } of compared.priorities) {
      expect({ oursMet, alike }).toEqual({ oursMet: recordedMet, alike: records });
    }
  });

  it('explain little where the verdicts follow from nothing, and say so', async () => {
    const random = mulberry32(5);
    const incidents = await incidentsOf(
      'tossed.jsonl',
      eventLog(400, () => random() < 0.5),
    );
    const now = endOfLogs(incidents);
    const { levels, agreed } = fitLevels(incidents, 'Etc/UTC', now);
    expect(agreed).toBeGreaterThan(200);
    expect(agreed).toBeLessThan(300);
    const compared = compareCompliance(incidents, eventLogRules(levels, 'Etc/UTC'), now);
    expect(compared).toMatchObject({ throws: 0, negatives: 0, undecided: 0 });
  });
});

describe('the command', () => {
  it('shows what the source recorded beside what we find, by priority', async () => {
    const rows = eventLog(200, asPromised);
    const { code, out } = await call(box.lines('some.jsonl', rows));
    expect(code).toBe(0);
    const lines = out.split('\n');
    expect(lines[0]).toBe('Target: from opened to closed, counted mon to fri 14:00–23:00.');
    expect(lines[1]).toMatch(/priority +records +recorded met +ours met +judged alike +target/);
    expect(lines[2]).toMatch(/^ +1 +50 +\d+\.\d % +\d+\.\d % +\d+\.\d\d % +240$/);
    expect(lines.at(-1)).toContain('0 evaluations threw, 0 gave a negative figure');
  });

  it('fits with --fit, says how, and judges records it was not fitted to', async () => {
    const { out } = await call(box.lines('fit.jsonl', eventLog(200, asPromised)), '--fit');
    expect(out).toContain('1. What ends the clock');
    expect(out).toContain('Fitted to every second record, the others judged by that:');
  });

  it('names the rows it has to leave out', async () => {
    const rows = [...eventLog(4, asPromised), incidentRow({ made_sla: 'yes' })];
    const { out } = await call(box.lines('odd.jsonl', rows));
    expect(out).toContain('1 rows were left out:\nRow 5: "made_sla" is neither true nor false.');
  });

  it.each([
    [[], 2, 'Name one FILE to judge.'],
    [['none.jsonl'], 1, 'none.jsonl'],
    [['none.jsonl', '--timezone', 'Mars/Phobos'], 2, '--timezone takes a name'],
  ])('says what is wrong: %j', async (args, code, sentence) => {
    const answer = await call(...args);
    expect(answer.code).toBe(code);
    expect(answer.said).toContain(sentence);
  });
});
