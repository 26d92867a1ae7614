import type { KeyboardEvent, ReactElement, Ref } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { t } from '../../ui/i18n.ts';
import { OWNS_ESCAPE } from '../../ui/escape.ts';

export const RESULTS_ID = 'search-results';

/** The id of a line in the document, for the screen reader's cursor. */
export function lineId(key: string): string {
  return `search-line-${key.replace(/[^A-Za-z0-9]/g, '-')}`;
}

interface SearchBarProps {
  readonly value: string;
  readonly activeKey: string | null;
  readonly isOpen: boolean;
  readonly inputRef: Ref<HTMLInputElement>;
  onChange(value: string): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): void;
}

/** The box, with the list below it as its choices. */
export function SearchBar(props: SearchBarProps): ReactElement {
  const { value, activeKey, isOpen, inputRef, onChange, onKeyDown } = props;
  return (
    <span className="search find__box" {...(value === '' ? {} : OWNS_ESCAPE)}>
      <Icon name="search" size={16} />
      <input
        ref={inputRef}
        type="search"
        className="input"
        role="combobox"
        aria-label={t('Search everything')}
        aria-expanded={isOpen}
        aria-controls={RESULTS_ID}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && activeKey !== null ? lineId(activeKey) : undefined}
        placeholder={t('Words, a number, a name, a tag, an error code')}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape' && value !== '') {
            event.preventDefault();
            onChange('');
            return;
          }
          onKeyDown(event);
        }}
      />
      {value === '' ? null : (
        <button
          type="button"
          className="search__clear"
          aria-label={t('Clear')}
          onClick={() => onChange('')}
        >
          <Icon name="close" size={12} />
        </button>
      )}
    </span>
  );
}
