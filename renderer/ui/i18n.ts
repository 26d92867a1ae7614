import i18next from 'i18next';
import { createElement, Fragment, useSyncExternalStore, type ReactNode } from 'react';
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };

/** English sentence → its translation; plural keys end in `_one` and `_other`. */
export type Catalogue = Readonly<Record<string, string>>;

/** Catalogues a feature brings along, by language. */
export interface CatalogueSet {
  readonly de?: Catalogue;
  readonly en?: Catalogue;
}

const instance = i18next.createInstance();
const listeners = new Set<() => void>();
let locale = 'en';

/**
 * Sets the language of every text from here on. Texts on screen change when they are rendered
 * again, so the app keys its root by `useLocale()`.
 *
 * @param next BCP 47 tag such as `de-AT`; its language picks the catalogue, the whole tag the formats
 * @param extra catalogues of the features
 */
export function initI18n(next: string, extra: readonly CatalogueSet[] = []): void {
  locale = canonicalLocale(next);
  const merged = (own: Catalogue, language: 'de' | 'en'): Catalogue =>
    extra.reduce<Catalogue>((all, set) => ({ ...all, ...set[language] }), own);
  void instance.init({
    lng: locale,
    fallbackLng: 'en',
    initAsync: false,
    keySeparator: false,
    nsSeparator: false,
    returnEmptyString: false,
    interpolation: { escapeValue: false },
    resources: {
      de: { translation: merged(de, 'de') },
      en: { translation: merged(en, 'en') },
    },
  });
  for (const listener of listeners) listener();
}

/** A tag that Intl does not know (from a broken environment) falls back to English. */
function canonicalLocale(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag.replace('_', '-').split('.')[0])[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/** The tag for Intl: dates, numbers, collation. */
export function currentLocale(): string {
  return locale;
}

/** The current locale; renders again when it changes. */
export function useLocale(): string {
  return useSyncExternalStore(subscribe, currentLocale, currentLocale);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * The text of an English sentence in the current language; the sentence itself where no
 * translation is known. The key must be a literal: the coverage test reads it from the source.
 *
 * @param params values for `{{name}}`; `count` picks the plural form
 */
export function t(key: string, params?: Readonly<Record<string, unknown>>): string {
  return params === undefined ? instance.t(key) : instance.t(key, params);
}

/** Marks a literal for the catalogue where it is defined; translate it with `t` where it is shown. */
export function msg<const Key extends string>(key: Key): Key {
  return key;
}

/**
 * Like `t`, with elements in the places of `{{name}}`.
 *
 * @param nodes what stands in each place; strings and numbers are allowed too
 */
export function tRich(key: string, nodes: Readonly<Record<string, ReactNode>>): ReactNode {
  const count = nodes['count'];
  const raw = instance.t(key, {
    skipInterpolation: true,
    ...(typeof count === 'number' ? { count } : {}),
  });
  const parts = raw.split(/\{\{(\w+)\}\}/);
  return createElement(
    Fragment,
    null,
    ...parts.map((part, index) => (index % 2 === 0 ? part : (nodes[part] ?? ''))),
  );
}

initI18n('en');
