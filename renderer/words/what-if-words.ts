import type { HoldReason } from '../../shared/model/ticket.ts';
import { HOLD_REASONS } from '../../shared/model/ticket.ts';
import type { SlaTargetResult } from '../../shared/sla/sla-types.ts';
import type { WhatIf } from '../../shared/sla/what-if.ts';
import type { ReferenceSnapshot } from '../replica/reference.ts';
import { peopleOf, policiesOf, teamsOf } from '../replica/reference.ts';
import { formatClock, formatDateTime, formatDuration } from '../ui/format.ts';
import { msg, t } from '../ui/i18n.ts';
import type { Option } from '../ui/option.ts';
import { agreementTag } from './clock-words.ts';
import { holdLabel } from './ticket-words.ts';

export type WhatIfKind = WhatIf['kind'];

const KINDS: Readonly<Record<WhatIfKind, string>> = {
  raise: msg('One priority more urgent'),
  priority: msg('Another priority'),
  hold: msg('On hold from now on'),
  resume: msg('Off hold, it goes on now'),
  assign: msg('Another team or assignee'),
  policy: msg('Another policy, from the start'),
  calendar: msg('Another calendar, from the start'),
};

/** What could change, as a choice. */
export function whatIfKinds(kinds: readonly WhatIfKind[]): readonly Option[] {
  return kinds.map((kind) => ({ value: kind, label: t(KINDS[kind]) }));
}

/** What a change of this kind is made with; empty: nothing more has to be chosen. */
export function whatIfValues(kind: WhatIfKind, reference: ReferenceSnapshot): readonly Option[] {
  switch (kind) {
    case 'raise':
    case 'resume':
      return [];
    case 'priority':
      return ['1', '2', '3', '4'].map((value) => ({
        value,
        label: t('Priority {{priority}}', { priority: value }),
      }));
    case 'hold':
      return HOLD_REASONS.map((value) => ({ value, label: holdLabel(value) }));
    case 'assign':
      return [
        ...sorted(teamsOf(reference).map(({ id, name }) => ({ value: id, label: name }))),
        ...sorted(agentsOf(reference)),
      ];
    case 'policy':
      return policiesOf(reference, 'sla').map(({ id, name, agreement }) => ({
        value: id,
        label: name,
        detail: agreementTag(agreement ?? 'sla'),
      }));
    case 'calendar':
      return sorted(
        policiesOf(reference, 'calendar').map(({ id, name, timezone }) => ({
          value: id,
          label: name,
          detail: timezone,
        })),
      );
  }
}

/** Between team and assignee in a value; in no id. */
const AND = ' ';

/** Those who can be assigned, each with their first team: its hours may count then. */
function agentsOf(reference: ReferenceSnapshot): readonly Option[] {
  return peopleOf(reference)
    .filter(({ userName }) => userName !== undefined)
    .map(({ id, name, teamIds: [teamId = ''] }) => ({
      value: `${teamId}${AND}${id}`,
      label: name,
      detail: reference.people.get(teamId)?.name ?? '',
    }));
}

function sorted(options: readonly Option[]): readonly Option[] {
  return [...options].sort((a, b) => a.label.localeCompare(b.label));
}

/**
 * The change that was chosen; null while something is missing.
 * @param until ISO 8601, of a hold alone.
 */
export function whatIfOf(kind: WhatIfKind, value: string, until?: string): WhatIf | null {
  if (kind === 'raise' || kind === 'resume') return { kind };
  if (value === '') return null;
  switch (kind) {
    case 'priority':
      return { kind, priority: Number(value) };
    case 'hold': {
      const reason = HOLD_REASONS.find((each): each is HoldReason => each === value);
      if (reason === undefined) return null;
      return { kind, reason, ...(until === undefined ? {} : { until }) };
    }
    case 'assign': {
      const [teamId = '', assigneeId = ''] = value.split(AND);
      return {
        kind,
        ...(teamId === '' ? {} : { teamId }),
        ...(assigneeId === '' ? {} : { assigneeId }),
      };
    }
    case 'policy':
      return { kind, policyId: value };
    case 'calendar':
      return { kind, calendarId: value };
  }
}

/** A target in a comparison: "due Wed 11:20", "5:26 over", "Paused, 1:00 left". */
export function outlookWords(
  target: SlaTargetResult | null,
  locale: string,
  nowMs: number,
): string {
  if (target === null || target.state === 'not-started') return t('none');
  if (target.stoppedAt !== null) return target.state === 'met' ? t('Met') : t('Missed');
  if (target.state === 'breached') return formatClock(-Math.max(1, target.overSeconds * 1000));
  if (target.dueAt === null) {
    const time = formatDuration((target.remainingSeconds ?? 0) * 1000);
    return t('Paused, {{time}} left', { time });
  }
  return t('due {{time}}', { time: formatDateTime(locale, target.dueAt, nowMs) });
}
