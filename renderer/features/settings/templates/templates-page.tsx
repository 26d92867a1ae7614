import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { TicketTemplate } from '../../../../shared/model/policy.ts';
import { TICKET_KINDS } from '../../../../shared/model/ticket.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { KIND_ICONS, listTitle } from '../../../words/ticket-words.ts';
import { NotHere } from '../editor-frame.tsx';
import { SettingList } from '../setting-list.tsx';
import type { SettingRow } from '../setting-list.tsx';
import type { SettingsPageProps } from '../settings-pages.ts';
import { goToPage, NEW_ID, useMayEdit } from '../use-setting-editor.ts';
import { TemplateEditor } from './template-editor.tsx';

function rowOf(template: TicketTemplate): SettingRow {
  const { id, name, description, ticketKind, values, hidden, mandatory } = template;
  const facts = [
    t('{{count}} filled in', { count: Object.keys(values).length }),
    ...(hidden.length === 0 ? [] : [t('{{count}} hidden', { count: hidden.length })]),
    ...(mandatory.length === 0 ? [] : [t('{{count}} mandatory', { count: mandatory.length })]),
  ];
  return { id, name, icon: KIND_ICONS[ticketKind], detail: description, end: facts.join(' · ') };
}

function Templates(): ReactElement {
  const reference = useReference();
  const mayEdit = useMayEdit()(undefined);
  const sections = useMemo(() => {
    const all = [...policiesOf(reference, 'ticket-template')].sort(
      (a, b) => a.order - b.order || a.name.localeCompare(b.name),
    );
    return TICKET_KINDS.map((kind) => ({
      title: listTitle(kind, false),
      rows: all.filter(({ ticketKind }) => ticketKind === kind).map(rowOf),
    }));
  }, [reference]);
  return (
    <SettingList
      page="templates"
      title={t('Templates')}
      create={mayEdit ? t('New template') : undefined}
      sections={sections}
      empty={
        <EmptyState
          icon="file"
          title={t('There are no templates yet')}
          actions={
            mayEdit ? (
              <Button onClick={() => goToPage('templates', NEW_ID)}>
                {t('Make the first one')}
              </Button>
            ) : undefined
          }
        >
          <p>
            {t(
              'A template fills in what is always the same, hides what nobody needs, and says what must not be left empty.',
            )}
          </p>
        </EmptyState>
      }
    />
  );
}

/** Templates of records: the list, or one of them as a form. */
export function TemplatesPage({ id }: SettingsPageProps): ReactElement {
  const { policies } = useReference();
  if (id === null) return <Templates />;
  if (id === NEW_ID) return <TemplateEditor key={id} base={null} id={id} />;
  const found = policies.get(id);
  if (found?.kind !== 'ticket-template' || found.removedAt !== undefined) {
    return <NotHere page="templates" title={t('Templates')} back={t('All templates')} />;
  }
  return <TemplateEditor key={id} base={found} id={id} />;
}
