/** The download has begun long before, whatever the disk does. */
const REVOKE_AFTER_MS = 60_000;

/**
 * Has the person save content as a file of this name. A blob is handed over as bytes, never as what
 * it says to be; a text as UTF-8 of the media type given, JSON unless told.
 */
export function saveFile(
  name: string,
  content: Blob | string,
  mediaType = 'application/json',
): void {
  const type = typeof content === 'string' ? mediaType : 'application/octet-stream';
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER_MS);
}
