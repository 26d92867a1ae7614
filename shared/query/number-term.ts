const LIMIT = /^(<=?|>=?)?(\d{1,6})$/;

/** Does a value read as a number or a limit such as `>=2`? `none` asks for rows that have none. */
export function isNumberValue(value: string): boolean {
  return value === 'none' || LIMIT.test(value);
}

/** Does a number satisfy one value? Rows without one pass `none` alone. */
export function matchesNumber(number: number | undefined, wanted: string): boolean {
  if (wanted === 'none') return number === undefined;
  if (number === undefined) return false;
  const [, operator = '', digits = ''] = LIMIT.exec(wanted) ?? [];
  if (digits === '') return false;
  const limit = Number(digits);
  switch (operator) {
    case '<':
      return number < limit;
    case '<=':
      return number <= limit;
    case '>':
      return number > limit;
    case '>=':
      return number >= limit;
    default:
      return number === limit;
  }
}
