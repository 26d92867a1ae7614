import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { CompareView } from './compare-view.tsx';

/** One of two texts of an article. */
export interface ComparedText {
  /** Whose, or which version. */
  readonly label: string;
  readonly title: string;
  readonly summary: string;
  readonly markdown: string;
}

/** Title and summary are compared with the text, as lines before it. */
export function wholeText({ title, summary, markdown }: ComparedText): string {
  return [title, ...(summary === '' ? [] : ['', summary]), '', markdown].join('\n');
}

/** Two texts of an article, side by side. */
export function CompareDialog(props: {
  readonly left: ComparedText;
  readonly right: ComparedText;
  onClose(): void;
}): ReactElement {
  const { left, right, onClose } = props;
  return (
    <Dialog
      open
      size="l"
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('What differs')}
      actions={<Button onClick={onClose}>{t('Close')}</Button>}
    >
      <CompareView
        left={wholeText(left)}
        right={wholeText(right)}
        leftLabel={left.label}
        rightLabel={right.label}
      />
    </Dialog>
  );
}
