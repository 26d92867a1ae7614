import type { Session } from 'electron';
import { isConsoleUrl } from '../protocol/console-url.ts';

/** What the console may ask the browser for; everything else is refused without asking. */
const ALLOWED: ReadonlySet<string> = new Set([
  'persistent-storage',
  'clipboard-sanitized-write',
  'notifications',
]);

/**
 * Whether a page may have a permission.
 *
 * @param url page or origin that asks.
 * @param media what `media` is asked for; the camera alone is allowed, for scanning and photos.
 */
export function isPermissionAllowed(
  permission: string,
  url: string,
  media: readonly string[],
): boolean {
  if (!isConsoleUrl(url)) return false;
  if (permission === 'media') return media.length > 0 && media.every((kind) => kind === 'video');
  return ALLOWED.has(permission);
}

export function setupPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    answer(isPermissionAllowed(permission, details.requestingUrl, media));
  });
  session.setPermissionCheckHandler((_contents, permission, origin, details) =>
    isPermissionAllowed(permission, origin, details.mediaType ? [details.mediaType] : []),
  );
  session.setDevicePermissionHandler(() => false);
}
