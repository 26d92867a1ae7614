import type { RowClock } from '../replica/clocks.ts';
import type { SlaTargetResult } from '../../shared/sla/sla-types.ts';
import type { SlaAgreement, SlaMetric } from '../../shared/model/policy.ts';
import {
  formatClock,
  formatDateTime,
  formatDuration,
  formatExact,
  spokenDuration,
} from '../ui/format.ts';
import { msg, t } from '../ui/i18n.ts';
import type { SlaState } from '../ui/sla-clock.tsx';

/** The clock of a row in words: "2:34", "0:18 over", "Met"; empty where nothing runs. */
export function rowClockText(clock: RowClock): string {
  if (clock.state === 'none') return '';
  if (clock.state === 'met') return t('Met');
  if (clock.state === 'breached') return formatClock(Math.min(-1, clock.remainingMs));
  return formatDuration(clock.remainingMs);
}

/** The same for ears, with the exact instant that eyes find on hover. */
export function rowClockSpoken(clock: RowClock, locale: string): string {
  const state = stateSpoken(clock);
  const isDue = clock.state !== 'none' && clock.state !== 'met' && clock.state !== 'paused';
  const name = clock.kind === null || clock.kind === 'sla' ? '' : agreementTag(clock.kind);
  return [name, state, isDue ? dueLine(clock, locale) : ''].filter(Boolean).join(', ');
}

function stateSpoken(clock: RowClock): string {
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

const METRICS: Readonly<Record<SlaMetric, string>> = {
  assignment: msg('Assignment'),
  response: msg('Response'),
  'next-update': msg('Next update'),
  resolution: msg('Resolution'),
};

export function metricLabel(metric: SlaMetric): string {
  return t(METRICS[metric]);
}

const AGREEMENTS: Readonly<Record<SlaAgreement, { tag: string; name: string }>> = {
  sla: { tag: msg('SLA'), name: msg('with customers (SLA)') },
  ola: { tag: msg('OLA'), name: msg('between own teams (OLA)') },
  uc: { tag: msg('UC'), name: msg('with a supplier (UC)') },
};

/** The agreement in two or three letters. */
export function agreementTag(kind: SlaAgreement): string {
  return t(AGREEMENTS[kind].tag);
}

/** With whom it was agreed: "between own teams (OLA)". */
export function agreementName(kind: SlaAgreement): string {
  return t(AGREEMENTS[kind].name);
}

/** "Resolution", "Resolution, OLA": what is owed to customers goes without saying. */
export function targetName({
  metric,
  policyKind,
}: Pick<SlaTargetResult, 'metric' | 'policyKind'>): string {
  const name = metricLabel(metric);
  return policyKind === 'sla' ? name : `${name}, ${agreementTag(policyKind)}`;
}

/** Said wherever a clock is shown that this machine's clock cannot vouch for. */
export function provisionalWords(): string {
  return t(
    'Provisional until the next contact with the server: the clock of this machine is in doubt.',
  );
}

interface ClockTitleOptions {
  readonly policyName: string | undefined;
  readonly isProvisional: boolean;
  readonly locale: string;
}

/** What a clock of a list says on hover: metric, policy, exact instant. */
export function rowClockTitle(clock: RowClock, options: ClockTitleOptions): string {
  const { policyName, isProvisional, locale } = options;
  if (clock.metric === null || clock.kind === null) return stateSpoken(clock);
  const metric = metricLabel(clock.metric);
  const lines = [
    policyName === undefined
      ? `${metric}, ${agreementName(clock.kind)}`
      : t('{{metric}}: {{policy}}, {{agreement}}', {
          metric,
          policy: policyName,
          agreement: agreementName(clock.kind),
        }),
    dueLine(clock, locale),
    isProvisional ? provisionalWords() : '',
  ];
  return lines.filter(Boolean).join('\n');
}

function dueLine({ state, dueAt, remainingMs }: RowClock, locale: string): string {
  if (state === 'paused') {
    return t('Paused with {{time}} left; due again when it goes on', {
      time: formatDuration(remainingMs),
    });
  }
  if (dueAt === null) return t('Never due: its calendar does not open any more');
  const time = formatExact(locale, dueAt);
  return state === 'breached' ? t('Was due {{time}}', { time }) : t('Due {{time}}', { time });
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

function spokenTime(state: SlaState, time: string): string {
  if (state === 'breached') return t('{{time}} over', { time });
  return state === 'warning'
    ? t('{{time}} left, past its warning mark', { time })
    : t('{{time}} left', { time });
}

function openWords(target: SlaTargetResult, locale: string, nowMs: number): TargetWords {
  const name = targetName(target);
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
  const spokenClock = spokenTime(targetState(target), spokenDuration(leftMs));
  const spoken = [name, spokenClock, detail].filter(Boolean).join(', ');
  return { headline, detail, spoken };
}

/** What the card of a target says. */
export function targetWords(target: SlaTargetResult, locale: string, nowMs: number): TargetWords {
  const name = targetName(target);
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
