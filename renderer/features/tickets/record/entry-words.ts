import type {
  ApprovalEntry,
  CommentEntry,
  CommunicationEntry,
  Entry,
  EscalationEntry,
  FieldChange,
  MergeDecision,
  NoteEntry,
  VerdictEntry,
} from '../../../../shared/model/entry.ts';
import type { EscalationAction } from '../../../../shared/model/policy.ts';
import { AUTO_CLOSE_REASON } from '../../../../shared/workflow/desk-rules.ts';
import { formatMinutes } from '../../../ui/format.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { checklistWords } from '../aids/checklist-words.ts';
import { metricLabel } from '../../../words/clock-words.ts';
import { relationLabel } from '../../../words/relation-words.ts';
import {
  fieldLabel,
  holdLabel,
  reasonLabel,
  resolutionLabel,
  stateLabel,
} from '../../../words/ticket-words.ts';

/** How values of fields and records read; ids become names. */
export interface EntryNames {
  /** A field's value in words; '' for none. */
  value(field: string, value: unknown): string;
  /** Name of a person behind a user name. */
  user(userName: string): string;
}

/** A piece of a sentence: words, or a record to be linked. */
export type Piece = string | { readonly recordId: string };

export interface EntryWords {
  /** After the name of who did it. */
  readonly did: readonly Piece[];
  /** Lines below: before → after, what a merge kept and what lost. */
  readonly lines: readonly string[];
}

/** Marks the place of a link in a translated sentence; never typed by a person. */
const LINK = '\u0001';

function pieces(sentence: string, recordId?: string): readonly Piece[] {
  if (recordId === undefined) return [sentence];
  return sentence
    .split(LINK)
    .flatMap((part, at): readonly Piece[] => (at === 0 ? [part] : [{ recordId }, part]))
    .filter((part) => part !== '');
}

function changeLine(change: FieldChange, names: EntryNames): string {
  if (change.field === 'checklist') return checklistWords(change.before, change.after).join(', ');
  const field = fieldLabel(change.field);
  const before = names.value(change.field, change.before);
  const after = names.value(change.field, change.after);
  if (before === '') return t('{{field}}: {{after}}', { field, after });
  if (after === '') return t('{{field}}: {{before}} taken out', { field, before });
  return t('{{field}}: {{before}} → {{after}}', { field, before, after });
}

const LONG_TEXTS = new Set([
  'breachNote',
  'description',
  'resolution',
  'workaround',
  'rootCause',
  'symptoms',
  'businessImpact',
  'review.summary',
  'review.timeline',
  'review.cause',
  'review.went-well',
  'review.went-badly',
  'review.lessons',
  'implementationPlan',
  'backoutPlan',
  'testPlan',
]);

function checklistEntry({ before, after }: FieldChange): EntryWords {
  const words = checklistWords(before, after);
  const [only = ''] = words;
  if (words.length === 1) return { did: [only], lines: [] };
  return { did: [t('changed the checklist')], lines: words };
}

function changeWords(changes: readonly FieldChange[], names: EntryNames): EntryWords {
  const [only] = changes;
  if (changes.length === 1 && only) {
    const field = fieldLabel(only.field);
    if (only.field === 'checklist') return checklistEntry(only);
    if (LONG_TEXTS.has(only.field)) {
      return { did: [t('edited {{field}}', { field })], lines: [changeLine(only, names)] };
    }
    const before = names.value(only.field, only.before);
    const after = names.value(only.field, only.after);
    if (after === '')
      return { did: [t('took {{before}} out of {{field}}', { before, field })], lines: [] };
    const did =
      before === ''
        ? t('set {{field}} to {{after}}', { field, after })
        : t('changed {{field}}: {{before}} → {{after}}', { field, before, after });
    return { did: [did], lines: [] };
  }
  return {
    did: [t('changed {{count}} fields', { count: changes.length })],
    lines: changes.map((change) => changeLine(change, names)),
  };
}

/** Both who wrote read here that it is settled, and how. */
function settleWords(changes: readonly FieldChange[], names: EntryNames): EntryWords {
  if (changes.length === 0) {
    return { did: [t('settled what two people changed: it stays as it is')], lines: [] };
  }
  return {
    did: [t('settled what two people changed')],
    lines: changes.map((change) => changeLine(change, names)),
  };
}

