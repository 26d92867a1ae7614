import type { JSX } from 'react';
import { Avatar } from './avatar.tsx';
import { Icon } from './icon.tsx';

export interface PresenceMarkProps {
  /** Names, whoever edits first. */
  readonly names: readonly string[];
  readonly isEditing: boolean;
  /** "Denise Kofler is editing this"; empty where nobody is there. */
  readonly sentence: string;
}

/** Who else has the record open: initials and a sentence, said politely when it changes. */
export function PresenceMark({ names, isEditing, sentence }: PresenceMarkProps): JSX.Element {
  return (
    <span className="presence" role="status">
      {sentence === '' ? null : (
        <>
          <span className="presence__who" aria-hidden="true">
            {names.slice(0, 3).map((name) => (
              <Avatar key={name} name={name} decorative />
            ))}
          </span>
          <Icon name={isEditing ? 'pen' : 'eye'} size={12} />
          <span className="presence__text">{sentence}</span>
        </>
      )}
    </span>
  );
}
