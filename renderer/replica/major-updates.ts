import type { Incident } from '../../shared/model/ticket.ts';
import { UPDATE_DUE_SOON_MS, updateClock } from '../../shared/workflow/major-incident-clock.ts';
import type { Workspace } from './workspace.ts';

/** An update of a major incident that the person signed in has promised. */
export interface UpdateNotice {
  readonly recordId: string;
  readonly number: string;
  readonly title: string;
  readonly dueMs: number;
  readonly isOverdue: boolean;
}

export interface MajorUpdatesOptions {
  readonly workspace: Workspace;
  readonly show: (notice: UpdateNotice) => void;
}

/** What comes within this time is looked at together. */
const GATHER_MS = 500;
/** Timers that are longer do not work; see setTimeout. */
const LONGEST_WAIT_MS = 60 * 60_000;
/** Who was away for longer sees it on the record. */
const YOUNG_MS = 12 * 60 * 60_000;

/**
 * Tells whoever manages or communicates a major incident that the next update is due, and again
 * that it is overdue. Each is claimed before, so that it is told once on this machine.
 */
export class MajorUpdates {
  private readonly options: MajorUpdatesOptions;
  private readonly stops: readonly (() => void)[];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isStopped = false;

  constructor(options: MajorUpdatesOptions) {
    this.options = options;
    const { tickets, replica } = options.workspace;
    this.stops = [
      tickets.subscribe(() => this.wake(GATHER_MS)),
      replica.onChanges('entries', ({ written }) => {
        if (written.some(({ kind }) => kind === 'communication')) this.wake(GATHER_MS);
      }),
    ];
    this.wake(GATHER_MS);
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    for (const stop of this.stops) stop();
  }

  private wake(afterMs: number): void {
    if (this.isStopped) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => void this.look().catch(() => undefined),
      Math.min(LONGEST_WAIT_MS, Math.max(0, afterMs)),
    );
  }

  /** Tells what is due now; it does so by itself, too. */
  async look(): Promise<void> {
    const { tickets, replica } = this.options.workspace;
    const me = replica.reference.get().byUserName.get(replica.session.userName)?.id;
    const declared = tickets.rows().filter(({ majorStage }) => majorStage === 'declared');
    let next = Infinity;
    for (const { id } of me === undefined ? [] : declared) {
      const incident = (await replica.get('tickets', id)) as Incident | null;
      const { manager, communications } = incident?.majorRoles ?? {};
      if (incident && (manager === me || communications === me)) {
        next = Math.min(next, await this.tell(incident));
      }
    }
    if (Number.isFinite(next)) this.wake(next - replica.now());
  }

  /** Tells what is to be told of one; returns when to look again. */
  private async tell(incident: Incident): Promise<number> {
    const { replica } = this.options.workspace;
    const { id: recordId, number, title } = incident;
    const nowMs = replica.now();
    const { state, dueMs } = updateClock(incident, await replica.timeline(recordId), nowMs);
    if (dueMs === null || nowMs - dueMs > YOUNG_MS) return Infinity;
    if (state === 'running') return dueMs - UPDATE_DUE_SOON_MS;
    const isOverdue = state === 'overdue';
    const name = `major-update:${recordId}:${dueMs}:${state}`;
    const [mine] = await replica.claim([name]);
    if (mine !== undefined && !this.isStopped) {
      this.options.show({ recordId, number, title, dueMs, isOverdue });
    }
    return isOverdue ? Infinity : dueMs;
  }
}
