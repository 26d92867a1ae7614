import type { Ticket } from '../../shared/model/ticket.ts';
import { makeUlid } from '../../shared/model/ids.ts';
import type { CommandContext, CommandResult } from '../../shared/workflow/command.ts';
import { DEFAULT_MATRIX } from '../../shared/workflow/priority.ts';
import { addComment, createTicket } from '../../shared/workflow/ticket-commands.ts';
import { systemClock } from '../../renderer/sync/clock.ts';
import { createSyncEngine, type SyncEngine } from '../../renderer/sync/sync-engine.ts';
import { createTransport } from '../../renderer/sync/transport.ts';
import { Line } from './line.ts';
import { createMemoryPort, type MemoryPort } from './memory-port.ts';

export interface SimulatedOptions {
  readonly index: number;
  readonly url: string;
  readonly userName: string;
  readonly password: string;
  readonly roles: readonly string[];
  readonly scope: string;
  readonly onSeen: (mutationId: string) => void;
}

/** A console without a window or a disk: the real engine and transport, and somebody who types. */
export class SimulatedConsole {
  readonly scope: string;
  readonly line: Line;
  readonly engine: SyncEngine;
  private readonly port: MemoryPort;
  private readonly context: () => CommandContext;
  private readonly number: string;
  private ticket: Ticket | null = null;
  private comments = 0;

  constructor(options: SimulatedOptions) {
    const { index, userName, roles, scope } = options;
    const deviceId = `L${index}`;
    this.scope = scope;
    this.number = `INC-${deviceId}-1`;
    this.line = new Line(userName, options.password);
    this.port = createMemoryPort(options.onSeen);
    this.context = () => ({
      now: new Date().toISOString(),
      userName,
      roles,
      deviceId,
      ulid: () => makeUlid(Date.now(), Math.random),
      matrix: DEFAULT_MATRIX,
    });
    let requests = 0;
    this.engine = createSyncEngine({
      port: this.port,
      transport: createTransport({
        baseUrl: `${options.url}/`,
        fetch: this.line.fetch,
        newRequestId: () => `${deviceId}-${(requests += 1)}`,
      }),
      session: { userName, roles, deviceId },
      clock: systemClock,
      random: Math.random,
      numberPrefixes: [],
      // At once and not in the middle of what is measured; once a day is nothing an hour.
      tuning: { equalityDelayMs: 0 },
    });
  }

  get isLive(): boolean {
    return this.engine.status.get().phase === 'live';
  }

  get unsent(): number {
    return this.port.unsent();
  }

  /** A ticket first, comments on it afterwards. Returns the mutation's id. */
  type(): string {
    const result = this.ticket ? this.comment(this.ticket) : this.open();
    this.port.write(result.writes);
    const ticket = result.writes.find(({ collection }) => collection === 'tickets')?.document;
    if (ticket) this.ticket = ticket as Ticket;
    return result.mutationId;
  }

  private open(): CommandResult {
    const input = {
      kind: 'incident',
      scope: this.scope,
      number: this.number,
      title: 'Label printer prints blank labels',
      impact: 2,
      urgency: 2,
      origin: 'phone',
    } as const;
    return createTicket(input, this.context());
  }

  private comment(ticket: Ticket): CommandResult {
    this.comments += 1;
    const body = `Comment ${this.comments}: the ribbon is in, the test label is still blank.`;
    return addComment(ticket, body, 'public', this.context());
  }
}
