/** Steps that read well on a scale, for each power of ten. */
const STEPS = [1, 2, 4, 5, 10] as const;

/** A range from 0 to a figure that divides well by four, for a scale of five lines. */
export function roundRange(
  values: readonly (number | null)[],
): readonly [low: number, high: number] {
  const most = values.reduce<number>((found, value) => Math.max(found, value ?? 0), 0);
  if (most <= 4) return [0, 4];
  const power = 10 ** Math.floor(Math.log10(most / 4));
  const step = STEPS.find((each) => each * power * 4 >= most) ?? 10;
  return [0, step * power * 4];
}
