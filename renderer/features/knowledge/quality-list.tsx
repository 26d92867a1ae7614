import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { checkArticle } from '../../../shared/knowledge/article-quality.ts';
import type { CheckedArticle, QualityFinding } from '../../../shared/knowledge/article-quality.ts';
import { t } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { resolveLink } from './markdown/article-links.ts';
import type { LinkTable } from './markdown/article-links.ts';
import { findingWords } from './quality-words.ts';

/** What a machine finds in an article, by the links that are here. */
export function useQuality(article: CheckedArticle, table: LinkTable): readonly QualityFinding[] {
  const { title, summary, markdown, validTo, ownerId } = article;
  return useMemo(() => {
    const facts = {
      title,
      summary,
      markdown,
      ...(validTo === undefined ? {} : { validTo }),
      ...(ownerId === undefined ? {} : { ownerId }),
    };
    return checkArticle(facts, (address) => resolveLink(address, table).kind === 'broken');
  }, [title, summary, markdown, validTo, ownerId, table]);
}

/** The automatic checks with what is to be done. */
export function QualityList(props: { readonly findings: readonly QualityFinding[] }): ReactElement {
  return (
    <ul className="kb-quality" aria-label={t('Automatic checks')}>
      {props.findings.map((finding) => (
        <li key={finding.rule} className={finding.ok ? 'is-ok' : 'is-open'}>
          <Icon
            name={finding.ok ? 'check' : 'warning'}
            size={14}
            label={finding.ok ? t('Fine') : t('To do')}
          />
          <span>{findingWords(finding)}</span>
        </li>
      ))}
    </ul>
  );
}
