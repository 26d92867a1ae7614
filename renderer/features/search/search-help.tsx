import type { ReactElement } from 'react';
import { msg, t } from '../../ui/i18n.ts';

/** What can be written, and what it does. */
const EXAMPLES: readonly (readonly [text: string, meaning: string])[] = [
  ['printer blank', msg('both words, in any place; small slips are forgiven')],
  ['"paper jam"', msg('exactly these words in this order')],
  ['printer -toner', msg('without a word')],
  ['in:articles vpn', msg('only articles; also tickets, items, people')],
  ['state:open priority:1', msg('open tickets of the highest priority')],
  ['assignee:me wifi', msg('my tickets about it')],
  ['site:leipzig switch', msg('tickets, items and people of a site')],
  ['category:network opened:<7d', msg('of a category, opened within a week')],
];

/** The empty place teaches what can be asked; a click writes it. */
export function SearchHelp({ onTry }: { readonly onTry: (text: string) => void }): ReactElement {
  return (
    <div className="find__help">
      <h2>{t('One search for everything')}</h2>
      <p>
        {t(
          'Numbers, titles, names, tags, serial numbers, addresses, error codes and texts, whether online or not. What is found in descriptions and timelines comes a moment later.',
        )}
      </p>
      <dl className="find__examples">
        {EXAMPLES.map(([text, meaning]) => (
          <div key={text}>
            <dt>
              <button type="button" className="find__example" onClick={() => onTry(text)}>
                {text}
              </button>
            </dt>
            <dd>{t(meaning)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
