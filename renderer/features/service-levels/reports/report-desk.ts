import type { EpochMs } from '../../../../shared/sla/instant.ts';
import { evaluateSla } from '../../../../shared/sla/evaluate-sla.ts';
import type { SlaEvaluation } from '../../../../shared/sla/evaluate-sla.ts';
import type { CompiledCalendar } from '../../../../shared/sla/calendar.ts';
import { reportRecord, reportRows } from '../../../../shared/sla/report-rows.ts';
import type { ReportRow } from '../../../../shared/sla/report-rows.ts';
import { whoHeld } from '../../../../shared/sla/who-held.ts';
import type { WhoHeld } from '../../../../shared/sla/who-held.ts';
import type { Clocks } from '../../../replica/clocks.ts';
import { slaHistoryOf } from '../../../replica/sla-history.ts';
import type { SlaPeriod, SlaRecord } from '../../../replica/sla-history.ts';
import type { Workspace } from '../../../replica/workspace.ts';
import { inSlices } from './in-slices.ts';

/** What was worked out of the records of a period. */
export interface ReportData {
  /** Runs of one record stand together. */
  readonly rows: readonly ReportRow[];
  /** Records read, those without any target too. */
  readonly records: number;
  /** Of them: not counted, because an instant in their timeline cannot be read. */
  readonly unreadable: number;
  /** When it was worked out; what still runs counts as of then. */
  readonly nowMs: EpochMs;
  readonly period: SlaPeriod;
}

export interface ReportState {
  readonly phase: 'idle' | 'reading' | 'evaluating' | 'cancelled' | 'failed';
  /** Of the records, while reading or evaluating. */
  readonly done: number;
  readonly total: number;
  /** What there is, also while something newer is worked out. */
  readonly data: ReportData | null;
  /** Records or rules changed since. */
  readonly isOutdated: boolean;
  /** Of `failed`: as the system says it. */
  readonly failure: string | null;
  /** When reading began by the clock of the machine, for the time left. */
  readonly startedAtMs: number;
}

/** Nobody reads a count that changes faster. */
const TELL_EVERY_MS = 100;

const IDLE: ReportState = {
  phase: 'idle',
  done: 0,
  total: 0,
  data: null,
  isOutdated: false,
  failure: null,
  startedAtMs: 0,
};

/**
 * Reads and evaluates the records of a period once and keeps what came out, so that other groups
 * and filters are a matter of adding up. Lives as long as the window, so that a report is still
 * there when one comes back to it.
 */
export class ReportDesk {
  private readonly workspace: Workspace;
  private readonly clocks: Clocks;
  private readonly listeners = new Set<() => void>();
  private readonly held = new Map<string, WhoHeld>();
  private records = new Map<string, SlaRecord>();
  private calendars = new Map<string, string>();
  private state: ReportState = IDLE;
  private toldAtMs = 0;
  private abort: AbortController | null = null;
  private wanted: SlaPeriod | null = null;

  constructor(workspace: Workspace, clocks: Clocks) {
    this.workspace = workspace;
    this.clocks = clocks;
    const outdated = (): void => this.outdate();
    workspace.replica.onChanges('tickets', outdated);
    workspace.replica.onChanges('entries', outdated);
    workspace.replica.onChanges('policies', outdated);
  }

  get = (): ReportState => this.state;

  getData = (): ReportData | null => this.state.data;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Works a period out unless what is there covers it, or is on its way. */
  want(period: SlaPeriod): void {
    const { data, phase } = this.state;
    const isBusy = phase === 'reading' || phase === 'evaluating';
    const there = isBusy ? this.wanted : data?.period;
    if (there && there.fromMs <= period.fromMs && period.toMs <= there.toMs) return;
    this.workOut(period);
  }

  /** Works a period out anew, whatever there is. */
  workOut(period: SlaPeriod): void {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.wanted = period;
    void this.run(period, abort.signal);
  }

  cancel(): void {
    this.abort?.abort();
    this.abort = null;
    this.tell({ phase: 'cancelled' });
  }

  /** Who held records that were read; those of others are left out. Kept, so it is quick again. */
  async whoHeld(ids: readonly string[], signal: AbortSignal): Promise<readonly WhoHeld[]> {
    await inSlices(
      ids,
      (id) => {
        this.heldOf(id);
      },
      signal,
    );
    return ids.flatMap((id) => this.held.get(id) ?? []);
  }

