/** A local date for people: "Fri 26 Mar 2027"; as it is where it is none. */
export function dateWords(date: string, locale: string, style: 'year' | 'day' = 'year'): string {
  const ms = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(ms)) return date;
  const year = style === 'year' ? ({ year: 'numeric' } as const) : {};
  return new Intl.DateTimeFormat(locale, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    ...year,
    timeZone: 'UTC',
  })
    .format(ms)
    .replace(/,/g, '');
}

/** The place in which holidays are taken, `DE-SN`, in words: "Germany, SN". */
export function regionWords(region: string, locale: string): string {
  const [country = '', ...parts] = region.split('-');
  const names = new Intl.DisplayNames([locale], { type: 'region', fallback: 'code' });
  const isCode = /^[A-Z]{2}$/.test(country);
  return [isCode ? (names.of(country) ?? country) : country, ...parts].join(', ');
}
