import type { Bridge } from '../../shared/protocol/ipc.ts';
import type { UpdateNotice } from '../replica/major-updates.ts';
import { useNavigation } from '../state/navigation.ts';
import { usePanels } from '../state/panels.ts';
import { pathOf } from '../state/routes.ts';
import type { Route } from '../state/routes.ts';
import { formatDateTime } from '../ui/format.ts';
import { currentLocale, t } from '../ui/i18n.ts';
import { toast } from '../ui/toast.ts';

/** Tells of a promised update by a notification of the desktop, or in the window without one. */
export async function tellUpdate(
  shell: Bridge,
  { number, title, recordId, dueMs, isOverdue }: UpdateNotice,
  nowMs: number,
): Promise<void> {
  if (!usePanels.getState().notifications) return;
  const time = formatDateTime(currentLocale(), dueMs, nowMs);
  const text = isOverdue
    ? t('{{number}}: the update promised for {{time}} is overdue', { number, time })
    : t('{{number}}: an update is promised for {{time}}', { number, time });
  const route: Route = { kind: 'ticket', id: recordId };
  const request = { title: text, body: title, route: pathOf(route) };
  const isShown = await shell.invoke('notification:show', request).catch(() => false);
  if (isShown) return;
  const run = (): void => useNavigation.getState().go(route);
  toast({ text, detail: title, tone: 'warning', action: { label: t('Open'), run } });
}
