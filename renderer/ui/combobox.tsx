import { useId, useRef, type JSX, type KeyboardEvent } from 'react';
import { Popover as Radix } from 'radix-ui';
import { cx } from './cx.ts';
import { OWNS_ESCAPE } from './escape.ts';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';
import { Layer } from './layer.tsx';
import type { Option, OptionSource } from './option.ts';
import { OptionList } from './option-list.tsx';
import { useCombobox, type ComboboxState } from './use-combobox.ts';

export interface ComboboxProps {
  /** Spoken name; leave it out where a `FormField` labels the input. */
  readonly label?: string;
  /** The chosen option's value; '' for none. */
  readonly value: string;
  readonly options: OptionSource;
  /** `option` is undefined when the choice was taken away. */
  onChange(value: string, option: Option | undefined): void;
  readonly placeholder?: string;
  /** What the box says for `value`, where the options are asked for. */
  readonly initialText?: string;
  /** An emptied box chooses nothing. */
  readonly allowEmpty?: boolean;
  readonly autoFocus?: boolean;
  /** No border of its own, and the list opens at once: inside a `Field`. */
  readonly bare?: boolean;
  /** Called when the list is given up: by Escape (`key`), or by going elsewhere (`blur`). */
  onLeave?(how: 'key' | 'blur'): void;
  readonly id?: string | undefined;
  readonly 'aria-describedby'?: string | undefined;
  readonly 'aria-invalid'?: true | undefined;
  readonly required?: boolean | undefined;
  readonly disabled?: boolean;
  readonly className?: string;
}

/** A text box that offers what fits what is typed. Arrow keys move, Enter chooses, Esc gives up. */
export function Combobox(props: ComboboxProps): JSX.Element {
  const { value, options, bare = false } = props;
  const box = useCombobox(options, value, props.initialText);
  const { open, query, text, found, active } = box;
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);

  const { choose, leave, onKeyDown } = comboboxHandlers(props, box);
  return (
    <Radix.Root open={open} onOpenChange={(next) => (next ? box.show() : box.close())}>
      <Radix.Anchor asChild>
        <span
          className={cx('combo', bare && 'combo--bare', props.className)}
          {...(open || bare ? OWNS_ESCAPE : {})}
        >
          <input
            ref={input}
            id={props.id}
            className="combo__input"
            role="combobox"
            aria-label={props.label}
            aria-expanded={open}
            aria-controls={open ? listId : undefined}
            aria-autocomplete="list"
            aria-activedescendant={
              open && found.options[active] !== undefined ? `${listId}-${active}` : undefined
            }
            aria-describedby={props['aria-describedby']}
            aria-invalid={props['aria-invalid']}
            required={props.required}
            disabled={props.disabled}
            placeholder={props.placeholder}
            autoComplete="off"
            spellCheck={false}
            autoFocus={props.autoFocus}
            value={query ?? text}
            onChange={(event) => box.type(event.target.value)}
            onFocus={(event) => {
              event.target.select();
              if (bare) box.show();
            }}
            onMouseDown={() => box.show()}
            onKeyDown={onKeyDown}
            onBlur={() => leave('blur')}
          />
          <Icon name="chevron-down" size={12} className="combo__chevron" />
        </span>
      </Radix.Anchor>
      <Radix.Portal>
        <Layer label={props.label ?? t('Choices')}>
          <Radix.Content
            className="popover combo__pop"
            role="presentation"
            align="start"
            sideOffset={4}
            collisionPadding={8}
            onOpenAutoFocus={(event) => event.preventDefault()}
            onCloseAutoFocus={(event) => event.preventDefault()}
            onInteractOutside={(event) => {
              if (event.target === input.current) event.preventDefault();
            }}
            onEscapeKeyDown={(event) => event.preventDefault()}
          >
            <OptionList
              id={listId}
              label={props.label ?? props.placeholder ?? t('Choices')}
              state={found}
              active={active}
              value={value}
              onChoose={choose}
            />
          </Radix.Content>
        </Layer>
      </Radix.Portal>
    </Radix.Root>
  );
}

interface ComboboxHandlers {
  choose(option: Option | undefined): void;
  leave(how: 'key' | 'blur'): void;
  onKeyDown(event: KeyboardEvent): void;
}

function comboboxHandlers(props: ComboboxProps, box: ComboboxState): ComboboxHandlers {
  const { value, onChange, allowEmpty = false, bare = false, onLeave } = props;
  const { open, query, found, active } = box;
  const choose = (option: Option | undefined): void => {
    if (option === undefined || option.disabled !== undefined) return;
    box.close();
    box.remember(option);
    onChange(option.value, option);
  };
  const leave = (how: 'key' | 'blur'): void => {
    box.close();
    if (allowEmpty && query === '' && value !== '') onChange('', undefined);
    else onLeave?.(how);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      box.move(step);
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      event.stopPropagation();
      if (allowEmpty && query === '') leave('key');
      else choose(found.options[active]);
    } else if (event.key === 'Escape' && (open || bare)) {
      event.preventDefault();
      event.stopPropagation();
      box.close();
      onLeave?.('key');
    } else if (event.key === 'Tab' && open && query !== null && query !== '') {
      choose(found.options[active]);
    }
  };
  return { choose, leave, onKeyDown };
}
