import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { t, tRich } from '../../../ui/i18n.ts';
import { PaneBar } from '../../../ui/pane-bar.tsx';
import { RecordNo } from '../../../ui/record-no.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { PublishDialog } from '../review/publish-dialog.tsx';
import { STATE_MARKS, stateWord } from '../words.ts';
import type { ArticleForm } from './article-form.ts';
import type { EditorActs } from './use-editor-acts.ts';

export interface EditorBarProps {
  readonly id: string;
  readonly article: Article | null;
  readonly kept: KeptForm<ArticleForm>;
  readonly acts: EditorActs;
}

function Kept({ kept }: Pick<EditorBarProps, 'kept'>): ReactElement | null {
  const now = useNow();
  if (kept.keptAt === null) return null;
  return (
    <span className="kbe-kept t3 t12" role="status">
      {tRich('Not saved; kept {{when}}', { when: <RelativeTime at={kept.keptAt} now={now} /> })}
    </span>
  );
}

function Drop({ kept, acts }: Pick<EditorBarProps, 'kept' | 'acts'>): ReactElement | null {
  const [asks, setAsks] = useState(false);
  if (!kept.isChanged) return null;
  return (
    <>
      <Button onClick={() => setAsks(true)}>{t('Drop the edits')}</Button>
      <ConfirmDialog
        open={asks}
        onOpenChange={setAsks}
        danger
        title={t('Drop the edits')}
        body={t('What you typed since the last save goes for good. What is stored stays.')}
        confirmLabel={t('Drop the edits')}
        onConfirm={acts.drop}
      />
    </>
  );
}

/** Where one is, and what is done with the whole article. */
export function EditorBar({ id, article, kept, acts }: EditorBarProps): ReactElement {
  const { go, openRecord } = useNavigation.getState();
  const [publishes, setPublishes] = useState(false);
  const { publish } = acts;
  return (
    <PaneBar
      start={
        <>
          <IconButton
            icon="arrow-left"
            label={article ? t('Back to the article') : t('Back to the list')}
            onClick={() => (article ? openRecord(id) : go({ kind: 'articles' }))}
          />
          {article ? (
            <>
              <h1 className="vh">{t('Edit the article')}</h1>
              <RecordNo value={article.number} />
              <Chip mark={<StateMark state={STATE_MARKS[article.state]} />}>
                {stateWord(article.state)}
              </Chip>
            </>
          ) : (
            <h1 className="kbe-new">{t('New article')}</h1>
          )}
          <Kept kept={kept} />
        </>
      }
    >
      <Drop kept={kept} acts={acts} />
      {publish && kept.isChanged ? (
        <Button icon="send" onClick={() => setPublishes(true)}>
          {t('Publish the changes')}
        </Button>
      ) : null}
      <Button
        variant="primary"
        kbd="Ctrl+Enter"
        disabled={acts.isSaving || (article !== null && !kept.isChanged)}
        onClick={() => void acts.saveAndShow()}
      >
        {t('Save')}
      </Button>
      {publishes && publish && article ? (
        <PublishDialog
          article={{ ...article, ...textOf(kept) }}
          onClose={() => setPublishes(false)}
          onPublish={publish}
        />
      ) : null}
    </PaneBar>
  );
}

function textOf(kept: KeptForm<ArticleForm>) {
  const { title, summary, markdown } = kept.value.body;
  return { title, summary, markdown };
}
