import { useId, useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from '../../../ui/icon.tsx';

interface DisclosureProps {
  readonly title: string;
  readonly note: string;
  readonly isOpenAtFirst: boolean;
  readonly children: ReactNode;
}

/** A part that can be folded; its note tells what is in it. */
export function Disclosure(props: DisclosureProps): ReactElement {
  const { title, note, isOpenAtFirst, children } = props;
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  const id = useId();
  return (
    <div className="imp__fold">
      <button
        type="button"
        className="imp__fold-head"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name={isOpen ? 'chevron-down' : 'chevron-right'} size={12} />
        <span className="med">{title}</span>
        <span className="t12 t3">{note}</span>
      </button>
      <div id={id} hidden={!isOpen} className="imp__fold-body">
        {isOpen ? children : null}
      </div>
    </div>
  );
}
