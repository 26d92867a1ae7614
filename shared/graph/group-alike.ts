/** One thing, or several that are shown as one. */
export interface Group<T> {
  /** Stays the same as long as the members are alike in the same way. */
  readonly key: string;
  /** In the order they were given. */
  readonly members: readonly T[];
}

export interface GroupOptions<T> {
  /**
   * What makes two things alike, from the finest to the coarsest: "class and room", "class and
   * site", "class".
   */
  readonly alike: readonly ((each: T) => string)[];
  readonly idOf: (each: T) => string;
  /** Coarser likeness is tried while there are more groups than this. */
  readonly limit: number;
  /** Fewer alike than this stay single at the finest likeness; 3 unless told. */
  readonly atLeast?: number;
}

function gather<T>(
  things: readonly T[],
  alike: (each: T) => string,
  level: number,
  { idOf, atLeast = 3 }: GroupOptions<T>,
): Group<T>[] {
  const byKey = new Map<string, T[]>();
  for (const each of things) {
    const key = alike(each);
    const present = byKey.get(key);
    if (present) present.push(each);
    else byKey.set(key, [each]);
  }
  const enough = level === 0 ? atLeast : 2;
  return [...byKey].flatMap(([key, members]) =>
    members.length < enough
      ? members.map((each) => ({ key: idOf(each), members: [each] }))
      : [{ key: `${level}/${key}`, members }],
  );
}

/**
 * Draws many alike things together into one, so that twelve printers of a hall are one line. What is
 * still too much at the coarsest likeness is put into a last group, key `rest`.
 *
 * Every thing is in exactly one group; groups keep the order of their first members.
 */
export function groupAlike<T>(things: readonly T[], options: GroupOptions<T>): readonly Group<T>[] {
  let groups: Group<T>[] = things.map((each) => ({ key: options.idOf(each), members: [each] }));
  for (const [level, alike] of options.alike.entries()) {
    groups = gather(things, alike, level, options);
    if (groups.length <= options.limit) return groups;
  }
  if (groups.length <= options.limit) return groups;
  const kept = groups.slice(0, options.limit - 1);
  const rest = groups.slice(options.limit - 1).flatMap((group) => group.members);
  return [...kept, { key: 'rest', members: rest }];
}
