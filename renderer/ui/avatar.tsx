import type { JSX } from 'react';
import { cx } from './cx.ts';
import { t } from './i18n.ts';

export interface AvatarProps {
  /** Full name; nobody when left out. */
  readonly name?: string | undefined;
  readonly size?: 20 | 28 | 36;
  /** Leave out the spoken name where the name stands beside it. */
  readonly decorative?: boolean;
}

/** First letters of the first and the last word of a name: "Ana María López" → "AL". */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/\s+/)
    .filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = words[0];
  if (first === undefined) return '?';
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  const letter = (word: string): string => word.match(/[\p{L}\p{N}]/u)?.[0] ?? '';
  const pair = last === undefined ? letter(first) : letter(first) + letter(last);
  return pair.toLocaleUpperCase();
}

/** A person as initials; a dashed ring where nobody is assigned. */
export function Avatar({ name, size = 20, decorative = false }: AvatarProps): JSX.Element {
  if (name === undefined || name.trim() === '') {
    return (
      <span className="av av--none" title={t('Nobody')}>
        <span className="vh">{t('Nobody')}</span>
      </span>
    );
  }
  return (
    <span className={cx('av', size !== 20 && `av--${size}`)} title={name}>
      <span aria-hidden="true">{initialsOf(name)}</span>
      {decorative ? null : <span className="vh">{name}</span>}
    </span>
  );
}