function decisionLine(decision: MergeDecision, names: EntryNames): string {
  const field = fieldLabel(decision.field);
  const kept = names.value(decision.field, decision.kept) || t('nothing');
  const losers = [decision.mine, decision.theirs]
    .filter((value) => JSON.stringify(value) !== JSON.stringify(decision.kept))
    .map((value) => names.value(decision.field, value) || t('nothing'));
  if (losers.length === 0) return t('{{field}}: both said {{kept}}', { field, kept });
  const lost = losers.join(', ');
  switch (decision.rule) {
    case 'mine-only':
    case 'theirs-only':
      return t('{{field}}: {{kept}}; only one of the two changed it', { field, kept });
    case 'union':
      return t('{{field}}: {{kept}}; both were put together', { field, kept });
    case 'maximum':
      return t('{{field}}: kept {{kept}}, the larger of the two, and not {{lost}}', {
        field,
        kept,
        lost,
      });
    case 'state-machine':
      return t('{{field}}: kept {{kept}}, which is further along, and not {{lost}}', {
        field,
        kept,
        lost,
      });
    case 'text-merge':
      return t('{{field}}: both texts were merged', { field });
    case 'server-first':
      return t('{{field}}: kept {{kept}}, which was on the server first, and not {{lost}}', {
        field,
        kept,
        lost,
      });
    case 'derived':
      return t('{{field}}: {{kept}}, worked out anew', { field, kept });
    case 'both-same':
      return t('{{field}}: both said {{kept}}', { field, kept });
  }
}

function stateWords(entry: Extract<Entry, { kind: 'state' }>): EntryWords {
  const reason = entry.reason === undefined ? '' : reasonLabel(entry.reason);
  if (entry.from === null) return { did: [t('opened it')], lines: [] };
  if (entry.to === 'on-hold') {
    const waits = entry.reason === undefined ? '' : holdLabel(entry.reason);
    return {
      did: [
        waits === '' ? t('put it on hold') : t('put it on hold, {{reason}}', { reason: waits }),
      ],
      lines: [],
    };
  }
  if (entry.from === 'on-hold' && entry.to === 'in-progress') {
    return { did: [t('took it off hold, back in progress')], lines: [] };
  }
  if (entry.to === 'resolved') {
    const how = entry.reason === undefined ? '' : resolutionLabel(entry.reason);
    return { did: [how === '' ? t('resolved it') : t('resolved it: {{how}}', { how })], lines: [] };
  }
  if (entry.reason === AUTO_CLOSE_REASON) {
    return { did: [t('closed it, as it stayed resolved')], lines: [] };
  }
  const to = stateLabel(entry.to);
  const from = stateLabel(entry.from);
  const did = t('moved it from {{from}} to {{to}}', { from, to });
  return { did: [reason === '' ? did : `${did}, ${reason}`], lines: [] };
}

function linkWords(entry: Extract<Entry, { kind: 'link' }>): EntryWords {
  const relation = relationLabel(entry.relation, entry.inverse === true ? 'back' : 'out');
  const record = LINK;
  const sentence =
    entry.removed === true
      ? t('took the link back: {{relation}} {{record}}', { relation, record })
      : t('linked it: {{relation}} {{record}}', { relation, record });
  return { did: pieces(sentence, entry.otherId), lines: [] };
}

/** The instants the server found, so that they can be held against what the console said. */
function verdictLines(entry: VerdictEntry, names: EntryNames): readonly string[] {
  const at = (field: 'breachedAt' | 'stoppedAt'): string => names.value(field, entry[field]);
  const clamped = entry.clamped?.length ?? 0;
  return [
    ...(entry.breachedAt === undefined ? [] : [t('Was due {{time}}', { time: at('breachedAt') })]),
    ...(entry.stoppedAt === undefined ? [] : [t('Stopped {{time}}', { time: at('stoppedAt') })]),
    ...(clamped === 0
      ? []
      : [t('{{count}} entries were dated ahead of the clock of the server', { count: clamped })]),
  ];
}

/** How an action of an escalation reads once it was done. */
function actionLine(action: EscalationAction, told: string, names: EntryNames): string {
  const person = names.value('assigneeId', action.personId);
  switch (action.do) {
    case 'notify':
      return told === '' ? t('Nobody was there to be told') : t('Told {{names}}', { names: told });
    case 'raise-priority':
      return t('Raised the priority');
    case 'reassign':
      return t('Assigned it to {{name}}', {
        name: person || names.value('teamId', action.teamId),
      });
    case 'add-watcher':
      return t('{{name}} watches it now', { name: person });
  }
}

