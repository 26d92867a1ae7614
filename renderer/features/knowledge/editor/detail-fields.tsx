import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { AUDIENCES } from '../../../../shared/model/reference.ts';
import type { ArticleBody } from '../../../../shared/workflow/article-commands.ts';
import { useMe, useReference, useRows, useWorkspace } from '../../../replica/hooks.ts';
import { IconButton } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { useCompare } from '../use-compare.ts';
import { audienceWord, languageWord } from '../words.ts';
import { writerOptions } from '../writer-options.ts';
import { useArticleOptions } from './link-dialog.tsx';
import { TokenInput } from './token-input.tsx';

export interface DetailFieldsProps {
  readonly articleId: string;
  readonly body: ArticleBody;
  onChange(part: Partial<ArticleBody>): void;
}

/** Known values first, and whatever is typed. */
function useWordOptions(known: readonly string[]) {
  return useMemo(
    () =>
      (query: string): Promise<readonly Option[]> => {
        const typed = query.trim();
        const fits = known
          .filter((each) => each.toLowerCase().includes(typed.toLowerCase()))
          .map((each) => ({ value: each, label: each }));
        const isKnown = typed === '' || known.includes(typed);
        return Promise.resolve(
          isKnown ? fits : [...fits, { value: typed, label: typed, detail: t('new') }],
        );
      },
    [known],
  );
}

const LANGUAGES: readonly string[] = ['en', 'de', 'fr', 'pl', 'nl', 'es', 'it'];

function Classification({ body, onChange }: DetailFieldsProps): ReactElement {
  const rows = useRows(useWorkspace().articles);
  const compare = useCompare();
  const locale = useLocale();
  const categories = useMemo(
    () => [...new Set(rows.flatMap(({ category }) => category ?? []))].sort(compare),
    [rows, compare],
  );
  const languages = useMemo(
    () => [...new Set([...LANGUAGES, ...rows.map(({ lang }) => lang), body.lang])],
    [rows, body.lang],
  );
  const categoryOptions = useWordOptions(categories);
  return (
    <>
      <FormField label={t('Category')}>
        {(ids) => (
          <Combobox
            {...ids}
            value={body.category}
            initialText={body.category}
            options={categoryOptions}
            allowEmpty
            onChange={(category) => onChange({ category })}
          />
        )}
      </FormField>
      <FormField label={t('Tags')} hint={t('Enter or a comma adds one.')}>
        {(ids) => (
          <TokenInput
            ids={ids}
            values={body.tags}
            placeholder={t('Add a tag')}
            onChange={(tags) => onChange({ tags })}
          />
        )}
      </FormField>
      <FormField label={t('Applies to')} hint={t('Products, builds or models.')}>
        {(ids) => (
          <TokenInput
            ids={ids}
            values={body.appliesTo}
            placeholder={t('Add a product')}
            onChange={(appliesTo) => onChange({ appliesTo })}
          />
        )}
      </FormField>
      <div className="kbe-pair">
        <FormField label={t('Audience')}>
          {(ids) => (
            <Select
              {...ids}
              value={body.audience}
              onChange={(audience) => onChange({ audience })}
              options={AUDIENCES.map((value) => ({ value, label: audienceWord(value) }))}
            />
          )}
        </FormField>
        <FormField label={t('Language')}>
          {(ids) => (
            <Select
              {...ids}
              value={body.lang}
              onChange={(lang) => onChange({ lang })}
              options={languages.map((value) => ({ value, label: languageWord(locale, value) }))}
            />
          )}
        </FormField>
      </div>
    </>
  );
}

function Care({ body, onChange }: DetailFieldsProps): ReactElement {
  const reference = useReference();
  const me = useMe();
  const people = useMemo(() => writerOptions(reference, me?.id), [reference, me]);
  return (
    <div className="kbe-pair">
      <FormField label={t('Owner')} hint={t('Is asked when it gets old or is flagged.')}>
        {(ids) => (
          <Combobox
            {...ids}
            value={body.ownerId}
            options={people}
            allowEmpty
            onChange={(ownerId) => onChange({ ownerId })}
          />
        )}
      </FormField>
      <FormField label={t('Valid until')} hint={t('Its owner is reminded before.')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="date"
            value={body.validTo}
            onChange={({ target }) => onChange({ validTo: target.value })}
          />
        )}
      </FormField>
    </div>
  );
}

function Related({ articleId, body, onChange }: DetailFieldsProps): ReactElement {
  const rows = useRows(useWorkspace().articles);
  const options = useArticleOptions(articleId);
  const titles = useMemo(() => new Map(rows.map(({ slug, title }) => [slug, title])), [rows]);
  return (
    <FormField label={t('Related articles')}>
      {(ids) => (
        <>
          {body.related.length === 0 ? null : (
            <ul className="kbe-related">
              {body.related.map((slug) => (
                <li key={slug}>
                  <span className="cut">{titles.get(slug) ?? slug}</span>
                  <IconButton
                    size="sm"
                    icon="close"
                    label={t('Remove {{what}}', { what: titles.get(slug) ?? slug })}
                    onClick={() =>
                      onChange({ related: body.related.filter((each) => each !== slug) })
                    }
                  />
                </li>
              ))}
            </ul>
          )}
          <Combobox
            key={body.related.length}
            {...ids}
            value=""
            options={options}
            placeholder={t('Add an article')}
            onChange={(slug) => {
              if (slug !== '' && !body.related.includes(slug)) {
                onChange({ related: [...body.related, slug] });
              }
            }}
          />
        </>
      )}
    </FormField>
  );
}

/** All that is said of an article beside its text. */
export function DetailFields(props: DetailFieldsProps): ReactElement {
  const { body, onChange } = props;
  return (
    <div className="kbe-details">
      <FormField
        label={t('Summary')}
        hint={t('One or two sentences: shown in searches, before the text.')}
      >
        {(ids) => (
          <TextArea
            {...ids}
            minRows={2}
            maxRows={8}
            maxLength={2_000}
            value={body.summary}
            onChange={({ target }) => onChange({ summary: target.value })}
          />
        )}
      </FormField>
      <Classification {...props} />
      <Care {...props} />
      <Related {...props} />
    </div>
  );
}
