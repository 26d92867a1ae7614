import type { JSX } from 'react';
import { Button } from './button.tsx';
import type { ClashChoice, FieldNews } from './field-news.ts';
import { t } from './i18n.ts';

interface FieldNewsNoteProps {
  readonly news: FieldNews;
  /** Name of who wrote it; undefined: it is not known. */
  readonly writtenBy: string | undefined;
  /** Two texts can stand one after the other. */
  readonly hasLines: boolean;
  onChoose(choice: ClashChoice): void;
}

/** Beneath the box: who changed the value while it was edited, to what, and what became of it. */
export function FieldNewsNote(props: FieldNewsNoteProps): JSX.Element {
  const { news, hasLines, onChoose } = props;
  const name = props.writtenBy ?? t('Somebody');
  const { value } = news;
  const said =
    value === ''
      ? t('{{name}} emptied it while you typed.', { name })
      : t('{{name}} changed it while you typed:', { name });
  return (
    <div className="field__news" role="status">
      <p>{said}</p>
      {value === '' ? null : <blockquote>{value}</blockquote>}
      {news.kind === 'merged' ? (
        <p>{t('Your text and theirs are both in the box.')}</p>
      ) : (
        <>
          <p>{t('You both changed the same words. Which are to stay?')}</p>
          <span className="field__choices">
            <Button size="sm" onClick={() => onChoose('mine')}>
              {t('Mine')}
            </Button>
            <Button size="sm" onClick={() => onChoose('theirs')}>
              {t('Theirs')}
            </Button>
            {hasLines ? (
              <Button size="sm" onClick={() => onChoose('both')}>
                {t('Both')}
              </Button>
            ) : null}
          </span>
        </>
      )}
    </div>
  );
}
