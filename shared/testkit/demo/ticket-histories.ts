import type { PersonId } from '../../model/ids.ts';
import type { Item } from '../../model/item.ts';
import type { Ticket, TicketState } from '../../model/ticket.ts';
import type { CommandContext, CommandResult } from '../../workflow/command.ts';
import { relate } from '../../workflow/record-commands.ts';
import {
  addComment,
  changeTicketState,
  createTicket,
  logTime,
  updateTicket,
} from '../../workflow/ticket-commands.ts';
import type { NewTicket, StateArguments } from '../../workflow/ticket-commands.ts';
import type { DemoAuthor } from './author.ts';
import type { Foundation } from './foundation.ts';
import { CALLERS, SITES, STAFF } from './organisation.ts';
import { CATEGORIES } from './policies.ts';
import { STORIES } from './stories.ts';
import type { Story } from './stories.ts';

const MINUTE = 60_000;

/** One ticket lived through command by command; time only goes forward and never past `nowMs`. */
export class TicketLife {
  ticket: Ticket;
  private atMs: number;
  private readonly author: DemoAuthor;
  private readonly nowMs: number;

  constructor(author: DemoAuthor, nowMs: number, atMs: number, input: NewTicket, by: string) {
    this.author = author;
    this.nowMs = nowMs;
    this.atMs = atMs;
    this.ticket = this.keep(createTicket(input, author.context(atMs, by)));
  }

  /** False once the story has caught up with the present. */
  wait(minutes: number): boolean {
    this.atMs += Math.max(1, Math.round(minutes)) * MINUTE;
    return this.atMs < this.nowMs;
  }

  do(by: string, command: (ticket: Ticket, context: CommandContext) => CommandResult): void {
    this.ticket = this.keep(command(this.ticket, this.author.context(this.atMs, by)));
  }

  state(by: string, to: TicketState, args: StateArguments = {}): void {
    this.do(by, (ticket, context) => changeTicketState(ticket, to, args, context));
  }

  private keep(result: CommandResult): Ticket {
    this.author.keep(result);
    const written = result.writes.find((write) => write.collection === 'tickets');
    return (written?.document as Ticket | undefined) ?? this.ticket;
  }
}

/** Agents of a team, by user name; the desk takes what no team member can. */
function agentsOf(team: string): readonly string[] {
  const members = STAFF.filter((person) => person.team === team).map((person) => person.userName!);
  return members.length > 0 ? members : ['tobias.brandt', 'denise.kofler'];
}

export interface Setting {
  readonly author: DemoAuthor;
  readonly found: Foundation;
  readonly nowMs: number;
  readonly scope: string;
}

interface Cast {
  readonly item: Item | undefined;
  readonly site: (typeof SITES)[number];
  readonly callerId: PersonId;
  readonly agent: string;
  readonly team: string;
}

function castFor({ author, found }: Setting, story: Story): Cast {
  const fitting = found.items.filter(
    ({ plan }) =>
      plan.className === story.className && (story.only === undefined || plan.name === story.only),
  );
  const chosen = fitting.length > 0 ? author.pick(fitting) : undefined;
  const site = SITES.find((each) => each.key === (chosen?.plan.site ?? 'leipzig'))!;
  const near = CALLERS.filter((caller) => caller.site === site.key);
  const caller = author.pick(near.length > 0 && author.chance(0.8) ? near : CALLERS);
  const team = CATEGORIES.find((category) => category.name === story.category)!.team;
  return {
    item: chosen?.document,
    site,
    callerId: found.people.get(caller.name)!,
    agent: author.pick(agentsOf(team)),
    team,
  };
}

/** The service that suffers, by its name. */
function serviceOf({ category, subcategory }: Story): string {
  switch (category) {
    case 'Peripherals':
      return /printer/i.test(subcategory) ? 'Label printing' : 'Workplace';
    case 'Handhelds':
      return 'Goods in and out';
    case 'Mail and calendar':
      return 'Mail and calendar';
    case 'Network':
      return 'Network and Wi-Fi';
    case 'Server and storage':
      return 'Backup and restore';
    case 'Warehouse systems':
      return subcategory === 'Dock scheduler' ? 'Dock scheduling' : 'Goods in and out';
    case 'Cold chain':
      return 'Cold chain monitoring';
    case 'Security and access':
      return 'Sign-in and access';
    default:
      return 'Workplace';
  }
}

function fill(text: string, cast: Cast, author: DemoAuthor): string {
  const room = author.pick(cast.site.rooms).name;
  return text
    .replaceAll('{item}', cast.item?.name ?? 'the device')
    .replaceAll('{room}', room)
    .replaceAll('{n}', String(author.between(1, 14)));
}

