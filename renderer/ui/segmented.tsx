import type { JSX } from 'react';
import { ToggleGroup } from 'radix-ui';
import { Icon, type IconName } from './icon.tsx';
import { cx } from './cx.ts';

export interface SegmentedOption<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly icon?: IconName;
}

export interface SegmentedProps<V extends string> {
  /** Spoken name of the choice. */
  readonly label: string;
  readonly value: V;
  onChange(value: V): void;
  readonly options: readonly SegmentedOption<V>[];
  readonly className?: string;
}

/** One of two to five short choices, all in sight. */
export function Segmented<V extends string>(props: SegmentedProps<V>): JSX.Element {
  const { label, value, onChange, options, className } = props;
  return (
    <ToggleGroup.Root
      type="single"
      className={cx('seg', className)}
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const option = options.find((each) => each.value === next);
        if (option !== undefined) onChange(option.value);
      }}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} className="seg__opt">
          {option.icon === undefined ? null : <Icon name={option.icon} size={12} />}
          <span className="seg__text" data-text={option.label}>
            {option.label}
          </span>
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
