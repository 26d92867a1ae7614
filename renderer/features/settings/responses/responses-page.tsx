import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { CannedResponse } from '../../../../shared/model/policy.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { Button } from '../../../ui/button.tsx';
import { Chip } from '../../../ui/chip.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { NotHere } from '../editor-frame.tsx';
import { SettingList } from '../setting-list.tsx';
import type { SettingRow } from '../setting-list.tsx';
import type { SettingsPageProps } from '../settings-pages.ts';
import { goToPage, NEW_ID } from '../use-setting-editor.ts';
import { ResponseEditor } from './response-editor.tsx';

function rowOf({ id, name, shortcut, body, audience }: CannedResponse): SettingRow {
  return {
    id,
    name,
    icon: audience === 'public' ? 'chat' : 'lock',
    detail: body.replace(/\s+/g, ' ').slice(0, 160),
    end: <Chip size="sm">/{shortcut}</Chip>,
  };
}

function Responses(): ReactElement {
  const reference = useReference();
  const { session } = useReplica();
  const sections = useMemo(() => {
    const all = [...policiesOf(reference, 'canned-response')].sort((a, b) =>
      a.name.localeCompare(b.name),
    );
    const mine = all.filter((each) => each.ownerUserName === session.userName);
    const shared = all.filter((each) => each.ownerUserName === undefined);
    return [
      { title: t('Everybody at the desk'), rows: shared.map(rowOf) },
      { title: t('Only me'), rows: mine.map(rowOf) },
    ];
  }, [reference, session.userName]);
  return (
    <SettingList
      page="responses"
      title={t('Texts')}
      create={t('New text')}
      sections={sections}
      empty={
        <EmptyState
          icon="text"
          title={t('There are no texts for this yet')}
          actions={
            <Button onClick={() => goToPage('responses', NEW_ID)}>
              {t('Write the first one')}
            </Button>
          }
        >
          <p>
            {t('Texts that are sent again and again are written once, with places for names.')}{' '}
            {t('A slash and the shortcut puts one into a comment.')}
          </p>
        </EmptyState>
      }
    />
  );
}

/** Texts to answer with: the list, or one of them as a form. */
export function ResponsesPage({ id }: SettingsPageProps): ReactElement {
  const { policies } = useReference();
  const { session } = useReplica();
  if (id === null) return <Responses />;
  if (id === NEW_ID) return <ResponseEditor key={id} base={null} id={id} />;
  const found = policies.get(id);
  const isTheirs =
    found?.kind === 'canned-response' &&
    found.ownerUserName !== undefined &&
    found.ownerUserName !== session.userName;
  if (found?.kind !== 'canned-response' || found.removedAt !== undefined || isTheirs) {
    return <NotHere page="responses" title={t('Texts')} back={t('All texts')} />;
  }
  return <ResponseEditor key={id} base={found} id={id} />;
}
