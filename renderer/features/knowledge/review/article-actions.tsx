import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Article } from '../../../../shared/model/reference.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { mayMoveArticle } from '../../../../shared/workflow/article-states.ts';
import type { ArticleActor } from '../../../../shared/workflow/article-states.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import type { Command } from '../../../ui/commands.ts';
import { t } from '../../../ui/i18n.ts';
import type { IconName } from '../../../ui/icon-paths.ts';
import { Menu } from '../../../ui/menu.tsx';
import { toast } from '../../../ui/toast.ts';
import { undoLast } from '../../../ui/undo.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useArticleActor, useArticleActs } from '../article-acts.ts';
import type { ArticleActs } from '../article-acts.ts';
import { VersionsDrawer } from '../versions/versions-drawer.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import {
  AskReviewDialog,
  ConfirmValidDialog,
  RetireDialog,
  SendBackDialog,
} from './review-dialogs.tsx';

type Asked = 'review' | 'publish' | 'back' | 'retire' | 'confirm' | 'versions';

interface Action {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly keys?: string;
  run(): void;
}

function edit(id: string): void {
  useNavigation.getState().go({ kind: 'article-edit', id });
}

async function restore(acts: ArticleActs, article: Article): Promise<void> {
  const problem = await acts.restore(article);
  if (problem !== undefined) toast({ tone: 'danger', text: problem });
}

/** What this person may do with the article now, the likeliest first. */
function actionsOf(
  article: Article,
  actor: ArticleActor,
  { ask, onRestore }: { ask(what: Asked): void; onRestore(): void },
): readonly Action[] {
  const mayEdit = mayWrite(actor.roles, 'articles', 'update');
  const may = (move: Parameters<typeof mayMoveArticle>[0]): boolean =>
    mayMoveArticle(move, article, actor);
  const action = (
    isOffered: boolean,
    [id, label, icon]: readonly [Asked, string, IconName],
    keys?: string,
  ): readonly Action[] =>
    isOffered
      ? [{ id, label, icon, ...(keys === undefined ? {} : { keys }), run: () => ask(id) }]
      : [];
  const canPublish = may('publish') && article.state !== 'published';
  return [
    ...(mayEdit && article.state !== 'retired'
      ? [
          {
            id: 'edit',
            label: t('Edit the article'),
            icon: 'pen' as const,
            keys: 'e',
            run: () => edit(article.id),
          },
        ]
      : []),
    ...action(may('ask-review'), ['review', t('Ask for a review'), 'eye']),
    ...action(canPublish || may('approve'), ['publish', t('Publish or schedule'), 'send']),
    ...action(may('send-back') && article.state === 'review', [
      'back',
      t('Send back to its author'),
      'undo',
    ]),
    ...action(mayEdit && article.state === 'published', [
      'confirm',
      t('Confirm that it still holds'),
      'check',
    ]),
    ...action(true, ['versions', t('Versions'), 'history'], 'v'),
    ...action(may('retire'), ['retire', t('Retire'), 'stop']),
    ...(may('restore')
      ? [{ id: 'restore', label: t('Restore'), icon: 'undo' as const, run: onRestore }]
      : []),
  ];
}

function Asking(props: {
  readonly article: Article;
  readonly asked: Asked;
  onClose(): void;
}): ReactElement {
  const { article, asked, onClose } = props;
  const acts = useArticleActs();
  const { now } = useReplica();
  switch (asked) {
    case 'review':
      return <AskReviewDialog article={article} onClose={onClose} />;
    case 'publish':
      return (
        <PublishDialog
          article={article}
          onClose={onClose}
          onPublish={(note) => acts.publish(article, { note })}
          onSchedule={(at) => acts.schedule(article, at)}
        />
      );
    case 'back':
      return <SendBackDialog article={article} onClose={onClose} />;
    case 'retire':
      return <RetireDialog article={article} onClose={onClose} />;
    case 'confirm':
      return <ConfirmValidDialog article={article} onClose={onClose} nowMs={now()} />;
    case 'versions':
      return <VersionsDrawer article={article} onClose={onClose} />;
  }
}

/** What can be done with an article, by button, by key and from the palette. */
export function ArticleActions({ article }: { readonly article: Article }): ReactElement {
  const actor = useArticleActor();
  const acts = useArticleActs();
  const [asked, setAsked] = useState<Asked | null>(null);
  const actions = useMemo(
    () =>
      actionsOf(article, actor, {
        ask: setAsked,
        onRestore: () => void restore(acts, article),
      }),
    [article, actor, acts],
  );
  const group = t('Knowledge');
  useCommands([
    ...actions.map(({ id, label, icon, keys, run }): Command => ({
      id: `article.${id}`,
      label,
      group,
      icon,
      run,
      ...(keys === undefined ? {} : { keys }),
    })),
    {
      id: 'knowledge.undo',
      label: t('Undo'),
      keys: ['z', 'Ctrl+Z'],
      group,
      icon: 'undo',
      run: undoLast,
    },
  ]);
  const [first, ...others] = actions;
  const isEditable = first?.id === 'edit';
  const inMenu = isEditable ? others : actions;
  return (
    <>
      {isEditable ? (
        <Button icon="pen" kbd="e" onClick={first.run}>
          {t('Edit')}
        </Button>
      ) : null}
      <Menu
        align="end"
        trigger={<IconButton icon="dots" label={t('More with this article')} />}
        items={inMenu.map(({ id, label, icon, keys, run }) => ({
          id,
          label,
          icon,
          ...(keys === undefined ? {} : { kbd: keys }),
          // The menu gives the focus back first: what opens then knows where it came from.
          onSelect: () => requestAnimationFrame(run),
        }))}
      />
      {asked === null ? null : (
        <Asking article={article} asked={asked} onClose={() => setAsked(null)} />
      )}
    </>
  );
}
