import { Fragment, type JSX } from 'react';
import { printKeys } from './keys.ts';

export interface KbdProps {
  /** As in a command: `j`, `g i` (two keys, one after the other), `Ctrl+Enter`. */
  readonly keys: string;
  readonly className?: string;
}

/** A key combination as it stands on the keyboard of this machine. */
export function Kbd({ keys, className }: KbdProps): JSX.Element {
  return (
    <>
      {keys.split(' ').map((chord, index) => (
        <Fragment key={index}>
          {index === 0 ? null : ' '}
          <kbd className={className}>{printKeys(chord)}</kbd>
        </Fragment>
      ))}
    </>
  );
}
