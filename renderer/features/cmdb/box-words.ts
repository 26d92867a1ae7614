import { t } from '../../ui/i18n.ts';
import type { ViewNode } from './impact-view.ts';
import { kindAndStatus } from './record-facts.ts';
import type { FactsOf, RecordFacts } from './record-facts.ts';
import { statusAside } from './words.ts';

/** What stands in a box. */
export interface BoxWords {
  readonly name: string;
  readonly detail: string;
  readonly status: string | undefined;
  readonly icon: RecordFacts['icon'];
}

/** From the best to the worst; a group is as well as its worst member. */
const WORST = ['retired', 'on-order', 'in-stock', 'operational', 'maintenance', 'degraded', 'down'];

function worstOf(list: readonly RecordFacts[]): string | undefined {
  return list
    .map((each) => each.status)
    .reduce((worst, each) =>
      WORST.indexOf(each ?? '') > WORST.indexOf(worst ?? '') ? each : worst,
    );
}

function shared(list: readonly RecordFacts[], of: (each: RecordFacts) => string): string {
  const [first, ...rest] = list.map(of);
  return first !== undefined && rest.every((each) => each === first) ? first : '';
}

/** One record, or "12 × Label printer" with the place they share. */
export function boxWords(node: Pick<ViewNode, 'memberIds'>, factsOf: FactsOf): BoxWords {
  const members = node.memberIds.map(factsOf);
  const [first] = members;
  if (members.length === 1 && first) {
    return {
      name: first.name,
      detail: kindAndStatus(first),
      status: first.status,
      icon: first.icon,
    };
  }
  const kindName = shared(members, (each) => each.kindName);
  const status = worstOf(members);
  const place =
    shared(members, (each) => each.placeName) ||
    shared(members, (each) => each.siteName) ||
    t('{{count}} places', { count: new Set(members.map((each) => each.siteId)).size });
  return {
    name: kindName
      ? t('{{count}} × {{kind}}', { count: members.length, kind: kindName })
      : t('{{count}} more items', { count: members.length }),
    detail: status === undefined ? place : `${place}, ${statusAside(status)}`,
    status,
    icon: kindName && first ? first.icon : 'box',
  };
}

/** How a box is named in a sentence: "12 × Label printer, Hall 3". */
export function boxTitle(node: Pick<ViewNode, 'memberIds'>, factsOf: FactsOf): string {
  const { name } = boxWords(node, factsOf);
  if (node.memberIds.length === 1) return name;
  const place = shared(node.memberIds.map(factsOf), (each) => each.placeName);
  return place ? `${name}, ${place}` : name;
}
