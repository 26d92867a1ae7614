import type {
  BreachReason,
  HoldReason,
  Level,
  Origin,
  ResolutionCode,
  TicketKind,
  TicketState,
} from '../../shared/model/ticket.ts';
import type { IconName } from '../ui/icon-paths.ts';
import { msg, t } from '../ui/i18n.ts';
import type { StateMarkName } from '../ui/state-mark.tsx';

const STATES: Readonly<Record<TicketState, { label: string; mark: StateMarkName }>> = {
  new: { label: msg('New'), mark: 'new' },
  'in-progress': { label: msg('In progress'), mark: 'in-progress' },
  'on-hold': { label: msg('On hold'), mark: 'on-hold' },
  resolved: { label: msg('Resolved'), mark: 'resolved' },
  closed: { label: msg('Closed'), mark: 'closed' },
  cancelled: { label: msg('Cancelled'), mark: 'cancelled' },
  assess: { label: msg('Assess'), mark: 'assess' },
  'root-cause-analysis': { label: msg('Root-cause analysis'), mark: 'in-progress' },
  'fix-in-progress': { label: msg('Fix in progress'), mark: 'review' },
  draft: { label: msg('Draft'), mark: 'draft' },
  authorize: { label: msg('Authorize'), mark: 'approval' },
  scheduled: { label: msg('Scheduled'), mark: 'scheduled' },
  implement: { label: msg('Implement'), mark: 'in-progress' },
  review: { label: msg('Review'), mark: 'review' },
  fulfilled: { label: msg('Fulfilled'), mark: 'resolved' },
  done: { label: msg('Done'), mark: 'resolved' },
};

/** A state of a newer build reads as its key. */
export function stateLabel(state: string): string {
  const known = state in STATES ? STATES[state as TicketState] : undefined;
  return known ? t(known.label) : state;
}

export function stateMarkOf(state: string): StateMarkName {
  return state in STATES ? STATES[state as TicketState].mark : 'in-progress';
}

const HOLDS: Readonly<Record<HoldReason, string>> = {
  'awaiting-caller': msg('awaiting caller'),
  'awaiting-vendor': msg('awaiting vendor'),
  'awaiting-problem': msg('awaiting problem'),
  'awaiting-change': msg('awaiting change'),
  'awaiting-parts': msg('awaiting parts'),
};

const RESOLUTIONS: Readonly<Record<ResolutionCode, string>> = {
  fixed: msg('Fixed'),
  workaround: msg('Workaround given'),
  'user-guidance': msg('User guided'),
  duplicate: msg('Duplicate'),
  'not-reproducible': msg('Not reproducible'),
  'no-fault-found': msg('No fault found'),
  'cancelled-by-caller': msg('Cancelled by the caller'),
  'risk-accepted': msg('Risk accepted'),
  'fix-applied': msg('Fix applied'),
  cancelled: msg('Cancelled'),
};

export function holdLabel(reason: string): string {
  return reason in HOLDS ? t(HOLDS[reason as HoldReason]) : reason;
}

export function resolutionLabel(code: string): string {
  return code in RESOLUTIONS ? t(RESOLUTIONS[code as ResolutionCode]) : code;
}

const BREACHES: Readonly<Record<BreachReason, string>> = {
  capacity: msg('Not enough people'),
  'waiting-for-caller': msg('Waited for the caller'),
  'waiting-for-vendor': msg('Waited for a supplier'),
  'waiting-for-parts': msg('Waited for parts'),
  'wrong-team': msg('Went to the wrong team first'),
  'reported-late': msg('Reported or recorded late'),
  'major-outage': msg('A major outage took everybody'),
  'target-unfit': msg('The target does not fit this kind of work'),
  other: msg('Another reason'),
};

/** Why a service level was missed. */
export function breachLabel(reason: string): string {
  return reason in BREACHES ? t(BREACHES[reason as BreachReason]) : reason;
}

/** What a state entry gives as its reason: a hold reason or a resolution code. */
export function reasonLabel(reason: string): string {
  return reason in HOLDS ? holdLabel(reason) : resolutionLabel(reason);
}

const ORIGINS: Readonly<Record<Origin, { label: string; icon: IconName }>> = {
  phone: { label: msg('Phone'), icon: 'phone' },
  mail: { label: msg('Mail'), icon: 'mail' },
  portal: { label: msg('Portal'), icon: 'web' },
  'walk-up': { label: msg('Walk-up'), icon: 'walk' },
  monitoring: { label: msg('Monitoring'), icon: 'pulse' },
};