function escalationWords(entry: EscalationEntry, names: EntryNames): EntryWords {
  const metric = metricLabel(entry.metric);
  const percent = Math.round(entry.percent);
  const told = entry.notified.map((id) => names.value('assigneeId', id)).join(', ');
  const lines = entry.actions.map((action) => actionLine(action, told, names));
  const isTold = entry.actions.some((action) => action.do === 'notify');
  const all = told === '' || isTold ? lines : [t('Told {{names}}', { names: told }), ...lines];
  const did =
    entry.ruleId === 'warning'
      ? t('warned: {{metric}} has used {{percent}} % of its time', { metric, percent })
      : entry.ruleId === 'breach'
        ? t('told of a breach: {{metric}} is over', { metric })
        : t('escalated: {{metric}} at {{percent}} %', { metric, percent });
  return { did: [did], lines: [...new Set(all)] };
}

function verdictWords(entry: VerdictEntry, names: EntryNames): EntryWords {
  const lines = verdictLines(entry, names);
  const metric = metricLabel(entry.metric);
  const isMet = entry.outcome === 'met';
  if (entry.corrects !== undefined) {
    const did = isMet
      ? t('corrected after late news: {{metric}} was in time', { metric })
      : t('corrected after late news: {{metric}} was late', { metric });
    return { did: [did], lines };
  }
  const did = isMet
    ? t('found by the clock of the server: {{metric}} in time', { metric })
    : t('found by the clock of the server: {{metric}} late', { metric });
  return { did: [did], lines };
}

/** What was carried over from another record says from which. */
function spokenWords(did: string, { copiedFrom }: CommentEntry | NoteEntry): EntryWords {
  if (copiedFrom === undefined) return { did: [did], lines: [] };
  const sentence = t('{{did}}, on {{record}}', { did, record: LINK });
  return { did: pieces(sentence, copiedFrom.recordId), lines: [] };
}

const AUDIENCES = {
  users: msg('told the users'),
  stakeholders: msg('told the stakeholders'),
  team: msg('told the team'),
} as const;

function communicationWords(entry: CommunicationEntry, names: EntryNames): EntryWords {
  const did = entry.audience in AUDIENCES ? t(AUDIENCES[entry.audience]) : entry.audience;
  const next = entry.nextUpdateAt;
  return {
    did: [
      next === undefined
        ? did
        : `${did}, ${t('next update {{time}}', { time: names.value('breachedAt', next) })}`,
    ],
    lines: [],
  };
}

function approvalWords(entry: ApprovalEntry, names: EntryNames): EntryWords {
  const name = names.value('assigneeId', entry.approverId);
  const lines = entry.note === undefined ? [] : [entry.note];
  switch (entry.decision) {
    case 'asked':
      return { did: [t('asked {{name}} for approval', { name })], lines };
    case 'approved':
      return { did: [t('approved it')], lines };
    case 'rejected':
      return { did: [t('rejected it')], lines };
    case 'withdrawn':
      return { did: [t('took back the question to {{name}}', { name })], lines };
  }
}

/** An entry as a sentence after the name of who did it; total over all kinds. */
export function entryWords(entry: Entry, names: EntryNames): EntryWords {
  switch (entry.kind) {
    case 'comment':
      return spokenWords(t('to the requester'), entry);
    case 'note':
      return spokenWords(t('internal note'), entry);
    case 'state':
      return stateWords(entry);
    case 'change':
      return entry.resolves === undefined
        ? changeWords(entry.changes, names)
        : settleWords(entry.changes, names);
    case 'time': {
      const time = formatMinutes(entry.minutes);
      const did =
        entry.activity === ''
          ? t('logged {{time}}', { time })
          : t('logged {{time}}, {{activity}}', { time, activity: entry.activity });
      return { did: [did], lines: [] };
    }
    case 'link':
      return linkWords(entry);
    case 'merge': {
      const user = names.user(entry.otherUser);
      return {
        did: [t('brought this together with what {{user}} changed', { user })],
        lines: entry.decisions.map((decision) => decisionLine(decision, names)),
      };
    }
    case 'verdict':
      return verdictWords(entry, names);
    case 'escalation':
      return escalationWords(entry, names);
    case 'attachment':
      return { did: [t('attached {{name}}', { name: entry.name })], lines: [] };
    case 'communication':
      return communicationWords(entry, names);
    case 'approval':
      return approvalWords(entry, names);
  }
}
