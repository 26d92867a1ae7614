import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import { useReference } from '../../../replica/hooks.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { CompareDialog } from '../versions/compare-dialog.tsx';
import type { ArticleForm } from './article-form.ts';

interface NoticesProps {
  readonly article: Article | null;
  readonly kept: KeptForm<ArticleForm>;
}

function isReworded(article: Article, { body }: ArticleForm): boolean {
  return (
    body.title.trim() !== article.title ||
    body.summary.trim() !== article.summary ||
    body.markdown !== article.markdown
  );
}

function Overtaken({
  article,
  kept,
}: {
  article: Article;
  kept: NoticesProps['kept'];
}): ReactElement {
  const { byUserName } = useReference();
  const [compares, setCompares] = useState(false);
  const name = byUserName.get(article.updatedBy)?.name ?? article.updatedBy;
  return (
    <Notice
      tone="warning"
      title={t('{{name}} changed this article after you began', { name })}
      actions={
        <>
          <Button size="sm" onClick={() => setCompares(true)}>
            {t('Compare')}
          </Button>
          <Button size="sm" onClick={() => kept.set({ ...kept.value, began: article })}>
            {t('Mine takes the place of theirs')}
          </Button>
        </>
      }
    >
      <p>{t('Saving puts both together where they changed different places.')}</p>
      {compares ? (
        <CompareDialog
          left={{ label: t('As {{name}} left it', { name }), ...article }}
          right={{ label: t('As you have it'), ...kept.value.body }}
          onClose={() => setCompares(false)}
        />
      ) : null}
    </Notice>
  );
}

/** What the author has to know before saving. */
export function EditorNotices({ article, kept }: NoticesProps): ReactElement | null {
  if (!article) return null;
  const { began } = kept.value;
  const isOvertaken = kept.isChanged && began !== null && began.version !== article.version;
  const isApproved = article.state === 'published' || article.state === 'scheduled';
  const becomesDraft = isApproved && kept.isChanged && isReworded(article, kept.value);
  const note = article.state === 'draft' ? article.reviewNote : undefined;
  if (!isOvertaken && !becomesDraft && note === undefined) return null;
  return (
    <div className="kbe-notices">
      {note === undefined ? null : (
        <Notice tone="warning" title={t('It was sent back')}>
          <p>{note}</p>
        </Notice>
      )}
      {isOvertaken ? <Overtaken article={article} kept={kept} /> : null}
      {becomesDraft ? (
        <Notice tone="info">
          <p>
            {t(
              'Saving makes this article a draft again until it is published anew. Its last version is kept and can be read meanwhile.',
            )}
          </p>
        </Notice>
      ) : null}
    </div>
  );
}
