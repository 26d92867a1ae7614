import type { ReactElement } from 'react';
import type { FilledText } from '../../shared/workflow/response-variables.ts';
import { t } from '../ui/i18n.ts';
import { Icon } from '../ui/icon.tsx';
import { typedVariable } from './response-values.ts';
import './filled-text.css';

/** A text with its variables filled in: values stand out softly, what is missing clearly. */
export function FilledPreview({ filled }: { readonly filled: FilledText }): ReactElement {
  return (
    <p className="filled">
      {filled.pieces.map((piece, index) =>
        piece.kind === 'text' ? (
          piece.text
        ) : (
          <span key={index} className={`filled__${piece.kind}`}>
            {piece.text}
          </span>
        ),
      )}
    </p>
  );
}

/** Which variables stay as they are, and why; nothing where all are filled in. */
export function UnfilledNote({ filled }: { readonly filled: FilledText }): ReactElement | null {
  const { unknown, empty } = filled;
  if (unknown.length + empty.length === 0) return null;
  const names = (all: readonly string[]): string => all.map(typedVariable).join(', ');
  return (
    <div className="filled-note" role="status">
      {unknown.length === 0 ? null : (
        <p>
          <Icon name="warning" size={12} />
          {t('No variable is called like this: {{names}}', { names: names(unknown) })}
        </p>
      )}
      {empty.length === 0 ? null : (
        <p>
          <Icon name="warning" size={12} />
          {t('Nothing is known here for {{names}}', { names: names(empty) })}
        </p>
      )}
    </div>
  );
}
