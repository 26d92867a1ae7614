import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Item, Relation, RelationKind } from '../../../shared/model/item.ts';
import { RELATION_TYPES } from '../../../shared/model/item.ts';
import { useReference, useWorkspace } from '../../replica/hooks.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { Notice } from '../../ui/notice.tsx';
import { foldText } from '../../ui/option.ts';
import type { Option } from '../../ui/option.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { Select } from '../../ui/select.tsx';
import { findItems } from './options.tsx';
import { kindAndStatus } from './record-facts.ts';
import type { FactsOf, RecordFacts } from './record-facts.ts';
import { RecordLink } from './record-link.tsx';
import { StatusMark } from './status-mark.tsx';
import { sayFailure } from './say-failure.ts';
import { useItemActs } from './use-item-acts.ts';
import { relationWord } from './words.ts';

type Direction = 'out' | 'in';

interface Way {
  readonly type: RelationKind;
  readonly direction: Direction;
}

interface RelationGroup extends Way {
  readonly lines: readonly { readonly relation: Relation; readonly facts: RecordFacts }[];
}

/** Relations between items and services that a person adds by hand here, in both directions. */
const BY_HAND: readonly RelationKind[] = [
  'depends-on',
  'runs-on',
  'connected-to',
  'powered-by',
  'part-of',
  'backed-up-by',
  'provides',
  'relates-to',
];
const WAYS: readonly Way[] = BY_HAND.flatMap((type): Way[] => {
  // A service provides nothing to an item, and "related to" is the same from both sides.
  const isOneWay = type === 'provides' || type === 'relates-to';
  const out: Way = { type, direction: 'out' };
  return isOneWay ? [out] : [out, { type, direction: 'in' }];
});

function wayKey({ type, direction }: Way): string {
  return `${type}/${direction}`;
}

/** The other ends, by kind of relation and direction; tickets have a tab of their own. */
export function groupRelations(
  itemId: string,
  relations: readonly Relation[],
  factsOf: FactsOf,
): readonly RelationGroup[] {
  const groups = new Map<string, { way: Way; lines: RelationGroup['lines'][number][] }>();
  for (const relation of relations) {
    const direction: Direction = relation.fromId === itemId ? 'out' : 'in';
    const otherId = direction === 'out' ? relation.toId : relation.fromId;
    if (otherId.startsWith('ticket:')) continue;
    const way: Way = { type: relation.type, direction };
    const group = groups.get(wayKey(way)) ?? { way, lines: [] };
    group.lines.push({ relation, facts: factsOf(otherId) });
    groups.set(wayKey(way), group);
  }
  const rank = ({ type, direction }: Way): number =>
    RELATION_TYPES.indexOf(type) * 2 + (direction === 'out' ? 0 : 1);
  return [...groups.values()]
    .map(({ way, lines }) => ({
      ...way,
      lines: lines.sort((a, b) => a.facts.name.localeCompare(b.facts.name)),
    }))
    .sort((a, b) => rank(a) - rank(b));
}

/** What can be at the other end: services for what is provided, items for all else. */
function useTargets(itemId: string, way: Way) {
  const { items } = useWorkspace();
  const { catalog, classes } = useReference();
  return useMemo(() => {
    if (way.type === 'provides') {
      return [...catalog.values()]
        .filter((entry) => entry.kind === 'service' && !entry.removedAt)
        .map((entry): Option => ({
          value: entry.id,
          label: entry.name,
          mark: <Icon name="service" size={14} />,
        }));
    }
    return async (query: string): Promise<readonly Option[]> => {
      const found = findItems(items.rows(), query, classes, new Set([itemId]));
      const folded = foldText(query);
      return [...found].sort(
        (a, b) =>
          Number(foldText(b.label).startsWith(folded)) -
          Number(foldText(a.label).startsWith(folded)),
      );
    };
  }, [items, catalog, classes, itemId, way.type]);
}

interface AddRelationProps {
  readonly item: Item;
  readonly relations: readonly Relation[];
  readonly factsOf: FactsOf;
  readonly onDone: () => void;
}

/** Adds the relation unless it is there already; resolves to what is wrong. */
function useAdd({ item, relations, factsOf }: AddRelationProps) {
  const acts = useItemActs();
  return async (way: Way, target: string): Promise<string | undefined> => {
    const ends =
      way.direction === 'out'
        ? { fromId: item.id, type: way.type, toId: target }
        : { fromId: target, type: way.type, toId: item.id };
    const isThere = relations.some(
      (each) => each.type === ends.type && each.fromId === ends.fromId && each.toId === ends.toId,
    );
    if (isThere) return t('This relation is already there.');
    const word = relationWord(way.type, way.direction);
    return acts.relate(item.id, ends, `${item.name}: ${word} ${factsOf(target).name}`);
  };
}

