import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { Button } from '../../../ui/button.tsx';
import { cx } from '../../../ui/cx.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { filterOptions } from '../../../ui/option.ts';
import type { Option } from '../../../ui/option.ts';
import './aids.css';

interface PickDialogProps {
  readonly title: string;
  /** Says what can be searched for. */
  readonly placeholder: string;
  readonly options: readonly Option[];
  /** What the choice would do, beside the list. */
  preview(id: string): ReactNode;
  /** Why what is chosen cannot be taken; undefined where it can. */
  refusal?(id: string): string | undefined;
  /** What the button that takes the choice says. */
  readonly act: string;
  /** Of the list where there is nothing at all. */
  readonly empty: ReactNode;
  onChoose(id: string): void;
  onClose(): void;
}

/** The list below the search; the text box keeps the focus and points into it. */
function Choices(props: {
  readonly id: string;
  readonly label: string;
  readonly options: readonly Option[];
  readonly active: string | undefined;
  onActive(id: string): void;
  onTake(id: string): void;
}): ReactElement {
  const { id, label, options, active, onActive, onTake } = props;
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('.is-active')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <ul ref={list} id={id} role="listbox" aria-label={label} className="aid-pick__list">
      {options.map((option) => (
        <li
          key={option.value}
          id={`${id}-${option.value}`}
          role="option"
          aria-selected={option.value === active}
          className={cx('combo__opt', option.value === active && 'is-active')}
          // The text box keeps focus: a click must not blur it.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onActive(option.value)}
          onDoubleClick={() => onTake(option.value)}
        >
          {option.mark}
          <span className="menu__text">
            {option.label}
            {option.detail === undefined ? null : <small>{option.detail}</small>}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is typed and pointed at. */
function usePick(options: readonly Option[]) {
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const found = filterOptions(options, query);
  const at = Math.max(
    0,
    found.findIndex((option) => option.value === chosen),
  );
  return {
    query,
    found,
    active: found[at]?.value,
    setChosen,
    type(text: string) {
      setQuery(text);
      setChosen(null);
    },
    move(step: number) {
      const next = found[Math.max(0, Math.min(found.length - 1, at + step))];
      if (next !== undefined) setChosen(next.value);
    },
  };
}

function PickActions(props: {
  readonly act: string;
  readonly refusal: string | undefined;
  readonly isReady: boolean;
  onTake(): void;
  onClose(): void;
}): ReactElement {
  const { act, refusal, isReady, onTake, onClose } = props;
  return (
    <>
      {refusal === undefined ? null : (
        <span className="aid-pick__refusal" role="status">
          {refusal}
        </span>
      )}
      <Button onClick={onClose}>{t('Cancel')}</Button>
      <Button
        variant="primary"
        kbd="Enter"
        disabled={!isReady || refusal !== undefined}
        onClick={onTake}
      >
        {act}
      </Button>
    </>
  );
}

/** One of many by typing, with what it would do in sight. Arrows choose, Enter takes, Esc leaves. */
export function PickDialog(props: PickDialogProps): ReactElement {
  const { title, placeholder, options, act, onChoose, onClose } = props;
  const id = useId();
  const { query, found, active, setChosen, type, move } = usePick(options);
  const refusal = active === undefined ? undefined : props.refusal?.(active);
  const take = (value: string | undefined): void => {
    if (value === undefined || props.refusal?.(value) !== undefined) return;
    onChoose(value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      move(step);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      take(active);
    }
  };
  return (
    <Dialog
      open
      size="l"
      title={title}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      actions={
        <PickActions
          act={act}
          refusal={refusal}
          isReady={active !== undefined}
          onTake={() => take(active)}
          onClose={onClose}
        />
      }
    >
      {options.length === 0 ? (
        props.empty
      ) : (
        <div className="aid-pick">
          <div className="aid-pick__left">
            <input
              className="input"
              role="combobox"
              aria-label={placeholder}
              aria-expanded={found.length > 0}
              aria-controls={id}
              aria-autocomplete="list"
              aria-activedescendant={active === undefined ? undefined : `${id}-${active}`}
              placeholder={placeholder}
              autoComplete="off"
              spellCheck={false}
              value={query}
              onChange={(event) => type(event.target.value)}
              onKeyDown={onKeyDown}
            />
            {found.length === 0 ? (
              <p className="t3 aid-pick__none" role="status">
                {t('Nothing fits')}
              </p>
            ) : (
              <Choices
                id={id}
                label={title}
                options={found}
                active={active}
                onActive={setChosen}
                onTake={take}
              />
            )}
          </div>
          <div className="aid-pick__preview" role="region" aria-label={t('Preview')} tabIndex={0}>
            {active === undefined ? null : props.preview(active)}
          </div>
        </div>
      )}
    </Dialog>
  );
}
