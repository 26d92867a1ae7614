import type { KeyboardEvent, ReactElement } from 'react';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import { useReference } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { formatDateTime } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { useNow } from '../../../ui/use-now.ts';
import { holdLabel } from '../../../words/ticket-words.ts';
import { calendarText, escalationText, metricName, orList, whichTickets } from './policy-words.ts';
import { ProblemList } from './problem-list.tsx';
import { TargetsTable } from './targets-table.tsx';
import { useProblems } from './use-policies.ts';

const HOUR_MS = 3_600_000;

interface PolicyCardProps {
  readonly policy: SlaPolicyDocument;
  /** From 1. */
  readonly place: number;
  readonly count: number;
  readonly mayEdit: boolean;
  onMove(by: 1 | -1, control: string): void;
}

/** A policy of the list: whom it is for, what it promises, and what is doubtful about it. */
export function PolicyCard(props: PolicyCardProps): ReactElement {
  const { policy, place, mayEdit, onMove } = props;
  const reference = useReference();
  const go = useNavigation((state) => state.go);
  const problems = useProblems(policy);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>): void => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined;
    if (by === undefined || !event.altKey || !mayEdit) return;
    event.preventDefault();
    const control = (event.target as HTMLElement).closest<HTMLElement>('[data-control]');
    onMove(by, control?.dataset['control'] ?? 'name');
  };
  return (
    <li className="slp-card" data-policy={policy.id} onKeyDown={onKeyDown}>
      <div className="slp-card__head">
        <span className="slp-card__place tnum" title={t('Asked at place {{place}}', { place })}>
          {place}
        </span>
        <h4 className="slp-card__name">
          <button
            type="button"
            className="slp-link"
            data-control="name"
            onClick={() => go({ kind: 'service-levels', page: 'policies', id: policy.id })}
          >
            {policy.name}
          </button>
        </h4>
        <ValidityChip policy={policy} />
        <span className="grow" />
        {mayEdit ? <MoveButtons {...props} /> : null}
      </div>
      <p className="slp-card__who">{whichTickets(policy, reference)}</p>
      <TargetsTable policy={policy} />
      <Facts policy={policy} />
      <ProblemList problems={problems} policy={policy} />
    </li>
  );
}

function MoveButtons({ policy, place, count, onMove }: PolicyCardProps): ReactElement {
  const { name } = policy;
  return (
    <span className="slp-card__moves">
      <IconButton
        icon="chevron-up"
        size="sm"
        label={t('Ask {{name}} earlier', { name })}
        kbd="Alt+ArrowUp"
        data-control="up"
        aria-disabled={place === 1}
        onClick={() => onMove(-1, 'up')}
      />
      <IconButton
        icon="chevron-down"
        size="sm"
        label={t('Ask {{name}} later', { name })}
        kbd="Alt+ArrowDown"
        data-control="down"
        aria-disabled={place === count}
        onClick={() => onMove(1, 'down')}
      />
    </span>
  );
}

function ValidityChip({ policy }: { readonly policy: SlaPolicyDocument }): ReactElement | null {
  const locale = useLocale();
  const now = useNow(HOUR_MS);
  const { validFrom, validTo } = policy;
  if (validTo !== undefined && Date.parse(validTo) <= now) {
    const time = formatDateTime(locale, validTo, now);
    return <Chip size="sm">{t('ended {{time}}', { time })}</Chip>;
  }
  if (validFrom !== undefined && Date.parse(validFrom) > now) {
    const time = formatDateTime(locale, validFrom, now);
    return (
      <Chip size="sm" tone="info">
        {t('from {{time}} on', { time })}
      </Chip>
    );
  }
  if (validTo === undefined) return null;
  return (
    <Chip size="sm">{t('until {{time}}', { time: formatDateTime(locale, validTo, now) })}</Chip>
  );
}

function Facts({ policy }: { readonly policy: SlaPolicyDocument }): ReactElement {
  const reference = useReference();
  const escalations = policy.targets.flatMap((target) =>
    (target.escalations ?? []).map((rule) => ({ metric: target.metric, rule })),
  );
  return (
    <dl className="slp-facts">
      <dt>{t('Calendar')}</dt>
      <dd>{calendarText(policy, reference)}</dd>
      <dt>{t('Pauses')}</dt>
      <dd>
        {policy.pauseReasons.length === 0
          ? t('never')
          : t('while {{reasons}}', { reasons: orList(policy.pauseReasons.map(holdLabel)) })}
      </dd>
      {escalations.length === 0 ? null : (
        <>
          <dt>{t('Escalations')}</dt>
          <dd>
            <ul>
              {escalations.map(({ metric, rule }) => (
                <li key={`${metric} ${rule.id}`}>
                  <span className="t3">{metricName(metric)}</span> {escalationText(rule, reference)}
                </li>
              ))}
            </ul>
          </dd>
        </>
      )}
    </dl>
  );
}
