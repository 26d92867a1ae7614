import { useCallback, useState } from 'react';
import type { ReactElement } from 'react';
import { useRows, useWorkspace } from '../../../replica/hooks.ts';
import { useSearch } from '../../../search/search.ts';
import { Button } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { filterOptions } from '../../../ui/option.ts';
import { TextInput } from '../../../ui/text-input.tsx';

const MOST = 20;

/** Articles for a box: found by their words, the whole text included; at once by title and number. */
export function useArticleOptions(
  withoutId: string,
  valueOf: 'id' | 'slug' = 'slug',
): (query: string, signal: AbortSignal) => Promise<readonly Option[]> {
  const { articles } = useWorkspace();
  const rows = useRows(articles);
  const search = useSearch();
  return useCallback(
    async (query, signal) => {
      const all = rows
        .filter(({ id }) => id !== withoutId)
        .map((row): Option => ({ value: row[valueOf], label: row.title, detail: row.number }));
      if (query.trim() === '') return all.slice(0, MOST);
      const near = filterOptions(all, query).slice(0, MOST);
      const hits = await search
        .articles(query, { limit: MOST, filter: {}, signal })
        .catch(() => []);
      const byId = new Map(rows.map((row) => [row.id as string, row[valueOf]]));
      const found = hits.flatMap(({ id }) => all.filter(({ value }) => value === byId.get(id)));
      return [...new Map([...near, ...found].map((option) => [option.value, option])).values()];
    },
    [rows, search, withoutId, valueOf],
  );
}

export interface LinkDialogProps {
  readonly articleId: string;
  /** What is selected; the link's words. */
  readonly words: string;
  onClose(): void;
  onLink(address: string, words: string): void;
}

/** An address as people paste it; null where it leads nowhere that may be linked to. */
export function linkAddress(text: string): string | null {
  const trimmed = text.trim();
  if (/^(?:https?:\/\/|mailto:)\S+$/i.test(trimmed))
    return trimmed.replace(/\(/g, '%28').replace(/\)/g, '%29');
  return /^[^\s/:]+\.[^\s]+$/.test(trimmed) ? `https://${trimmed}` : null;
}

/** Asks where a link leads: to another article, which works offline, or out. */
export function LinkDialog({ articleId, words, onClose, onLink }: LinkDialogProps): ReactElement {
  const options = useArticleOptions(articleId);
  const [address, setAddress] = useState('');
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const confirm = (): void => {
    const outside = linkAddress(address);
    if (outside === null) setProblem(t('Choose an article, or give an address with https://.'));
    else onLink(outside, words || address.trim());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      title={t('Insert a link')}
      description={
        words === '' ? undefined : t('On the words “{{words}}”', { words: words.slice(0, 120) })
      }
      actions={
        <>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button variant="primary" onClick={confirm}>
            {t('Insert')}
          </Button>
        </>
      }
    >
      <form
        className="kbe-form"
        onSubmit={(event) => {
          event.preventDefault();
          confirm();
        }}
      >
        <FormField label={t('Article')} hint={t('Links between articles work without a network.')}>
          {(ids) => (
            <Combobox
              {...ids}
              value=""
              options={options}
              placeholder={t('Words of its title or text')}
              onChange={(slug, option) => {
                if (slug !== '') onLink(`article:${slug}`, words || (option?.label ?? slug));
              }}
            />
          )}
        </FormField>
        <FormField label={t('Or an address')} error={problem}>
          {(ids) => (
            <TextInput
              {...ids}
              value={address}
              placeholder="https://"
              onChange={({ target }) => {
                setAddress(target.value);
                setProblem(undefined);
              }}
            />
          )}
        </FormField>
      </form>
    </Dialog>
  );
}
