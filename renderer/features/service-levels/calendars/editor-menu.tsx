import { useState } from 'react';
import type { ReactElement } from 'react';
import type { CalendarPolicy } from '../../../../shared/model/policy.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { IconButton } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import { toast } from '../../../ui/toast.ts';
import { useCalendarActs } from './calendar-acts.ts';
import type { CalendarDraft } from './calendar-draft.ts';
import { usersCount } from './calendar-facts.ts';
import type { CalendarUsers } from './calendar-facts.ts';
import { keepNewDraft } from './use-calendar-draft.ts';

/** What is rarely done to a calendar: copying and removing it. */
export function EditorMenu({
  calendar,
  draft,
  users,
}: {
  readonly calendar: CalendarPolicy;
  readonly draft: CalendarDraft;
  readonly users: CalendarUsers;
}): ReactElement {
  const replica = useReplica();
  const acts = useCalendarActs();
  const go = useNavigation((state) => state.go);
  const [isRemoving, setRemoving] = useState(false);
  const inUse = usersCount(users) > 0;
  const copy = async (): Promise<void> => {
    await keepNewDraft(replica, { ...draft, name: t('{{name}} (copy)', { name: draft.name }) });
    go({ kind: 'service-levels', page: 'calendars', id: 'new' });
  };
  const remove = async (): Promise<void> => {
    const problem = await acts.remove(calendar, [
      ...users.policies,
      ...users.teams,
      ...users.places,
    ]);
    if (problem !== undefined) toast({ text: problem, tone: 'danger' });
    else go({ kind: 'service-levels', page: 'calendars' });
  };
  return (
    <>
      <Menu
        align="end"
        label={t('More for this calendar')}
        trigger={<IconButton icon="dots" label={t('More for this calendar')} />}
        items={[
          {
            id: 'copy',
            label: t('New calendar like this one'),
            icon: 'copy',
            onSelect: () => void copy(),
          },
          {
            id: 'remove',
            label: t('Remove…'),
            icon: 'close',
            danger: true,
            disabled: inUse ? t('It is still used') : undefined,
            onSelect: () => setRemoving(true),
          },
        ]}
      />
      <ConfirmDialog
        open={isRemoving}
        onOpenChange={setRemoving}
        title={t('Remove “{{name}}”?', { name: calendar.name })}
        body={t('Nothing counts by it. It can be brought back with undo.')}
        confirmLabel={t('Remove calendar')}
        danger
        onConfirm={() => void remove()}
      />
    </>
  );
}
