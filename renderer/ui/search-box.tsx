import type { JSX, KeyboardEvent, Ref } from 'react';
import { cx } from './cx.ts';
import { OWNS_ESCAPE } from './escape.ts';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';
import { Kbd } from './kbd.tsx';

export interface SearchBoxProps {
  /** Spoken name. */
  readonly label: string;
  readonly value: string;
  onChange(value: string): void;
  readonly placeholder?: string;
  readonly kbd?: string;
  readonly inputRef?: Ref<HTMLInputElement>;
  /** Enter, and the arrow down into the hits. */
  onKeyDown?(event: KeyboardEvent<HTMLInputElement>): void;
  readonly className?: string;
}

/** A text that narrows what is below it. Esc empties it. */
export function SearchBox(props: SearchBoxProps): JSX.Element {
  const { label, value, onChange, placeholder, kbd, inputRef, className } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === 'Escape' && value !== '') {
      event.preventDefault();
      onChange('');
      return;
    }
    props.onKeyDown?.(event);
  };
  return (
    <span className={cx('search', className)} {...(value === '' ? {} : OWNS_ESCAPE)}>
      <Icon name="search" size={14} />
      <input
        ref={inputRef}
        type="search"
        className="input"
        aria-label={label}
        placeholder={placeholder ?? label}
        value={value}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {value !== '' ? (
        <button
          type="button"
          className="search__clear"
          aria-label={t('Clear')}
          onClick={() => onChange('')}
        >
          <Icon name="close" size={12} />
        </button>
      ) : kbd === undefined ? null : (
        <Kbd keys={kbd} />
      )}
    </span>
  );
}
