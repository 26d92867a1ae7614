import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { CannedResponse } from '../../../../shared/model/policy.ts';
import type { ComposerCompletion } from '../../../ui/composer.tsx';
import { cx } from '../../../ui/cx.ts';
import { t } from '../../../ui/i18n.ts';
import { matchingResponses, typedShortcut } from './find-shortcut.ts';
import type { TypedShortcut } from './find-shortcut.ts';

interface CompletionSource {
  readonly text: string;
  readonly responses: readonly CannedResponse[];
  /** Puts the text in the place of the shortcut. */
  onChoose(response: CannedResponse, place: TypedShortcut): void;
}

/** The list that opens where somebody types a slash and the beginning of a shortcut. */
export function useCompletion({ text, responses, onChoose }: CompletionSource): ComposerCompletion {
  const listId = useId();
  const [caret, setCaret] = useState(0);
  const [active, setActive] = useState(0);
  /** Where the slash stood that Escape was pressed on. */
  const [givenUp, setGivenUp] = useState<number | null>(null);
  const place = typedShortcut(text, Math.min(caret, text.length));
  const found = place === null ? [] : matchingResponses(responses, place.query);
  const isOpen = place !== null && place.from !== givenUp && found.length > 0;
  const at = Math.min(active, found.length - 1);
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setActive((at + step + found.length) % found.length);
    else if (event.key === 'Escape') setGivenUp(place.from);
    else if (event.key === 'Tab' || (event.key === 'Enter' && !event.ctrlKey && !event.metaKey)) {
      onChoose(found[at]!, place);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  const onCaret = (next: number): void => {
    if (next === caret) return;
    setCaret(next);
    setActive(0);
    if (place === null) setGivenUp(null);
  };
  if (!isOpen) return { list: null, listId, activeId: undefined, onKeyDown, onCaret };
  return {
    listId,
    activeId: `${listId}-${at}`,
    onKeyDown,
    onCaret,
    list: (
      <div className="popover aid-complete">
        <ul id={listId} className="combo__list" role="listbox" aria-label={t('Texts')}>
          {found.map((response, index) => (
            <li
              key={response.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === at}
              className={cx('combo__opt', index === at && 'is-active')}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChoose(response, place)}
            >
              <span className="aid-shortcut">/{response.shortcut}</span>
              <span className="cut">{response.name}</span>
            </li>
          ))}
        </ul>
      </div>
    ),
  };
}
