import type { RowClock } from '../../../replica/clocks.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { formatClock, formatDateTime, formatDuration, spokenDuration } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import type { SlaState } from '../../../ui/sla-clock.tsx';

/** The clock of a row in words: "2:34", "0:18 over", "Met"; empty where nothing runs. */
export function rowClockText(clock: RowClock): string {
  if (clock.state === 'none') return '';
  if (clock.state === 'met') return t('Met');
  if (clock.state === 'breached') return formatClock(Math.min(-1, clock.remainingMs));
  return formatDuration(clock.remainingMs);
}

/** The same for ears. */
export function rowClockSpoken(clock: RowClock): string {
  const time = spokenDuration(clock.remainingMs);
  switch (clock.state) {
    case 'none':
      return t('No service level');
    case 'met':
      return t('Met');
    case 'breached':
      return t('{{time}} over', { time });
    case 'paused':
      return t('{{time}} left, paused', { time });
    case 'warning':
      return t('{{time}} left, past its warning mark', { time });
    case 'running':
      return t('{{time}} left', { time });
  }
}

export function metricLabel(metric: SlaTargetResult['metric']): string {
  if (metric === 'response') return t('Response');
  return metric === 'resolution' ? t('Resolution') : t('Assignment');
}

export function targetState(target: SlaTargetResult): SlaState {
  if (target.state === 'not-started') return 'none';
  if (target.state === 'running') return target.warning ? 'warning' : 'running';
  return target.state;
}

export interface TargetWords {
  readonly headline: string;
  readonly detail: string | undefined;
  readonly spoken: string;
}

function openWords(target: SlaTargetResult, locale: string, nowMs: number): TargetWords {
  const name = metricLabel(target.metric);
  const leftMs = ((target.remainingSeconds ?? 0) - target.overSeconds) * 1000;
  const headline = formatClock(target.state === 'breached' ? Math.min(-1, leftMs) : leftMs);
  const isPaused = target.clock === 'paused';
  const due = target.dueAt === null ? '' : formatDateTime(locale, target.dueAt, nowMs);
  const detail = isPaused
    ? t('paused')
    : target.dueAt === null
      ? undefined
      : target.state === 'breached'
        ? t('was due {{time}}', { time: due })
        : t('due {{time}}', { time: due });
  const time = spokenDuration(leftMs);
  const spokenClock =
    target.state === 'breached' ? t('{{time}} over', { time }) : t('{{time}} left', { time });
  const spoken = [name, spokenClock, detail].filter(Boolean).join(', ');
  return { headline, detail, spoken };
}

/** What the card of a target says. */
export function targetWords(target: SlaTargetResult, locale: string, nowMs: number): TargetWords {
  const name = metricLabel(target.metric);
  if (target.state === 'not-started') {
    const why = target.problem ?? t('no target applies');
    return { headline: t('None'), detail: why, spoken: `${name}, ${why}` };
  }
  if (target.stoppedAt === null) return openWords(target, locale, nowMs);
  const used = formatDuration(target.elapsedSeconds * 1000);
  const of = formatDuration((target.targetSeconds ?? 0) * 1000);
  const detail = t('in {{used}} of {{of}}', { used, of });
  const headline = target.state === 'met' ? t('Met') : formatClock(-target.overSeconds * 1000 - 1);
  const spokenUsed = spokenDuration(target.elapsedSeconds * 1000);
  const verdict = target.state === 'met' ? t('Met') : headline;
  return {
    headline,
    detail,
    spoken: t('{{name}}: {{verdict}} after {{used}}', { name, verdict, used: spokenUsed }),
  };
}
