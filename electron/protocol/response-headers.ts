/**
 * The content security policy of every page and worker. `'unsafe-inline'` for styles alone:
 * positioned and virtualised elements carry style attributes.
 */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
].join('; ');

/** Nothing a server sent may run, load or be framed, should it ever be opened as a page. */
export const INERT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

const PERMISSIONS_POLICY = [
  'camera=(self)',
  'clipboard-write=(self)',
  ...[
    'bluetooth',
    'clipboard-read',
    'display-capture',
    'fullscreen',
    'geolocation',
    'hid',
    'idle-detection',
    'local-fonts',
    'microphone',
    'midi',
    'payment',
    'publickey-credentials-get',
    'screen-wake-lock',
    'serial',
    'usb',
    'xr-spatial-tracking',
  ].map((feature) => `${feature}=()`),
].join(', ');

const COMMON = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
} as const;

/** Headers of the console's own files. */
export function fileHeaders(contentType: string): Record<string, string> {
  return {
    ...COMMON,
    'content-type': contentType,
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'permissions-policy': PERMISSIONS_POLICY,
  };
}

/** Headers added to everything that comes from a server, or is said in its place. */
export function inertHeaders(): Record<string, string> {
  return { ...COMMON, 'content-security-policy': INERT_POLICY };
}
