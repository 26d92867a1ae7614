import type { ReactElement } from 'react';
import { useMemo } from 'react';
import { reach } from '../../../shared/graph/reach.ts';
import type { Need } from '../../../shared/graph/dependency-graph.ts';
import { useReference, useReplica } from '../../replica/hooks.ts';
import { policiesOf } from '../../replica/reference.ts';
import { useNavigation } from '../../state/navigation.ts';
import { Chip } from '../../ui/chip.tsx';
import { ContextLine, ContextList, ContextSection } from '../../ui/context-section.tsx';
import { formatDateTime } from '../../ui/format.ts';
import { t, tRich, useLocale } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { ItemStatusMark } from '../../ui/item-status-mark.tsx';
import { boxTitle, boxWords } from './box-words.ts';
import type { ImpactView, ViewNode } from './impact-view.ts';
import { reasonOf } from './reasons.ts';
import type { FactsOf } from './record-facts.ts';
import { RecordLink } from './record-link.tsx';
import type { LinkedTicket } from './use-linked-tickets.ts';
import type { ImpactState } from './use-impact.ts';
import { statusAside } from './words.ts';

function OutcomeChip({ outcome }: { readonly outcome: ViewNode['outcome'] }): ReactElement | null {
  switch (outcome) {
    case 'stops':
      return (
        <Chip tone="danger" mark={<ItemStatusMark status="down" />}>
          {t('Stops')}
        </Chip>
      );
    case 'degrades':
      return (
        <Chip tone="warning" mark={<ItemStatusMark status="degraded" />}>
          {t('Degrades')}
        </Chip>
      );
    case 'held':
      return (
        <Chip tone="success" mark={<ItemStatusMark status="working" />}>
          {t('Held')}
        </Chip>
      );
    case 'cause':
    case 'none':
      return null;
  }
}

/** More names than this are cut in the middle; the picture shows them all. */
const PATH_NAMES = 4;

/** `print-srv-02 → Label templates → Label printing`. */
function Path({
  startId,
  path,
  factsOf,
  end,
}: {
  readonly startId: string;
  readonly path: readonly Need[];
  readonly factsOf: FactsOf;
  /** Stands for the last name, where it is one of a group. */
  readonly end: string;
}): ReactElement {
  const ids = [startId, ...path.map((need) => need.dependant)];
  const names = [...ids.slice(0, -1).map((id) => factsOf(id).name), end];
  const shown =
    names.length <= PATH_NAMES ? names : [names[0] ?? '', '…', ...names.slice(2 - PATH_NAMES)];
  return (
    <div className="cmdb-path" title={names.join(' → ')}>
      {shown.map((name, i) => (
        <span key={i} className="cmdb-path__step">
          {i > 0 ? <Icon name="arrow-right" size={12} label={t('then')} /> : null}
          {name}
        </span>
      ))}
    </div>
  );
}

const ORDER: Readonly<Record<ViewNode['outcome'], number>> = {
  stops: 0,
  degrades: 1,
  held: 2,
  cause: 3,
  none: 4,
};

/** The boxes that are hit or held, the worst and nearest first. */
function affectedNodes(view: ImpactView): readonly ViewNode[] {
  return view.nodes
    .filter((node) => node.hit !== undefined)
    .sort((a, b) => ORDER[a.outcome] - ORDER[b.outcome] || a.column - b.column);
}

