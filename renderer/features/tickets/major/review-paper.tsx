import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { REVIEW_QUESTIONS } from '../../../../shared/model/ticket.ts';
import type { ReviewAnswers } from '../../../../shared/workflow/major-incident-review.ts';
import { t } from '../../../ui/i18n.ts';
import { PrintSheet } from '../../../ui/print-sheet.tsx';
import { questionLabel } from './major-words.ts';

interface ReviewPaperProps {
  readonly ticket: Ticket;
  readonly answers: ReviewAnswers;
  readonly head: string;
  onReady(): void;
}

/** A review on paper. */
export function ReviewPaper({ ticket, answers, head, onReady }: ReviewPaperProps): ReactElement {
  return (
    <PrintSheet onReady={onReady}>
      <div className="major-paper">
        <h1>{t('Review of {{number}}', { number: ticket.number })}</h1>
        <p>
          <b>{ticket.title}</b>
        </p>
        <p>{head}</p>
        {REVIEW_QUESTIONS.filter((question) => answers[question]?.trim()).map((question) => (
          <section key={question}>
            <h2>{questionLabel(question)}</h2>
            <p>{answers[question]}</p>
          </section>
        ))}
      </div>
    </PrintSheet>
  );
}
