import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { ReviewQuestion } from '../../../../shared/model/ticket.ts';
import { REVIEW_QUESTIONS } from '../../../../shared/model/ticket.ts';
import { REVIEW_MUST } from '../../../../shared/workflow/major-incident-review.ts';
import type { ReviewAnswers, Reviewed } from '../../../../shared/workflow/major-incident-review.ts';
import { useReference, useReplica, useTimeline, useWorkspace } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { formatDateTime, formatExact } from '../../../ui/format.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import { saveFile } from '../../../ui/save-file.ts';
import { TextArea } from '../../../ui/text-area.tsx';
import { usePrintReport } from '../../../ui/use-print-report.ts';
import { useDraft } from '../drafts.ts';
import { entryNames } from '../record/entry-names.ts';
import { storeReview } from './major-actions.ts';
import { questionLabel } from './major-words.ts';
import { ReviewPaper } from './review-paper.tsx';
import { reviewMarkdown, timelineText } from './review-text.ts';

interface ReviewDrawerProps {
  readonly ticket: Reviewed;
  onClose(): void;
}

/**
 * What is typed and not saved, of all questions together; an emptied answer is kept as such. The
 * timeline begins with the story.
 */
function useAnswers(ticket: Reviewed, story: string) {
  const [draft, setDraft] = useDraft(`draft:${ticket.id}:review`);
  const typed = useMemo((): ReviewAnswers => {
    if (draft.text === '') return {};
    const parsed: unknown = JSON.parse(draft.text);
    return parsed as ReviewAnswers;
  }, [draft.text]);
  const answers: ReviewAnswers = useMemo(
    () => ({ timeline: story, ...ticket.review, ...typed }),
    [story, ticket, typed],
  );
  return {
    answers,
    isDirty: draft.text !== '',
    write: (question: ReviewQuestion, text: string) =>
      setDraft(JSON.stringify({ ...typed, [question]: text })),
    forget: () => setDraft(''),
  };
}

/** The story as the timeline tells it. */
function useStory(ticket: Reviewed): string {
  const entries = useTimeline(ticket.id);
  const reference = useReference();
  const { tickets, items, articles } = useWorkspace();
  const locale = useLocale();
  return useMemo(() => {
    const numberOf = (id: string): string | undefined => tickets.get(id)?.number;
    const names = {
      entry: entryNames(reference, numberOf, locale),
      record: (id: string) => numberOf(id) ?? items.get(id)?.name ?? articles.get(id)?.title ?? id,
    };
    return timelineText(entries ?? [], names, locale);
  }, [entries, reference, tickets, items, articles, locale]);
}

/** From when to when, in a line. */
function useHead(ticket: Reviewed): string {
  const locale = useLocale();
  const from = ticket.kind === 'incident' ? ticket.majorDeclaredAt : undefined;
  const to = ticket.kind === 'incident' ? ticket.majorEndedAt : ticket.resolvedAt;
  const parts = [
    t('Reported {{time}}', { time: formatDateTime(locale, ticket.openedAt) }),
    ...(from === undefined ? [] : [t('declared {{time}}', { time: formatDateTime(locale, from) })]),
    ...(to === undefined ? [] : [t('ended {{time}}', { time: formatDateTime(locale, to) })]),
  ];
  return parts.join(', ');
}

interface ExportProps {
  readonly ticket: Reviewed;
  readonly answers: ReviewAnswers;
}

