import type { ReactElement } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import { usePanels } from '../../state/panels.ts';
import { pathOf } from '../../state/routes.ts';
import { Button } from '../../ui/button.tsx';
import { formatNumber } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { COUNT_KINDS, COUNT_LINES, lineQuery } from './desk-lists.ts';
import type { CountKind, CountLine, DeskCounts, DeskRow } from './desk-lists.ts';
import { DeskLine } from './desk-row.tsx';
import { DeskSection, NothingHere } from './desk-section.tsx';
import { COUNT_LABELS, kindColumn } from './desk-words.ts';

/** As many as one takes in at a glance; the rest is a list away. */
const SHOWN = 7;

/** Opens the list of a kind with a filter. */
function openList(kind: CountKind, query: string): void {
  const route = { kind: 'tickets', ticketKind: kind } as const;
  usePanels.getState().setFilter(pathOf(route), query);
  useNavigation.getState().go(route);
}

interface WorkProps {
  readonly title: string;
  readonly lines: readonly DeskRow[];
  readonly shows: 'requester' | 'assignee';
  readonly nothing: string;
  readonly query: string;
  readonly actions?: ReactElement | null;
}

/** The first of a list of tickets, and a way to all of them. */
export function WorkSection(props: WorkProps): ReactElement {
  const { title, lines, shows, nothing, query, actions } = props;
  const more = lines.length - SHOWN;
  const [first] = lines.slice(SHOWN);
  const kind = COUNT_KINDS.find((each) => each === first?.row.kind) ?? 'incident';
  return (
    <DeskSection title={title} count={lines.length} actions={actions}>
      {lines.length === 0 ? (
        <NothingHere>{nothing}</NothingHere>
      ) : (
        <ul className="desk-rows">
          {lines.slice(0, SHOWN).map((line) => (
            <DeskLine key={line.row.id} line={line} shows={shows} />
          ))}
        </ul>
      )}
      {more > 0 ? (
        <div className="desk-card__more">
          <Button variant="quiet" size="sm" onClick={() => openList(kind, query)}>
            {t('{{count}} more in the list', { count: more })}
          </Button>
        </div>
      ) : null}
    </DeskSection>
  );
}

interface CountsProps {
  readonly counts: DeskCounts;
  readonly teamNames: readonly string[];
}

function Figure(props: {
  readonly line: CountLine;
  readonly kind: CountKind;
  readonly value: number;
  readonly teamNames: readonly string[];
}): ReactElement {
  const { line, kind, value, teamNames } = props;
  const locale = useLocale();
  const text = formatNumber(locale, value);
  if (value === 0) return <span className="t3">{text}</span>;
  const label = t('{{what}}, {{kind}}: {{number}}', {
    what: t(COUNT_LABELS[line]),
    kind: kindColumn(kind),
    number: text,
  });
  return (
    <button
      type="button"
      className="desk-figure"
      aria-label={label}
      onClick={() => openList(kind, lineQuery(line, teamNames))}
    >
      {text}
    </button>
  );
}

/** How much there is, by kind; every figure opens the list it counts. */
export function CountsSection({ counts, teamNames }: CountsProps): ReactElement {
  const lines = COUNT_LINES.filter(
    (line) => teamNames.length > 0 || line === 'mine' || line === 'mine-due',
  );
  return (
    <DeskSection title={t('In numbers')}>
      <table className="desk-counts">
        <thead>
          <tr>
            <td />
            {COUNT_KINDS.map((kind) => (
              <th key={kind} scope="col">
                {kindColumn(kind)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line}>
              <th scope="row">{t(COUNT_LABELS[line])}</th>
              {COUNT_KINDS.map((kind) => (
                <td key={kind} className="tnum">
                  <Figure
                    line={line}
                    kind={kind}
                    value={counts[line][kind]}
                    teamNames={teamNames}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </DeskSection>
  );
}
