import { Notification } from 'electron';
import type { NotificationRequest } from '../../shared/protocol/ipc.ts';

/** A notification that nobody holds is collected, and its click with it. */
const shown = new Set<Notification>();
/** Those that were never clicked nor closed, such as on a desktop that tells neither. */
const MOST = 50;

/**
 * Shows a notification of the desktop; a click brings the console to the front and opens the route.
 *
 * @returns false where the desktop shows none.
 */
export function showNotification(
  { title, body, route }: NotificationRequest,
  onOpen: (route: string) => void,
): boolean {
  if (!Notification.isSupported()) return false;
  const notification = new Notification({ title, body });
  const forget = (): void => {
    shown.delete(notification);
  };
  notification.on('click', () => {
    forget();
    onOpen(route);
  });
  notification.on('close', forget);
  shown.add(notification);
  const [oldest] = shown;
  if (shown.size > MOST && oldest) shown.delete(oldest);
  notification.show();
  return true;
}
