import { useMemo } from 'react';
import { useLocale } from '../../ui/i18n.ts';

/** Names sort as people of the language expect, figures by value. */
export function useCompare(): (a: string, b: string) => number {
  const locale = useLocale();
  return useMemo(() => new Intl.Collator(locale, { numeric: true }).compare, [locale]);
}
