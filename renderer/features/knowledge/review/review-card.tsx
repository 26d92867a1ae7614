import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import { ARTICLE_CHECKS } from '../../../../shared/model/reference.ts';
import { openChecks } from '../../../../shared/workflow/article-commands-publish.ts';
import { mayMoveArticle } from '../../../../shared/workflow/article-states.ts';
import { useReference } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { useArticleActor, useArticleActs } from '../article-acts.ts';
import { QualityList, useQuality } from '../quality-list.tsx';
import { checkWords } from '../quality-words.ts';
import { useLinkTable } from '../use-link-table.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { SendBackDialog } from './review-dialogs.tsx';

function Ticks({ article }: { readonly article: Article }): ReactElement {
  const acts = useArticleActs();
  const tick = async (check: string, checked: boolean): Promise<void> => {
    const problem = await acts.tick(article, { [check]: checked });
    if (problem !== undefined) toast({ tone: 'danger', text: problem });
  };
  return (
    <fieldset className="kb-review__ticks">
      <legend>{t('You confirm')}</legend>
      {ARTICLE_CHECKS.map((check) => (
        <Checkbox
          key={check}
          label={checkWords(check)}
          checked={article.checks?.[check] === true}
          onChange={(checked) => void tick(check, checked)}
        />
      ))}
    </fieldset>
  );
}

function Decision({ article }: { readonly article: Article }): ReactElement {
  const acts = useArticleActs();
  const [asked, setAsked] = useState<'publish' | 'back' | null>(null);
  const open = openChecks(article).length;
  const close = (): void => setAsked(null);
  return (
    <div className="acts">
      <Button
        variant="primary"
        disabled={open > 0}
        aria-describedby={open > 0 ? 'review-open-checks' : undefined}
        onClick={() => setAsked('publish')}
      >
        {t('Approve')}
      </Button>
      <Button onClick={() => setAsked('back')}>{t('Send back')}</Button>
      {open > 0 ? (
        <span id="review-open-checks" className="t3 t12">
          {t('{{count}} lines are not ticked yet', { count: open })}
        </span>
      ) : null}
      {asked === 'publish' ? (
        <PublishDialog
          article={article}
          onClose={close}
          onPublish={(note) => acts.publish(article, { note })}
          onSchedule={(at) => acts.schedule(article, at)}
        />
      ) : null}
      {asked === 'back' ? <SendBackDialog article={article} onClose={close} /> : null}
    </div>
  );
}

/** An article in review: for its reviewer what is to be looked at, for others who reads it. */
export function ReviewCard({ article }: { readonly article: Article }): ReactElement {
  const { people } = useReference();
  const actor = useArticleActor();
  const findings = useQuality(article, useLinkTable());
  const mayDecide = mayMoveArticle('approve', article, actor);
  const reviewer = people.get(article.reviewerId ?? '')?.name ?? t('nobody yet');
  return (
    <section className="kb-review" aria-label={t('Review of the article')}>
      <h2>
        {article.reviewerId !== undefined && article.reviewerId === actor.personId
          ? t('Waits for your review')
          : t('In review by {{name}}', { name: reviewer })}
      </h2>
      {article.reviewNote === undefined ? null : <p>{article.reviewNote}</p>}
      <div className="kb-review__lists">
        {mayDecide ? <Ticks article={article} /> : null}
        <div>
          <h3>{t('Found automatically')}</h3>
          <QualityList findings={findings} />
        </div>
      </div>
      {mayDecide ? <Decision article={article} /> : null}
    </section>
  );
}
