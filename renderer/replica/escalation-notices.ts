import type { EscalationEntry } from '../../shared/model/entry.ts';
import type { SlaMetric } from '../../shared/model/policy.ts';
import type { Replica } from './replica.ts';

/** An escalation the person signed in is to hear of. */
export interface EscalationNotice {
  readonly entryId: string;
  readonly recordId: string;
  readonly number: string;
  readonly title: string;
  readonly metric: SlaMetric;
  readonly ruleId: string;
  readonly dueAt: string | null;
  /** It passed while nobody was here to be told. */
  readonly isLate: boolean;
}

export interface EscalationNoticesOptions {
  readonly replica: Replica;
  /** Several at once are told at once; while it is true more may be coming in. */
  readonly isBusy: () => boolean;
  readonly show: (notices: readonly EscalationNotice[]) => void;
}

const HOUR_MS = 60 * 60_000;
/** Who was away for longer reads it in the queue. */
const YOUNG_MS = 24 * HOUR_MS;
const LATE_MS = 2 * 60_000;
/** What comes within this time is told together. */
const GATHER_MS = 500;

/**
 * Tells the person signed in of escalations, once: what is told is on the disk before, so that a
 * crash in between costs a call and never makes two.
 */
export class EscalationNotices {
  private readonly options: EscalationNoticesOptions;
  private readonly gathered = new Map<string, EscalationEntry>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private isStopped = false;

  constructor(options: EscalationNoticesOptions) {
    this.options = options;
  }

  /** @param me id of the person signed in */
  add(escalations: readonly EscalationEntry[], me: string): void {
    for (const entry of escalations) if (this.isFor(entry, me)) this.gathered.set(entry.id, entry);
    if (this.gathered.size > 0) this.arm();
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private isFor(entry: EscalationEntry, me: string): boolean {
    const { session, now } = this.options.replica;
    if (!entry.notified.some((id) => id === me)) return false;
    if (now() - Date.parse(entry.at) > YOUNG_MS) return false;
    // They were at another machine when it fired, and heard of it there.
    const { createdBy, deviceId } = entry;
    return createdBy !== session.userName || deviceId === session.deviceId;
  }

  private arm(): void {
    if (this.timer !== undefined || this.isStopped) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      if (this.options.isBusy()) this.arm();
      else void this.tell().catch(() => undefined);
    }, GATHER_MS);
  }

  private async tell(): Promise<void> {
    const { replica, show } = this.options;
    const entries = [...this.gathered.values()];
    this.gathered.clear();
    const names = entries.map(({ id }) => noticeName(id));
    const mine = new Set(await replica.claim(names));
    const free = entries.filter(({ id }) => mine.has(noticeName(id)));
    const notices = await Promise.all(free.map((entry) => this.noticeOf(entry)));
    const told = notices.flatMap((notice) => (notice === null ? [] : [notice]));
    if (told.length > 0 && !this.isStopped) show(told);
  }

  private async noticeOf(entry: EscalationEntry): Promise<EscalationNotice | null> {
    const { replica } = this.options;
    const { id: entryId, recordId, metric, ruleId, dueAt, at } = entry;
    const ticket = await replica.get('tickets', recordId);
    if (!ticket) return null;
    const { number, title } = ticket;
    const isLate = replica.now() - Date.parse(at) > LATE_MS;
    return { entryId, recordId, number, title, metric, ruleId, dueAt: dueAt ?? null, isLate };
  }
}

function noticeName(entryId: string): string {
  return `notice:${entryId}`;
}
