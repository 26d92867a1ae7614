import { useEffect, useRef, type JSX, type RefObject } from 'react';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';
import type { Option, OptionState } from './option.ts';

export interface OptionListProps {
  readonly id: string;
  readonly label: string;
  readonly state: OptionState;
  readonly active: number;
  readonly value: string;
  onChoose(option: Option | undefined): void;
}

/** The list below a `Combobox`; the text box keeps the focus and points into it. */
export function OptionList({
  id,
  label,
  state,
  active,
  value,
  onChoose,
}: OptionListProps): JSX.Element {
  const list = useRef<HTMLUListElement>(null);
  useScrollToActive(list, active);
  return (
    <>
      <ul ref={list} id={id} className="combo__list" role="listbox" aria-label={label}>
        {state.options.map((option, index) => (
          <li
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            className={cx('combo__opt', index === active && 'is-active')}
            aria-selected={option.value === value}
            aria-disabled={option.disabled !== undefined || undefined}
            // The text box keeps focus: a click must not blur it before it chooses.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(option)}
          >
            {option.mark}
            <span className="menu__text">
              {option.label}
              {(option.disabled ?? option.detail) === undefined ? null : (
                <small>{option.disabled ?? option.detail}</small>
              )}
            </span>
            {option.value === value ? <Icon name="check" size={14} /> : null}
          </li>
        ))}
      </ul>
      <div className="combo__note" role="status">
        <OptionNote state={state} />
      </div>
    </>
  );
}

function OptionNote({ state }: { readonly state: OptionState }): string | null {
  if (state.failed) return t('The list could not be read. Type on to ask again.');
  if (state.options.length === 0) return t('Nothing fits');
  return state.more > 0 ? t('{{count}} more, type to narrow down', { count: state.more }) : null;
}

function useScrollToActive(list: RefObject<HTMLElement | null>, active: number): void {
  useEffect(() => {
    list.current?.children[active]?.scrollIntoView({ block: 'nearest' });
  }, [list, active]);
}
