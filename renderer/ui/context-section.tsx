import type { JSX, ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

export interface ContextSectionProps {
  readonly title?: ReactNode;
  /** A link or a small button beside the title. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** A part of the context pane. */
export function ContextSection({ title, action, children }: ContextSectionProps): JSX.Element {
  return (
    <section className="ctx">
      {title === undefined ? null : (
        <div className="ctx__head">
          <h3>{title}</h3>
          {action}
        </div>
      )}
      {children}
    </section>
  );
}

/** Lines of the context pane. */
export function ContextList({ children }: { readonly children: ReactNode }): JSX.Element {
  return <ul className="ctx__list">{children}</ul>;
}

export interface ContextLineProps {
  /** An icon of 14 px or a mark. */
  readonly mark: ReactNode;
  readonly detail?: ReactNode;
  readonly children: ReactNode;
}

/** One line: mark, link or text, and a detail below it. */
export function ContextLine({ mark, detail, children }: ContextLineProps): JSX.Element {
  return (
    <li className="ctx__line">
      {mark}
      <div className="ctx__text">{children}</div>
      {detail === undefined ? null : <small>{detail}</small>}
    </li>
  );
}

export interface StripItem {
  readonly id: string;
  readonly icon: IconName;
  /** Spoken: "4 linked items". */
  readonly label: string;
  /** Printed below the icon: "4". */
  readonly text: string;
  onOpen(): void;
}

/** The context pane as a strip of icons with counts, where the window is too narrow for it. */
export function ContextStrip({ items }: { readonly items: readonly StripItem[] }): JSX.Element {
  return (
    <div className="strip">
      {items.map((item) => (
        <button
          key={item.id}
          type="button"
          className="strip__item"
          aria-label={item.label}
          title={item.label}
          onClick={item.onOpen}
        >
          <Icon name={item.icon} />
          {item.text}
        </button>
      ))}
    </div>
  );
}
