import { useId } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { formatNumber } from '../../ui/format.ts';
import { useLocale } from '../../ui/i18n.ts';

/** A card of the start page: its name, how many there are, what can be done. */
export function DeskSection(props: {
  readonly title: string;
  readonly count?: number;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}): ReactElement {
  const { title, count, actions, children } = props;
  const id = useId();
  const locale = useLocale();
  return (
    <section className="desk-card" aria-labelledby={id}>
      <div className="desk-card__head">
        <h2 id={id}>{title}</h2>
        {count === undefined ? null : (
          <span className="t3 tnum">{formatNumber(locale, count)}</span>
        )}
        <span className="grow" />
        {actions}
      </div>
      {children}
    </section>
  );
}

export function NothingHere({ children }: { readonly children: ReactNode }): ReactElement {
  return <p className="desk-card__nothing t3 t12">{children}</p>;
}
