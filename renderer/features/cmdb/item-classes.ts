import type { ItemClass } from '../../../shared/model/policy.ts';
import type { IconName } from '../../ui/icon-paths.ts';
import { ICON_SHAPES } from '../../ui/icon-paths.ts';

export type ClassMap = ReadonlyMap<string, ItemClass>;
export type ClassAttribute = ItemClass['attributes'][number];

/** From the root down to the class itself; a parent that leads back to a child ends the way. */
export function lineageOf(classes: ClassMap, key: string): readonly ItemClass[] {
  const line: ItemClass[] = [];
  const seen = new Set<string>();
  for (let at: string | undefined = key; at !== undefined && !seen.has(at);) {
    seen.add(at);
    const each: ItemClass | undefined = classes.get(at);
    if (!each) break;
    line.unshift(each);
    at = each.parentKey;
  }
  return line;
}

/** Attributes of a class with those of its parents, the nearest definition of a key counts. */
export function attributesOf(classes: ClassMap, key: string): readonly ClassAttribute[] {
  const byKey = new Map<string, ClassAttribute>();
  for (const each of lineageOf(classes, key)) {
    for (const attribute of each.attributes) byKey.set(attribute.key, attribute);
  }
  // What is particular to the class comes before what every thing has.
  const own = [...lineageOf(classes, key)]
    .reverse()
    .flatMap((each) => each.attributes.map((attribute) => attribute.key));
  return [...new Set(own)].flatMap((each) => byKey.get(each) ?? []);
}

/** The name of a class; an unknown one by its key. */
export function classNameOf(classes: ClassMap, key: string): string {
  return classes.get(key)?.name ?? key;
}

/** The icon of a class or of the nearest parent that has one. */
export function classIconOf(classes: ClassMap, key: string): IconName {
  for (const { icon } of [...lineageOf(classes, key)].reverse()) {
    if (Object.hasOwn(ICON_SHAPES, icon)) return icon as IconName;
  }
  return 'box';
}

/** A class in the tree, with everything below it counted. */
export interface ClassBranch {
  readonly key: string;
  readonly name: string;
  readonly count: number;
  readonly children: readonly ClassBranch[];
}

/** The class and all below it. */
export function classKeysUnder(classes: ClassMap, key: string): ReadonlySet<string> {
  const keys = new Set([key]);
  for (const each of classes.keys()) {
    if (lineageOf(classes, each).some((ancestor) => ancestor.key === key)) keys.add(each);
  }
  return keys;
}

function byName(a: ClassBranch, b: ClassBranch): number {
  return a.name.localeCompare(b.name);
}

/**
 * The tree of all classes, by name; classes that items have and nobody defined stand at the root.
 * @param counts Items by class, not counting subclasses.
 */
export function classTree(
  classes: ClassMap,
  counts: ReadonlyMap<string, number>,
): readonly ClassBranch[] {
  const childrenOf = new Map<string, string[]>();
  const roots: string[] = [];
  for (const key of new Set([...classes.keys(), ...counts.keys()])) {
    const parent = lineageOf(classes, key).at(-2)?.key;
    if (parent === undefined) roots.push(key);
    else childrenOf.set(parent, [...(childrenOf.get(parent) ?? []), key]);
  }
  const branch = (key: string): ClassBranch => {
    const children = (childrenOf.get(key) ?? []).map(branch).sort(byName);
    const count = children.reduce((sum, child) => sum + child.count, counts.get(key) ?? 0);
    return { key, name: classNameOf(classes, key), count, children };
  };
  return roots.map(branch).sort(byName);
}
