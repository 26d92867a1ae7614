import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { ChecklistPolicy } from '../../../../shared/model/policy.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { NotHere } from '../editor-frame.tsx';
import { SettingList } from '../setting-list.tsx';
import type { SettingRow } from '../setting-list.tsx';
import type { SettingsPageProps } from '../settings-pages.ts';
import { goToPage, NEW_ID, useMayEdit } from '../use-setting-editor.ts';
import { ChecklistEditor } from './checklist-editor.tsx';

function rowOf({ id, name, lines }: ChecklistPolicy): SettingRow {
  return {
    id,
    name,
    icon: 'check',
    detail: lines.map(({ text }) => text).join(' · '),
    end: t('{{count}} lines', { count: lines.length }),
  };
}

function Checklists(): ReactElement {
  const reference = useReference();
  const mayEdit = useMayEdit()(undefined);
  const rows = useMemo(
    () =>
      [...policiesOf(reference, 'checklist')]
        .sort((a, b) => a.name.localeCompare(b.name))
        .map(rowOf),
    [reference],
  );
  return (
    <SettingList
      page="checklists"
      title={t('Checklists')}
      create={mayEdit ? t('New checklist') : undefined}
      sections={[{ title: t('Checklists'), rows }]}
      empty={
        <EmptyState
          icon="check"
          title={t('There are no checklists yet')}
          actions={
            mayEdit ? (
              <Button onClick={() => goToPage('checklists', NEW_ID)}>
                {t('Make the first one')}
              </Button>
            ) : undefined
          }
        >
          <p>{t('What is done in the same steps every time. Required lines hold up resolving.')}</p>
        </EmptyState>
      }
    />
  );
}

/** Checklists of the desk: the list, or one of them as a form. */
export function ChecklistsPage({ id }: SettingsPageProps): ReactElement {
  const { policies } = useReference();
  if (id === null) return <Checklists />;
  if (id === NEW_ID) return <ChecklistEditor key={id} base={null} id={id} />;
  const found = policies.get(id);
  if (found?.kind !== 'checklist' || found.removedAt !== undefined) {
    return <NotHere page="checklists" title={t('Checklists')} back={t('All checklists')} />;
  }
  return <ChecklistEditor key={id} base={found} id={id} />;
}
