import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Macro } from '../../../../shared/model/policy.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import { stepText } from '../../../words/answer-words.ts';
import { NotHere } from '../editor-frame.tsx';
import { SettingList } from '../setting-list.tsx';
import type { SettingRow } from '../setting-list.tsx';
import type { SettingsPageProps } from '../settings-pages.ts';
import { goToPage, NEW_ID } from '../use-setting-editor.ts';
import { MacroEditor } from './macro-editor.tsx';

function rowOf({ id, name, steps }: Macro, reference: ReferenceSnapshot): SettingRow {
  return {
    id,
    name,
    icon: 'play',
    detail: steps.map((step) => stepText(step, reference)).join(' · '),
    end: t('{{count}} steps', { count: steps.length }),
  };
}

function Macros(): ReactElement {
  const reference = useReference();
  const { session } = useReplica();
  const sections = useMemo(() => {
    const all = [...policiesOf(reference, 'macro')].sort((a, b) => a.name.localeCompare(b.name));
    const of = (owner: string | undefined): readonly SettingRow[] =>
      all
        .filter(({ ownerUserName }) => ownerUserName === owner)
        .map((macro) => rowOf(macro, reference));
    return [
      { title: t('Everybody at the desk'), rows: of(undefined) },
      { title: t('Only me'), rows: of(session.userName) },
    ];
  }, [reference, session.userName]);
  return (
    <SettingList
      page="macros"
      title={t('Macros')}
      create={t('New macro')}
      sections={sections}
      empty={
        <EmptyState
          icon="play"
          title={t('There are no macros for this yet')}
          actions={
            <Button onClick={() => goToPage('macros', NEW_ID)}>{t('Make the first one')}</Button>
          }
        >
          <p>{t('A macro does several steps at once: comment, assign, move, log time.')}</p>
        </EmptyState>
      }
    />
  );
}

/** Several steps by one key: the list, or one macro as a form. */
export function MacrosPage({ id }: SettingsPageProps): ReactElement {
  const { policies } = useReference();
  const { session } = useReplica();
  if (id === null) return <Macros />;
  if (id === NEW_ID) return <MacroEditor key={id} base={null} id={id} />;
  const found = policies.get(id);
  const isTheirs =
    found?.kind === 'macro' &&
    found.ownerUserName !== undefined &&
    found.ownerUserName !== session.userName;
  if (found?.kind !== 'macro' || found.removedAt !== undefined || isTheirs) {
    return <NotHere page="macros" title={t('Macros')} back={t('All macros')} />;
  }
  return <MacroEditor key={id} base={found} id={id} />;
}
