import type { Entry, VerdictEntry } from '../../../../shared/model/entry.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { standingVerdicts } from '../../../../shared/sla/verdicts.ts';
import { t } from '../../../ui/i18n.ts';
import { provisionalWords } from '../../../words/clock-words.ts';

/** The server's word on the run a target is about, if it has spoken. */
export function finalVerdict(
  target: SlaTargetResult,
  entries: readonly Entry[],
): VerdictEntry | null {
  const { startedAt } = target;
  if (startedAt === null) return null;
  const startedMs = Date.parse(startedAt);
  const found = standingVerdicts(entries).findLast(
    (verdict) =>
      verdict.policyId === target.policyId &&
      verdict.metric === target.metric &&
      Date.parse(verdict.runStartedAt) === startedMs,
  );
  return found ?? null;
}

/** How far a figure can be relied on; undefined: it is counted here and nothing speaks against it. */
export function relianceWords(
  target: SlaTargetResult,
  verdict: VerdictEntry | null,
  isProvisional: boolean,
): string | undefined {
  if (verdict === null) {
    return isProvisional && target.state !== 'not-started' ? provisionalWords() : undefined;
  }
  const isMet = verdict.outcome === 'met';
  const isSame = isMet === (target.state === 'met');
  if (!isSame && target.stoppedAt !== null) {
    return isMet
      ? t('Final, by the server: in time. Counted anew here, news are not with the server yet.')
      : t('Final, by the server: late. Counted anew here, news are not with the server yet.');
  }
  return verdict.corrects === undefined
    ? t('Final, by the server')
    : t('Final, by the server, corrected after late news');
}