function ExportReview({ ticket, answers }: ExportProps): ReactElement {
  const locale = useLocale();
  const { now } = useReplica();
  const print = usePrintReport();
  const head = useHead(ticket);
  const [printing, setPrinting] = useState(false);
  const name = `review-${ticket.number.toLowerCase()}`;
  const printNow = async (): Promise<void> => {
    await print({
      fileName: `${name}.pdf`,
      header: `${t('Review of {{number}}', { number: ticket.number })} · ${ticket.title}`.slice(
        0,
        600,
      ),
      footer: t('Printed {{instant}}', { instant: formatExact(locale, now()) }),
    }).finally(() => setPrinting(false));
  };
  return (
    <>
      <Menu
        align="end"
        trigger={
          <Button size="sm" icon="download" trailingIcon="chevron-down">
            {t('Export')}
          </Button>
        }
        items={[
          {
            id: 'markdown',
            icon: 'text',
            label: t('Markdown file'),
            onSelect: () =>
              saveFile(`${name}.md`, reviewMarkdown(ticket, answers, head), 'text/markdown'),
          },
          { id: 'pdf', icon: 'printer', label: t('PDF'), onSelect: () => setPrinting(true) },
        ]}
      />
      {printing ? (
        <ReviewPaper
          ticket={ticket}
          answers={answers}
          head={head}
          onReady={() => void printNow()}
        />
      ) : null}
    </>
  );
}

interface AnswerFieldProps {
  readonly question: ReviewQuestion;
  readonly answer: string;
  readonly error: string | undefined;
  /** Offered while nothing is written; '' for none. */
  readonly story: string;
  onWrite(text: string): void;
}

function AnswerField({ question, answer, error, story, onWrite }: AnswerFieldProps): ReactElement {
  return (
    <FormField
      label={questionLabel(question)}
      required={REVIEW_MUST.includes(question)}
      error={error}
    >
      {(ids) => (
        <>
          <TextArea
            {...ids}
            minRows={3}
            maxRows={24}
            value={answer}
            onChange={(event) => onWrite(event.target.value)}
          />
          {story !== '' && answer.trim() === '' ? (
            <Button
              size="sm"
              variant="quiet"
              icon="history"
              className="major-fill"
              onClick={() => onWrite(story)}
            >
              {t('Fill in from the timeline')}
            </Button>
          ) : null}
        </>
      )}
    </FormField>
  );
}

/** The questions of a review; what is typed is kept until it is saved. */
export function ReviewDrawer({ ticket, onClose }: ReviewDrawerProps): ReactElement {
  const replica = useReplica();
  const story = useStory(ticket);
  const { answers, isDirty, write, forget } = useAnswers(ticket, story);
  const [errors, setErrors] = useState<Readonly<Partial<Record<ReviewQuestion, string>>>>({});
  const [failure, setFailure] = useState<string | undefined>(undefined);
  const canFinish = ticket.kind === 'incident' && ticket.majorStage === 'ended';
  const save = async (isFinal: boolean): Promise<void> => {
    const missing = isFinal ? REVIEW_MUST.filter((question) => !answers[question]?.trim()) : [];
    const sentence = t('Answer what the review must say first.');
    setErrors(Object.fromEntries(missing.map((question) => [question, sentence])));
    if (missing.length > 0) return;
    const said = await storeReview(replica, ticket, answers, isFinal);
    setFailure(said);
    if (said !== undefined) return;
    forget();
    if (isFinal) onClose();
  };
  return (
    <Drawer
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('Review of {{number}}', { number: ticket.number })}
      subtitle={ticket.title}
      actions={<ExportReview ticket={ticket} answers={answers} />}
      footer={
        <>
          {failure === undefined ? (
            <span className="grow" />
          ) : (
            <p role="alert" className="form-field__error grow">
              {failure}
            </p>
          )}
          <Button disabled={!isDirty} onClick={() => void save(false)}>
            {t('Save')}
          </Button>
          {canFinish ? (
            <Button variant="primary" onClick={() => void save(true)}>
              {t('Finish the review')}
            </Button>
          ) : null}
        </>
      }
    >
      <div className="major-answers">
        {REVIEW_QUESTIONS.map((question) => (
          <AnswerField
            key={question}
            question={question}
            answer={answers[question] ?? ''}
            error={errors[question]}
            story={question === 'timeline' ? story : ''}
            onWrite={(text) => write(question, text)}
          />
        ))}
      </div>
    </Drawer>
  );
}
