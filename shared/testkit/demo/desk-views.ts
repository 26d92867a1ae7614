import type { SavedViewBody } from '../../workflow/saved-view-commands.ts';
import { saveView } from '../../workflow/saved-view-commands.ts';
import type { DemoAuthor } from './author.ts';

/** Who sets a workspace up. */
const ADMIN = 'annika.vogel';
const WORK = ['incident', 'request', 'problem', 'change', 'task'] as const;

type Plan = Omit<SavedViewBody, 'order' | 'ticketKinds'> &
  Partial<Pick<SavedViewBody, 'ticketKinds'>>;

/** Views that are laid out in a way of their own, behind the plain ones of the workspace. */
const PLANS: readonly Plan[] = [
  {
    name: 'Past due by group',
    icon: 'sla',
    query: 'state:open sla:breached',
    columns: ['priority', 'number', 'title', 'left', 'assignee', 'team', 'site'],
    sort: { id: 'left', dir: 'asc' },
    groupBy: 'team',
  },
  {
    name: 'Silent for two days',
    icon: 'bell',
    query: 'state:open activity:>2d',
    columns: ['priority', 'number', 'title', 'state', 'hold', 'assignee', 'updated'],
    sort: { id: 'updated', dir: 'asc' },
    groupBy: 'none',
  },
  {
    name: 'Reopened',
    icon: 'history',
    query: 'reopens:>0 opened:<30d',
    ticketKinds: ['incident'],
    columns: ['number', 'title', 'state', 'reopens', 'reassignments', 'service', 'category'],
    sort: { id: 'reopens', dir: 'desc' },
    groupBy: 'none',
  },
  {
    name: 'Waits for a supplier',
    icon: 'pause',
    query: 'state:on-hold hold:vendor,parts',
    ownerUserName: 'tobias.brandt',
    columns: ['priority', 'number', 'title', 'hold', 'site', 'opened', 'assignee'],
    sort: { id: 'opened', dir: 'asc' },
    groupBy: 'hold',
  },
  {
    name: 'Printers I watch over',
    icon: 'printer',
    query: 'state:open category:peripherals printer',
    ownerUserName: 'tobias.brandt',
  },
];

/** Views with columns, order and groups of their own: shared ones, and some of a person. */
export function writeViews(author: DemoAuthor, atMs: number, firstOrder: number): void {
  for (const [n, plan] of PLANS.entries()) {
    const body = { ticketKinds: [...WORK], ...plan, order: firstOrder + n };
    const context = author.context(atMs, plan.ownerUserName ?? ADMIN);
    author.keep(saveView(null, body, context));
  }
}