  /** Who held one record, in the report or not; null for one that is not here. */
  async whoHeldOne(id: string): Promise<WhoHeld | null> {
    if (this.records.has(id)) {
      this.heldOf(id);
      return this.held.get(id) ?? null;
    }
    const { replica } = this.workspace;
    const [ticket, entries] = await Promise.all([replica.get('tickets', id), replica.timeline(id)]);
    if (!ticket) return null;
    const nowMs = replica.now();
    const { targets } = evaluateSla(this.clocks.inputOf(ticket, entries, nowMs));
    const calendar = this.clocks.getRules().calendars.get(calendarIdOf(targets) ?? '') ?? null;
    return whoHeld(ticket, entries, calendar, nowMs);
  }

  private async run(period: SlaPeriod, signal: AbortSignal): Promise<void> {
    try {
      this.tell({ phase: 'reading', done: 0, total: 0, startedAtMs: Date.now() });
      const records = await slaHistoryOf(this.workspace).load(period, signal, (done, total) => {
        if (!signal.aborted) this.tellProgress(done, total);
      });
      signal.throwIfAborted();
      this.tell({ phase: 'evaluating', done: 0, total: records.length, isOutdated: false });
      const data = await this.evaluate(records, period, signal);
      this.tell({ phase: 'idle', data });
    } catch (error) {
      if (signal.aborted) return;
      this.tell({ phase: 'failed', failure: String(error) });
    }
  }

  private async evaluate(
    records: readonly SlaRecord[],
    period: SlaPeriod,
    signal: AbortSignal,
  ): Promise<ReportData> {
    const nowMs = this.workspace.replica.now();
    const { policies } = this.clocks.getRules();
    const agreementOf = (policyId: string) => policies.get(policyId)?.kind;
    const rows: ReportRow[] = [];
    const calendars = new Map<string, string>();
    let unreadable = 0;
    const evaluateOne = ({ ticket, entries }: SlaRecord): void => {
      const evaluation = evaluateSla(this.clocks.inputOf(ticket, entries, nowMs));
      rows.push(...reportRows(reportRecord(ticket), evaluation, entries, agreementOf));
      const calendarId = calendarIdOf(evaluation.targets);
      if (calendarId !== undefined) calendars.set(ticket.id, calendarId);
    };
    const tryOne = (record: SlaRecord): void => {
      try {
        evaluateOne(record);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        unreadable += 1;
      }
    };
    await inSlices(records, tryOne, signal, (done) => {
      this.tellProgress(done, records.length);
    });
    this.records = new Map(records.map((record) => [record.ticket.id, record]));
    this.calendars = calendars;
    this.held.clear();
    return { rows, records: records.length, unreadable, nowMs, period };
  }

  private heldOf(id: string): void {
    const record = this.records.get(id);
    if (this.held.has(id) || !record) return;
    const nowMs = this.state.data?.nowMs ?? this.workspace.replica.now();
    this.held.set(id, whoHeld(record.ticket, record.entries, this.calendarOf(id), nowMs));
  }

  /** The calendar its service levels are counted by; without any all time is open. */
  private calendarOf(id: string): CompiledCalendar | null {
    const { calendars } = this.clocks.getRules();
    return calendars.get(this.calendars.get(id) ?? '') ?? null;
  }

  private outdate(): void {
    if (this.state.data && !this.state.isOutdated) this.tell({ isOutdated: true });
  }

  private tellProgress(done: number, total: number): void {
    const nowMs = performance.now();
    if (nowMs - this.toldAtMs < TELL_EVERY_MS && this.state.total === total) return;
    this.toldAtMs = nowMs;
    this.tell({ done, total });
  }

  private tell(change: Partial<ReportState>): void {
    this.state = { ...this.state, ...change };
    for (const listener of this.listeners) listener();
  }
}

/** The calendar of the resolution, else of whatever target there is. */
function calendarIdOf(targets: SlaEvaluation['targets']): string | undefined {
  const resolution = targets.find(({ metric }) => metric === 'resolution');
  return (resolution ?? targets[0])?.calendarId;
}

const desks = new WeakMap<Workspace, ReportDesk>();

/** The one report desk of a window. */
export function reportDeskOf(workspace: Workspace, clocks: Clocks): ReportDesk {
  const present = desks.get(workspace);
  if (present) return present;
  const made = new ReportDesk(workspace, clocks);
  desks.set(workspace, made);
  return made;
}