function openTicket(
  setting: Setting,
  story: Story,
  cast: Cast,
  number: string,
  atMs: number,
): TicketLife {
  const { author, found, nowMs, scope } = setting;
  const isOneOff = author.chance(0.15);
  const life = new TicketLife(
    author,
    nowMs,
    atMs,
    {
      kind: 'incident',
      scope,
      number,
      title: fill(story.title, cast, author),
      description: fill(story.description, cast, author),
      requesterId: cast.callerId,
      siteId: found.places.get(cast.site.key)!,
      teamId: found.teams.get(cast.team)!,
      category: story.category,
      subcategory: story.subcategory,
      serviceId: found.services.get(serviceOf(story))!,
      impact: isOneOff ? 3 : story.impact,
      urgency: story.urgency,
      origin: story.origin,
      openedAt: new Date(atMs - author.between(0, 4) * MINUTE).toISOString(),
    },
    story.origin === 'monitoring' ? 'yusuf.demir' : author.pick(['tobias.brandt', 'denise.kofler']),
  );
  if (cast.item) {
    const { item } = cast;
    life.do('denise.kofler', (ticket, context) => relate(ticket, 'affects', item.id, context));
  }
  return life;
}

/** Minutes till something is done: mostly soon, sometimes very late. */
function delay(author: DemoAuthor, typical: number): number {
  return typical * (0.3 + author.random() * 1.4) * (author.chance(0.08) ? 6 : 1);
}

/** A desk does not get the same call twice in this many, unless it is the same fault. */
const APART = 14;

/**
 * Picks what happens next. Everything at stake at once is rare, and a fault that has just been
 * told is not told again at once.
 */
export class StoryTeller {
  private readonly author: DemoAuthor;
  private readonly recent: Story[] = [];

  constructor(author: DemoAuthor) {
    this.author = author;
  }

  next(): Story {
    let story = this.author.pick(STORIES);
    while (this.recent.includes(story) || (isGrave(story) && !this.author.chance(0.3))) {
      story = this.author.pick(STORIES);
    }
    this.recent.push(story);
    if (this.recent.length > APART) this.recent.shift();
    return story;
  }
}

function isGrave(story: Story): boolean {
  return story.impact === 1 && story.urgency === 1;
}

/** From the first call to the resolution, as far as the present allows. */
export function liveIncident(setting: Setting, story: Story, number: string, atMs: number): void {
  const { author, found } = setting;
  const cast = castFor(setting, story);
  const life = openTicket(setting, story, cast, number, atMs);
  const assigneeId = found.people.get(cast.agent)!;
  if (!life.wait(delay(author, 25))) return;
  life.do(cast.agent, (ticket, context) => updateTicket(ticket, { assigneeId }, context));
  life.state(cast.agent, 'in-progress');
  if (!life.wait(delay(author, 8))) return;
  life.do(cast.agent, (ticket, context) => addComment(ticket, story.reply, 'public', context));
  if (!investigate(life, setting, story, cast)) return;
  const resolution = { resolutionCode: story.code, resolution: story.resolution };
  life.state(cast.agent, 'resolved', resolution);
  if (author.chance(0.02) && life.wait(delay(author, 600))) {
    life.state('tobias.brandt', 'in-progress');
    life.do('tobias.brandt', (ticket, context) =>
      addComment(ticket, 'The caller says it is back. We look again.', 'public', context),
    );
    if (!life.wait(delay(author, 300))) return;
    life.state(cast.agent, 'resolved', resolution);
  }
  // Resolved tickets close by themselves after three days.
  if (life.wait(3 * 24 * 60)) life.state('tobias.brandt', 'closed');
}

function investigate(life: TicketLife, { author }: Setting, story: Story, cast: Cast): boolean {
  if (story.hold && author.chance(0.6)) {
    const { reason, words } = story.hold;
    if (!life.wait(delay(author, 40))) return false;
    life.do(cast.agent, (ticket, context) => addComment(ticket, words, 'internal', context));
    life.state(cast.agent, 'on-hold', { holdReason: reason });
    if (!life.wait(delay(author, 400))) return false;
    life.state(cast.agent, 'in-progress');
  }
  if (!life.wait(delay(author, story.work * 2))) return false;
  life.do(cast.agent, (ticket, context) => addComment(ticket, story.note, 'internal', context));
  const spent = author.between(Math.ceil(story.work / 2), story.work);
  life.do(cast.agent, (ticket, context) =>
    logTime(ticket, spent, author.chance(0.3) ? 'On site' : 'Remote', context),
  );
  return life.wait(delay(author, 30));
}
