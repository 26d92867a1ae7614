import { memo } from 'react';
import type { ReactElement } from 'react';
import { useTrustedTime } from '../../../replica/hooks.ts';
import { Fact, Facts } from '../../../ui/facts.tsx';
import { formatExact, formatNumber } from '../../../ui/format.ts';
import { currentLocale, t, useLocale } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { SlaMark } from '../../../ui/sla-clock.tsx';
import { useReportChoices } from './report-choices.ts';
import {
  countedSentence,
  outcomeLabel,
  shareChange,
  shareText,
  targetsText,
} from './report-words.ts';
import { rangeLabel } from '../../../words/period-words.ts';
import type { Report } from './use-report.ts';

/** What the whole selection comes to, beside the period before. */
export const ReportFacts = memo(function ReportFacts(props: {
  readonly report: Report;
}): ReactElement {
  const { report } = props;
  const locale = useLocale();
  const { total, totalBefore, before } = report;
  const change = shareChange(total, totalBefore);
  const number = (value: number): string => formatNumber(locale, value);
  const then = t('before: {{figure}}', { figure: shareText(totalBefore) });
  const was = (value: number): string => t('before: {{figure}}', { figure: number(value) });
  return (
    <>
      <Facts>
        <Fact label={t('Share met')} isMain note={change === null ? then : `${change} · ${then}`}>
          {shareText(total)}
        </Fact>
        <Fact
          label={outcomeLabel('met')}
          mark={<SlaMark state="met" />}
          note={was(totalBefore.met)}
        >
          {number(total.met)}
        </Fact>
        <Fact
          label={outcomeLabel('breached')}
          mark={<SlaMark state="breached" />}
          note={was(totalBefore.breached)}
        >
          {number(total.breached)}
        </Fact>
        <Fact
          label={outcomeLabel('running')}
          mark={<SlaMark state="running" percent={60} />}
          note={t('not part of the share')}
        >
          {number(total.running)}
        </Fact>
        <Fact label={t('Records')} note={targetsText(total.runs)}>
          {number(total.records)}
        </Fact>
      </Facts>
      <p className="t3 t12">
        {t('Compared with the period before: {{range}}.', { range: rangeLabel(before) })}
      </p>
    </>
  );
});

/** What the figures rest on, and how far they can be relied on. */
export function ReportBasis({ report }: { readonly report: Report }): ReactElement {
  const locale = useLocale();
  const { countedAt } = useReportChoices();
  const { data, total } = report;
  const isProvisional = useTrustedTime().state === 'provisional';
  const read = formatNumber(locale, data.records);
  return (
    <div className="sl-report__basis t3 t12">
      <p>
        {t('Worked out on this machine on {{instant}} from {{records}} records.', {
          instant: formatExact(locale, data.nowMs),
          records: read,
        })}{' '}
        {countedSentence(countedAt)}{' '}
        {t('Team, site, category and assignee are those the record has now.')}{' '}
        {finalSentence(total.final, total.runs)}
      </p>
      {data.unreadable > 0 ? (
        <p>
          {t('{{count}} records are left out: a time in their history cannot be read.', {
            count: data.unreadable,
          })}
        </p>
      ) : null}
      {isProvisional ? (
        <p className="sl-report__doubt">
          <Icon name="info" size={14} />
          {t('Provisional: this machine has to compare its clock with the server first.')}
        </p>
      ) : null}
    </div>
  );
}

function finalSentence(final: number, runs: number): string {
  if (final === 0) return t('None of these targets has the verdict of the server yet.');
  if (final === runs) return t('All of these targets are final, by the verdict of the server.');
  return t('{{shown}} of these targets are final, by the verdict of the server.', {
    count: final,
    shown: formatNumber(currentLocale(), final),
  });
}
