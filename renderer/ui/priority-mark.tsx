import type { JSX } from 'react';
import { cx } from './cx.ts';
import { Glyph } from './glyph.tsx';
import { t } from './i18n.ts';

export type PriorityLevel = 1 | 2 | 3 | 4;

export interface PriorityMarkProps {
  /** 1 is the most urgent. */
  readonly priority: PriorityLevel;
  /** The digit beside the shape; on unless told. */
  readonly digit?: boolean;
  /** "Priority 2" in words instead of the digit. */
  readonly text?: boolean;
}

const SHAPES: Readonly<Record<PriorityLevel, JSX.Element>> = {
  1: (
    <>
      <path fill="currentColor" stroke="none" d="M4.4.8h5.2l3.6 3.6v5.2l-3.6 3.6H4.4L.8 9.6V4.4z" />
      <path d="M7 3.6v4" stroke="var(--surface-record)" strokeWidth={1.8} />
      <circle cx="7" cy="10.1" r="1.05" fill="var(--surface-record)" stroke="none" />
    </>
  ),
  2: <path fill="currentColor" strokeWidth={1.4} d="M7 2.2 12.4 11.6H1.6z" />,
  3: <path strokeWidth={1.6} d="M7 1.9 12.1 7 7 12.1 1.9 7z" />,
  4: <path strokeWidth={1.7} d="m2.6 5 4.4 4.4L11.4 5" />,
};

/** Priority as a shape and its digit: octagon, triangle, diamond, chevron. */
export function PriorityMark(props: PriorityMarkProps): JSX.Element {
  const { priority, digit = true, text = false } = props;
  const name = t('Priority {{priority}}', { priority });
  if (!digit && !text) {
    return (
      <Glyph label={name} className={`p${priority}`}>
        {SHAPES[priority]}
      </Glyph>
    );
  }
  return (
    <span className={cx('pri', text && 'pri--text')} title={text ? undefined : name}>
      <Glyph className={`p${priority}`}>{SHAPES[priority]}</Glyph>
      {text ? (
        name
      ) : (
        <>
          <span aria-hidden="true">{priority}</span>
          <span className="vh">{name}</span>
        </>
      )}
    </span>
  );
}
