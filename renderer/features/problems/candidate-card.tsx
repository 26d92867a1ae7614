import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Candidate } from '../../../shared/desk/candidate-evidence.ts';
import { useReplica, useWorkspace } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { pathOf } from '../../state/routes.ts';
import { Button } from '../../ui/button.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import type { IconName } from '../../ui/icon-paths.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import { stateLabel, stateMarkOf } from '../../words/ticket-words.ts';
import { candidateTitle, evidenceOf } from './candidate-words.ts';
import type { CandidateNames } from './candidate-words.ts';

const KIND_ICONS: Readonly<Record<Candidate['kind'], IconName>> = {
  item: 'cmdb',
  words: 'text',
  burst: 'pulse',
};

/** As many as are read at a glance. */
const FIRST = 3;

function Incidents({ ids }: { readonly ids: readonly string[] }): ReactElement {
  const { tickets } = useWorkspace();
  const { now } = useReplica();
  const locale = useLocale();
  const openRecord = useNavigation((state) => state.openRecord);
  const [all, setAll] = useState(false);
  const newest = ids.toReversed();
  const shown = all ? newest : newest.slice(0, FIRST);
  return (
    <>
      <ul className="candidate__incidents">
        {shown.map((id) => {
          const row = tickets.get(id);
          if (!row) return null;
          return (
            <li key={id} className="candidate__incident">
              <StateMark state={stateMarkOf(row.state)} label={stateLabel(row.state)} />
              <a
                className="tnum nowrap"
                href={pathOf({ kind: 'ticket', id })}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  openRecord(id);
                }}
              >
                {row.number}
              </a>
              <span className="grow cut" title={row.title}>
                {row.title}
              </span>
              <span className="t3 t12 nowrap">{formatDateTime(locale, row.openedAt, now())}</span>
            </li>
          );
        })}
      </ul>
      {ids.length > FIRST ? (
        <Button
          size="sm"
          variant="quiet"
          className="candidate__more"
          trailingIcon={all ? 'chevron-up' : 'chevron-down'}
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {all ? t('Show fewer') : t('Show all {{count}}', { count: ids.length })}
        </Button>
      ) : null}
    </>
  );
}

interface CandidateCardProps {
  readonly candidate: Candidate;
  readonly names: CandidateNames;
  readonly isDismissed: boolean;
  readonly mayMake: boolean;
  onMake(): void;
  onDismiss(isDismissed: boolean): void;
}

/** Incidents that may have one cause, and what speaks for it. */
export function CandidateCard(props: CandidateCardProps): ReactElement {
  const { candidate, names, isDismissed, mayMake, onMake, onDismiss } = props;
  const locale = useLocale();
  const title = candidateTitle(candidate, names);
  return (
    <li className="candidate" tabIndex={0} data-candidate={candidate.key} aria-label={title}>
      <div className="candidate__head">
        <Icon name={KIND_ICONS[candidate.kind]} size={16} />
        <h2 className="candidate__title grow">{title}</h2>
        <div className="acts">
          <Button size="sm" variant="quiet" onClick={() => onDismiss(!isDismissed)}>
            {isDismissed ? t('Take up again') : t('Dismiss')}
          </Button>
          {mayMake ? (
            <Button size="sm" icon="problem" onClick={onMake}>
              {t('Make a problem of it…')}
            </Button>
          ) : null}
        </div>
      </div>
      <ul className="candidate__evidence">
        {evidenceOf(candidate, names, locale).map(({ icon, text }) => (
          <li key={text}>
            <Icon name={icon} size={12} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      <Incidents ids={candidate.incidentIds} />
    </li>
  );
}