function Affected({
  state,
  id,
}: {
  readonly state: ImpactState;
  readonly id: string;
}): ReactElement | null {
  const { factsOf } = state;
  const openRecord = useNavigation((store) => store.openRecord);
  const { view } = state;
  const nodes = useMemo(() => affectedNodes(view), [view]);
  if (nodes.length === 0) return null;
  return (
    <ol className="cmdb-paths">
      {nodes.map((node, i) => {
        const title = boxTitle(node, factsOf);
        const canOpen = node.memberIds.length > 1 || factsOf(node.key).canOpen;
        return (
          <li key={node.key} className="cmdb-why">
            <span className="cmdb-why__no" aria-hidden>
              {i + 1}
            </span>
            <div className="grow">
              <div className="cmdb-why__head">
                {canOpen ? (
                  <button
                    type="button"
                    className="cmdb-why__name grow cut"
                    title={title}
                    onClick={() =>
                      node.memberIds.length > 1 ? state.open(node.key) : openRecord(node.key)
                    }
                  >
                    {title}
                  </button>
                ) : (
                  <b className="cmdb-why__name grow cut" title={title}>
                    {title}
                  </b>
                )}
                <OutcomeChip outcome={node.outcome} />
              </div>
              {node.hit ? (
                <>
                  <Path
                    startId={id}
                    path={node.hit.path}
                    end={boxWords(node, factsOf).name}
                    factsOf={factsOf}
                  />
                  <p className="t2 t12">{reasonOf(node.hit, (other) => factsOf(other).name)}</p>
                </>
              ) : null}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

/** Beyond this the sentence says how many more there are. */
const WEAK_SPOTS = 6;

function WeakSpots({
  state,
  id,
}: {
  readonly state: ImpactState;
  readonly id: string;
}): ReactElement | null {
  const { graph, factsOf } = state;
  const weak = useMemo(
    () =>
      reach(graph, id, 'dependencies').reached.filter((each) => {
        const { status } = factsOf(each.id);
        return status === 'degraded' || status === 'down' || status === 'maintenance';
      }),
    [graph, id, factsOf],
  );
  if (weak.length === 0) return null;
  return (
    <ContextSection title={t('Weak spots it leans on')}>
      <ContextList>
        {weak.slice(0, WEAK_SPOTS).map((each) => {
          const facts = factsOf(each.id);
          const way = each.path.slice(0, -1).map((need) => factsOf(need.dependency).name);
          const detail =
            way.length === 0
              ? t('{{kind}}, {{status}}', {
                  kind: facts.kindName,
                  status: statusAside(facts.status ?? ''),
                })
              : t('{{kind}}, {{status}}, through {{way}}', {
                  kind: facts.kindName,
                  status: statusAside(facts.status ?? ''),
                  way: way.join(' → '),
                });
          return (
            <ContextLine
              key={each.id}
              mark={
                <span className={`cmdb-tone-${facts.status ?? ''}`}>
                  <ItemStatusMark status={facts.status === 'down' ? 'down' : 'degraded'} />
                </span>
              }
              detail={detail}
            >
              <RecordLink facts={facts} />
            </ContextLine>
          );
        })}
      </ContextList>
      {weak.length > WEAK_SPOTS ? (
        <p className="t3 t12">{t('and {{count}} more', { count: weak.length - WEAK_SPOTS })}</p>
      ) : null}
    </ContextSection>
  );
}

const DAY = 86_400_000;
/** Freezes further away are nobody's concern today. */
const AHEAD = 14 * DAY;

function ComingUp({ tickets }: { readonly tickets: readonly LinkedTicket[] }): ReactElement | null {
  const reference = useReference();
  const { now } = useReplica();
  const locale = useLocale();
  const at = now();
  const changes = tickets.filter(({ ticket }) => ticket.open && ticket.kind === 'change');
  const freezes = policiesOf(reference, 'freeze').filter(
    (freeze) => Date.parse(freeze.toAt) > at && Date.parse(freeze.fromAt) < at + AHEAD,
  );
  const openRecord = useNavigation((store) => store.openRecord);
  if (changes.length + freezes.length === 0) return null;
  return (
    <ContextSection title={t('Coming up')}>
      <ContextList>
        {changes.map(({ ticket, stateName }) => (
          <ContextLine key={ticket.id} mark={<Icon name="change" size={14} />} detail={stateName}>
            <button type="button" className="cmdb-link" onClick={() => openRecord(ticket.id)}>
              {ticket.number} {ticket.title}
            </button>
          </ContextLine>
        ))}
        {freezes.map((freeze) => (
          <ContextLine
            key={freeze.id}
            mark={<Icon name="lock" size={14} />}
            detail={t('{{from}} to {{to}}', {
              from: formatDateTime(locale, freeze.fromAt, at),
              to: formatDateTime(locale, freeze.toAt, at),
            })}
          >
            {freeze.name}
          </ContextLine>
        ))}
      </ContextList>
    </ContextSection>
  );
}

function Summary({
  state,
  name,
}: {
  readonly state: ImpactState;
  readonly name: string;
}): ReactElement {
  const { impact } = state;
  const total = impact.hits.length;
  const hit = impact.hits.filter((each) => each.outcome !== 'held').length;
  const bold = <b className="med">{name}</b>;
  if (total === 0)
    return <>{tRich('Nothing is recorded that depends on {{name}}.', { name: bold })}</>;
  const all = { name: bold, hit, count: total };
  return impact.failure === 'stops' ? (
    <>{tRich('If {{name}} stops, {{hit}} of {{count}} dependants are hit.', all)}</>
  ) : (
    <>{tRich('If {{name}} degrades, {{hit}} of {{count}} dependants are hit.', all)}</>
  );
}

interface WhyItMattersProps {
  readonly id: string;
  readonly name: string;
  readonly state: ImpactState;
  readonly tickets: readonly LinkedTicket[];
}

/** The impact as a list: what is hit, by which way and why; what the item itself leans on. */
export function WhyItMatters({ id, name, state, tickets }: WhyItMattersProps): ReactElement {
  return (
    <>
      <p className="cmdb-summary">
        <Summary state={state} name={name} />
        {state.impact.truncated ? ` ${t('There are more than could be followed.')}` : ''}
      </p>
      <Affected state={state} id={id} />
      <WeakSpots state={state} id={id} />
      <ComingUp tickets={tickets} />
    </>
  );
}