export function originLabel(origin: string): string {
  return origin in ORIGINS ? t(ORIGINS[origin as Origin].label) : origin;
}

export function originIcon(origin: string): IconName {
  return origin in ORIGINS ? ORIGINS[origin as Origin].icon : 'request';
}

const LEVELS: Readonly<Record<Level, string>> = {
  1: msg('High'),
  2: msg('Medium'),
  3: msg('Low'),
};

export function levelLabel(level: Level): string {
  return t(LEVELS[level]);
}

export const KIND_ICONS: Readonly<Record<TicketKind, IconName>> = {
  incident: 'incident',
  problem: 'problem',
  change: 'change',
  request: 'request',
  task: 'check',
};

const LIST_TITLES: Readonly<Record<TicketKind, { open: string; all: string; create: string }>> = {
  incident: { open: msg('Open incidents'), all: msg('Incidents'), create: msg('New incident') },
  problem: { open: msg('Open problems'), all: msg('Problems'), create: msg('New problem') },
  change: { open: msg('Open changes'), all: msg('Changes'), create: msg('New change') },
  request: { open: msg('Open requests'), all: msg('Requests'), create: msg('New request') },
  task: { open: msg('Open tasks'), all: msg('Tasks'), create: msg('New task') },
};

export function listTitle(kind: TicketKind, onlyOpen: boolean): string {
  return t(onlyOpen ? LIST_TITLES[kind].open : LIST_TITLES[kind].all);
}

export function newTitle(kind: TicketKind): string {
  return t(LIST_TITLES[kind].create);
}

const FIELDS: Readonly<Record<string, string>> = {
  title: msg('Title'),
  description: msg('Description'),
  requesterId: msg('Requester'),
  assigneeId: msg('Assignee'),
  teamId: msg('Group'),
  siteId: msg('Site'),
  serviceId: msg('Service'),
  category: msg('Category'),
  subcategory: msg('Subcategory'),
  impact: msg('Impact'),
  urgency: msg('Urgency'),
  priority: msg('Priority'),
  origin: msg('Origin'),
  state: msg('State'),
  watchers: msg('Watchers'),
  holdReason: msg('Waits for'),
  resolution: msg('Resolution'),
  resolutionCode: msg('Resolution code'),
  workaround: msg('Workaround'),
  rootCause: msg('Root cause'),
  changeType: msg('Change type'),
  plannedStartAt: msg('Planned start'),
  plannedEndAt: msg('Planned end'),
  implementationPlan: msg('Implementation plan'),
  backoutPlan: msg('Backout plan'),
  testPlan: msg('Test plan'),
  parentId: msg('Parent'),
  satisfaction: msg('Satisfaction'),
  satisfactionNote: msg('Words on the satisfaction'),
  major: msg('Major incident'),
  knownError: msg('Known error'),
  symptoms: msg('Symptoms'),
  businessImpact: msg('Business impact'),
  majorStage: msg('Major incident'),
  majorReason: msg('Reason of the major incident'),
  majorDeclaredAt: msg('Declared'),
  majorEndedAt: msg('Ended'),
  majorRoles: msg('Roles'),
  majorUpdateMinutes: msg('Minutes between updates'),
  review: msg('Review answers'),
  'review.summary': msg('Review: summary'),
  'review.timeline': msg('Review: timeline'),
  'review.cause': msg('Review: cause'),
  'review.went-well': msg('Review: went well'),
  'review.went-badly': msg('Review: went badly'),
  'review.lessons': msg('Review: lessons'),
  breachReason: msg('Reason of the breach'),
  breachNote: msg('Note on the breach'),
};

export function fieldLabel(field: string): string {
  const label = FIELDS[field];
  return label === undefined ? field : t(label);
}

const MAJOR_STAGE_LABELS: Readonly<Record<string, string>> = {
  candidate: msg('proposed'),
  declared: msg('declared'),
  ended: msg('ended'),
  reviewed: msg('reviewed'),
};

/** How far a major incident is. */
export function majorStageLabel(stage: string): string {
  const label = MAJOR_STAGE_LABELS[stage];
  return label === undefined ? stage : t(label);
}

const CHANGE_TYPES: Readonly<Record<string, string>> = {
  standard: msg('Standard'),
  normal: msg('Normal'),
  emergency: msg('Emergency'),
};

export function changeTypeLabel(type: string): string {
  const label = CHANGE_TYPES[type];
  return label === undefined ? type : t(label);
}
