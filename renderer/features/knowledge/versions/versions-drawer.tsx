import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Article, ArticleVersion } from '../../../../shared/model/reference.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { useDocument, useReference, useReplica } from '../../../replica/hooks.ts';
import type { Replica } from '../../../replica/replica.ts';
import { Button } from '../../../ui/button.tsx';
import { Drawer } from '../../../ui/drawer.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { formatExact } from '../../../ui/format.ts';
import { t, useLocale } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { toast } from '../../../ui/toast.ts';
import { useArticleActs } from '../article-acts.ts';
import { useArticleBooks, versionsOf } from '../article-books.ts';
import type { VersionRow } from '../article-books.ts';
import { CompareView } from './compare-view.tsx';
import { wholeText } from './compare-dialog.tsx';
import type { ComparedText } from './compare-dialog.tsx';

/** Stands for what the article says now. */
const PRESENT = 'present';

function useNameOf(): (userName: string) => string {
  const { byUserName } = useReference();
  return (userName) => byUserName.get(userName)?.name ?? userName;
}

/** When it was kept, as far as it was ever shown to readers. */
function standing(row: VersionRow, article: Article): string | undefined {
  const isNewest = row.versionNumber === article.versionNumber;
  if (isNewest && article.state === 'published') return t('Readers see this one');
  return undefined;
}

function useText(id: string, article: Article): ComparedText | undefined {
  const stored = useDocument('articles', id === PRESENT ? null : id);
  if (id === PRESENT) return { ...article, label: t('As it stands now') };
  if (stored?.kind !== 'article-version') return undefined;
  return { ...stored, label: t('Version {{n}}', { n: stored.versionNumber }) };
}

function Comparison(props: {
  readonly article: Article;
  readonly leftId: string;
  readonly rightId: string;
}): ReactElement | null {
  const left = useText(props.leftId, props.article);
  const right = useText(props.rightId, props.article);
  if (!left || !right) return null;
  return (
    <CompareView
      left={wholeText(left)}
      right={wholeText(right)}
      leftLabel={left.label}
      rightLabel={right.label}
    />
  );
}

interface VersionLineProps {
  readonly row: VersionRow;
  readonly article: Article;
  readonly mayEdit: boolean;
  onCompare(): void;
  onRestore(): void;
}

function VersionLine(props: VersionLineProps): ReactElement {
  const { row, article, mayEdit, onCompare, onRestore } = props;
  const nameOf = useNameOf();
  const locale = useLocale();
  const note = standing(row, article);
  return (
    <li className="kbv-version">
      <div className="kbv-version__head">
        <b>{t('Version {{n}}', { n: row.versionNumber })}</b>
        {note === undefined ? null : <span className="t3 t12">{note}</span>}
      </div>
      <p className="t3 t12">
        {t('{{when}}, {{who}}', {
          when: formatExact(locale, row.createdAt),
          who: nameOf(row.createdBy),
        })}
      </p>
      {row.note === undefined ? null : <p>{row.note}</p>}
      <div className="acts">
        <Button size="sm" onClick={onCompare}>
          {t('Compare with now')}
        </Button>
        {mayEdit && article.state !== 'retired' ? (
          <Button size="sm" icon="undo" onClick={onRestore}>
            {t('Restore as a draft')}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function Chooser(props: {
  readonly label: string;
  readonly value: string;
  readonly versions: readonly VersionRow[];
  onChange(id: string): void;
}): ReactElement {
  const { label, value, versions, onChange } = props;
  return (
    <Select
      label={label}
      value={value}
      onChange={onChange}
      options={[
        { value: PRESENT, label: t('As it stands now') },
        ...versions.map((row) => ({
          value: row.id,
          label: t('Version {{n}}', { n: row.versionNumber }),
        })),
      ]}
    />
  );
}

async function readVersion(replica: Replica, id: string): Promise<ArticleVersion | null> {
  const found = await replica.get('articles', id);
  return found?.kind === 'article-version' ? found : null;
}

/** Every version of an article: who, when, why, and what differs between any two. */
export function VersionsDrawer(props: {
  readonly article: Article;
  onClose(): void;
}): ReactElement {
  const { article, onClose } = props;
  const replica = useReplica();
  const acts = useArticleActs();
  const { rows, isComplete } = useArticleBooks();
  const versions = useMemo(() => versionsOf(rows, article.id), [rows, article.id]);
  const [chosen, setChosen] = useState<readonly [left: string, right: string] | null>(null);
  const newest = versions.find(({ id }) => id !== chosen?.[1]);
  const [left, right] = chosen ?? [newest?.id ?? PRESENT, PRESENT];
  const restore = async (row: VersionRow): Promise<void> => {
    const version = await readVersion(replica, row.id);
    const problem = version
      ? await acts.restoreVersion(article, version)
      : t('The version is not here.');
    if (problem === undefined) onClose();
    else toast({ tone: 'danger', text: problem });
  };
  return (
    <Drawer
      open
      width={920}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('Versions')}
      subtitle={`${article.number} ${article.title}`}
    >
      {versions.length === 0 ? (
        <EmptyState
          icon="history"
          title={isComplete ? t('No version yet') : t('Versions are being read')}
        >
          <p>
            {t('Every publication keeps what the article said, with who published it and why.')}
          </p>
        </EmptyState>
      ) : (
        <div className="kbv">
          <ol className="kbv-list" aria-label={t('Versions')}>
            {versions.map((row) => (
              <VersionLine
                key={row.id}
                row={row}
                article={article}
                mayEdit={mayWrite(replica.session.roles, 'articles', 'update')}
                onCompare={() => setChosen([row.id, PRESENT])}
                onRestore={() => void restore(row)}
              />
            ))}
          </ol>
          <section aria-label={t('What differs')}>
            <div className="kbv-choose">
              <Chooser
                label={t('Left')}
                value={left}
                versions={versions}
                onChange={(id) => setChosen([id, right])}
              />
              <Chooser
                label={t('Right')}
                value={right}
                versions={versions}
                onChange={(id) => setChosen([left, id])}
              />
            </div>
            <Comparison article={article} leftId={left} rightId={right} />
          </section>
        </div>
      )}
    </Drawer>
  );
}
