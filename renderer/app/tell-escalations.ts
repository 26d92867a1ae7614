import type { Bridge, NotificationRequest } from '../../shared/protocol/ipc.ts';
import type { EscalationNotice } from '../replica/escalation-notices.ts';
import { useNavigation } from '../state/navigation.ts';
import { usePanels } from '../state/panels.ts';
import { pathOf, routeOf } from '../state/routes.ts';
import { formatDateTime } from '../ui/format.ts';
import { currentLocale, t } from '../ui/i18n.ts';
import { toast } from '../ui/toast.ts';
import { metricLabel } from '../words/clock-words.ts';

/** More at once are told as one. */
const ONE_BY_ONE = 3;
const NAMED = 5;

function titleOf({ number, metric, dueAt, ruleId }: EscalationNotice, nowMs: number): string {
  const words = { number, metric: metricLabel(metric) };
  const isOver = ruleId === 'breach' || (dueAt !== null && Date.parse(dueAt) <= nowMs);
  if (isOver) return t('{{number}}: {{metric}} is over its target', words);
  if (dueAt === null) return t('{{number}}: {{metric}} needs somebody', words);
  const time = formatDateTime(currentLocale(), dueAt, nowMs);
  return t('{{number}}: {{metric}} is due {{time}}', { ...words, time });
}

function summaryOf(notices: readonly EscalationNotice[]): NotificationRequest {
  const count = notices.length;
  const numbers = [...new Set(notices.map(({ number }) => number))];
  const named = numbers.slice(0, NAMED).join(', ');
  const title = notices.every(({ isLate }) => isLate)
    ? t('{{count}} service levels passed while you were away', { count })
    : t('{{count}} service levels need somebody', { count });
  const body = numbers.length > NAMED ? `${named}, …` : named;
  return { title, body, route: pathOf({ kind: 'service-levels', page: 'overview' }) };
}

/** What the desktop says of them: one by one, or one word about many and about what is late. */
export function requestsOf(
  notices: readonly EscalationNotice[],
  nowMs: number,
): readonly NotificationRequest[] {
  const late = notices.filter(({ isLate }) => isLate);
  const fresh = notices.filter(({ isLate }) => !isLate);
  return [late, fresh].flatMap((group) => {
    if (group.length > (group === late ? 1 : ONE_BY_ONE)) return [summaryOf(group)];
    return group.map((notice) => ({
      title: titleOf(notice, nowMs),
      body: notice.title,
      route: pathOf({ kind: 'ticket', id: notice.recordId }),
    }));
  });
}

function say({ title, body, route }: NotificationRequest): void {
  const run = (): void => useNavigation.getState().go(routeOf(route));
  toast({ text: title, detail: body, tone: 'warning', action: { label: t('Open'), run } });
}

/** Tells the person of escalations by a notification of the desktop, or in the window without one. */
export async function tellEscalations(
  shell: Bridge,
  notices: readonly EscalationNotice[],
  nowMs: number,
): Promise<void> {
  if (!usePanels.getState().notifications) return;
  for (const request of requestsOf(notices, nowMs)) {
    const isShown = await shell.invoke('notification:show', request).catch(() => false);
    if (!isShown) say(request);
  }
}
