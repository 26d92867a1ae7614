import type { Level } from '../../shared/model/ticket.ts';
import type { MacroStep } from '../../shared/model/policy.ts';
import { isUnanswered } from '../../shared/workflow/template-fields.ts';
import type { ReferenceSnapshot } from '../replica/reference.ts';
import { formatMinutes } from '../ui/format.ts';
import { t } from '../ui/i18n.ts';
import {
  changeTypeLabel,
  fieldLabel,
  holdLabel,
  levelLabel,
  originLabel,
  reasonLabel,
  resolutionLabel,
  stateLabel,
} from './ticket-words.ts';

/** Names behind the ids of an answer. */
export type AnswerNames = Pick<ReferenceSnapshot, 'people' | 'places' | 'catalog' | 'policies'>;

const LONGEST = 80;

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}

/** How a value of a field reads; '' for none. */
export function answerText(field: string, value: unknown, names: AnswerNames): string {
  if (isUnanswered(value)) return '';
  if (field === 'impact' || field === 'urgency') return levelLabel(value as Level);
  const text = String(value);
  switch (field) {
    case 'requesterId':
    case 'assigneeId':
    case 'teamId':
      return names.people.get(text)?.name ?? text;
    case 'siteId':
      return names.places.get(text)?.name ?? text;
    case 'serviceId':
      return names.catalog.get(text)?.name ?? text;
    case 'origin':
      return originLabel(text);
    case 'changeType':
      return changeTypeLabel(text);
    default:
      return short(text);
  }
}

function stateStep({ state = '', reason, text }: MacroStep): string {
  if (state === 'on-hold') {
    return t('Put on hold, {{reason}}', { reason: holdLabel(reason ?? '') });
  }
  const to = stateLabel(state);
  if (reason === undefined) return t('Move to {{state}}', { state: to });
  const how = reasonLabel(reason);
  return isUnanswered(text)
    ? t('Move to {{state}}: {{how}}', { state: to, how: resolutionLabel(reason) })
    : t('Move to {{state}}: {{how}}, “{{text}}”', { state: to, how, text: short(text ?? '') });
}

/** What a step of a macro does, as a sentence without its subject. */
export function stepText(step: MacroStep, names: AnswerNames): string {
  const text = short(step.text ?? '');
  switch (step.do) {
    case 'set-field': {
      const field = fieldLabel(step.field ?? '');
      const value = answerText(step.field ?? '', step.value, names);
      return value === ''
        ? t('Empty {{field}}', { field })
        : t('Set {{field}} to {{value}}', { field, value });
    }
    case 'comment':
      return t('Comment to the requester: “{{text}}”', { text });
    case 'note':
      return t('Internal note: “{{text}}”', { text });
    case 'state':
      return stateStep(step);
    case 'assign-me':
      return t('Assign it to whoever runs the macro');
    case 'watch':
      return t('Watch it');
    case 'log-time': {
      const time = formatMinutes(step.minutes ?? 0);
      return text === ''
        ? t('Log {{time}}', { time })
        : t('Log {{time}}: {{text}}', { time, text });
    }
    case 'checklist': {
      const policy = names.policies.get(step.checklistId ?? '');
      const name = policy?.kind === 'checklist' ? policy.name : '?';
      return t('Attach the checklist “{{name}}”', { name });
    }
  }
}
