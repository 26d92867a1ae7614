import type { ReactElement } from 'react';
import { cx } from '../../ui/cx.ts';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { diffWords } from '../../../shared/knowledge/word-diff.ts';

interface TextProps {
  readonly text: string;
  /** What it came from; without it nothing is marked. */
  readonly before?: string | undefined;
}

/** A value; where it came from another text, what was added is underlined, what went is struck out. */
export function MarkedText({ text, before }: TextProps): ReactElement {
  if (text === '') return <span className="t3">{t('empty')}</span>;
  if (before === undefined) return <>{text}</>;
  return (
    <>
      {diffWords(before, text).map(({ kind, text: part }, at) => {
        if (kind === 'same') return <span key={at}>{part}</span>;
        if (kind === 'added') return <ins key={at}>{part}</ins>;
        return <del key={at}>{part}</del>;
      })}
    </>
  );
}

interface VersionProps extends TextProps {
  readonly label: string;
  /** It is what the record says now. */
  readonly isPresent?: boolean;
}

/** One version of a field, beside the others. */
export function Version({ label, text, before, isPresent }: VersionProps): ReactElement {
  return (
    <div className={cx('ver', isPresent === true && 'is-present')}>
      <div className="ver__head">
        <h4>{label}</h4>
        {isPresent === true ? (
          <span className="ver__now">
            <Icon name="check" size={12} />
            {t('Stands now')}
          </span>
        ) : null}
      </div>
      <div className="ver__text">
        <MarkedText text={text} before={before} />
      </div>
    </div>
  );
}
