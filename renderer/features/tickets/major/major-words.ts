import type { MajorRole, ReviewQuestion } from '../../../../shared/model/ticket.ts';
import type { Audience } from '../../../../shared/workflow/major-incident.ts';
import type { UpdateClock } from '../../../../shared/workflow/major-incident-clock.ts';
import { formatDateTime, formatDuration } from '../../../ui/format.ts';
import { msg, t } from '../../../ui/i18n.ts';

const ROLES: Readonly<Record<MajorRole, string>> = {
  manager: msg('Major incident manager'),
  communications: msg('Communications'),
  'technical-lead': msg('Technical lead'),
  scribe: msg('Scribe'),
};

export function majorRoleLabel(role: MajorRole): string {
  return t(ROLES[role]);
}

const QUESTIONS: Readonly<Record<ReviewQuestion, string>> = {
  summary: msg('What happened, in a few sentences'),
  timeline: msg('What happened when'),
  cause: msg('What caused it'),
  'went-well': msg('What went well'),
  'went-badly': msg('What went badly'),
  lessons: msg('What is done so that it does not happen again'),
};

export function questionLabel(question: ReviewQuestion): string {
  return t(QUESTIONS[question]);
}

const AUDIENCES: Readonly<Record<Audience, string>> = {
  users: msg('Users'),
  stakeholders: msg('Stakeholders'),
  team: msg('The team'),
};

export function audienceLabel(audience: Audience): string {
  return t(AUDIENCES[audience]);
}

/** "next update in 0:12, 09:30", "update overdue by 0:18"; '' where none is promised. */
export function updateWords({ state, dueMs }: UpdateClock, locale: string, nowMs: number): string {
  if (dueMs === null) return '';
  const time = formatDuration(dueMs - nowMs);
  const at = formatDateTime(locale, dueMs, nowMs);
  switch (state) {
    case 'overdue':
      return t('Update overdue by {{time}}', { time });
    case 'due':
      return t('Update due in {{time}}', { time });
    case 'running':
      return t('Next update in {{time}}, {{at}}', { time, at });
    case 'none':
      return '';
  }
}