function AddRelation(props: AddRelationProps): ReactElement {
  const { item, onDone } = props;
  const [key, setKey] = useState(wayKey(WAYS[0]!));
  const [target, setTarget] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const way = WAYS.find((each) => wayKey(each) === key) ?? WAYS[0]!;
  const targets = useTargets(item.id, way);
  const addNow = useAdd(props);
  const add = async (): Promise<void> => {
    const failed = await addNow(way, target);
    setProblem(failed);
    if (failed === undefined) onDone();
  };
  return (
    <form
      className="cmdb-add"
      onSubmit={(event) => {
        event.preventDefault();
        if (target !== '') void add();
      }}
    >
      <span className="t2 cut cmdb-add__name">{item.name}</span>
      <Select
        label={t('Relation')}
        value={key}
        options={WAYS.map((each) => ({
          value: wayKey(each),
          label: relationWord(each.type, each.direction),
        }))}
        onChange={(next) => {
          setKey(next);
          setTarget('');
        }}
      />
      <Combobox
        key={way.type === 'provides' ? 'services' : 'items'}
        autoFocus
        className="grow"
        label={way.type === 'provides' ? t('Service') : t('Item')}
        placeholder={
          way.type === 'provides' ? t('Name of a service') : t('Name, number or asset tag')
        }
        value={target}
        options={targets}
        allowEmpty
        onChange={(next) => {
          setTarget(next);
          setProblem(undefined);
        }}
      />
      <Button type="submit" variant="primary" disabled={target === ''}>
        {t('Add relation')}
      </Button>
      <Button variant="quiet" onClick={onDone}>
        {t('Cancel')}
      </Button>
      {problem === undefined ? null : (
        <Notice tone="warning" live>
          {problem}
        </Notice>
      )}
    </form>
  );
}

interface RelationsTabProps {
  readonly item: Item;
  readonly relations: readonly Relation[];
  readonly factsOf: FactsOf;
  readonly adding: boolean;
  readonly onAddingChange: (adding: boolean) => void;
}

/** Everything an item is related to, in the words of each direction. */
export function RelationsTab(props: RelationsTabProps): ReactElement {
  const { item, relations, factsOf, adding, onAddingChange } = props;
  const acts = useItemActs();
  const groups = useMemo(
    () => groupRelations(item.id, relations, factsOf),
    [item.id, relations, factsOf],
  );
  return (
    <>
      {adding ? (
        <AddRelation
          item={item}
          relations={relations}
          factsOf={factsOf}
          onDone={() => onAddingChange(false)}
        />
      ) : (
        <div className="cmdb-add">
          <Button size="sm" icon="plus" kbd="r" onClick={() => onAddingChange(true)}>
            {t('Add relation')}
          </Button>
        </div>
      )}
      {groups.length === 0 && !adding ? (
        <EmptyState icon="graph" title={t('Not related to anything yet')}>
          <p>
            {t(
              'Say what it runs on, what it needs and what it provides; the impact follows from that.',
            )}
          </p>
        </EmptyState>
      ) : null}
      {groups.map(({ type, direction, lines }) => (
        <section key={wayKey({ type, direction })}>
          <SectionHead count={lines.length}>{relationWord(type, direction)}</SectionHead>
          <ul className="cmdb-relations">
            {lines.map(({ relation, facts }) => (
              <li key={relation.id} className="cmdb-relation">
                <span className="t3">
                  <Icon name={facts.icon} />
                </span>
                <span className="cmdb-relation__name">
                  <RecordLink facts={facts} />
                </span>
                <span className="cmdb-relation__detail t2 t12 cut">
                  {facts.status === undefined ? null : <StatusMark status={facts.status} />}
                  <span className="cut">{kindAndStatus(facts)}</span>
                </span>
                <span className="t3 t12 cut cmdb-relation__place">{facts.placeName}</span>
                <IconButton
                  icon="close"
                  size="sm"
                  label={t('Remove relation to {{name}}', { name: facts.name })}
                  onClick={() =>
                    void acts
                      .unrelate(item.id, relation, `${item.name}: ${facts.name}`)
                      .then(sayFailure)
                  }
                />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
