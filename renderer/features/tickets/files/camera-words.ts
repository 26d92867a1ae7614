import { t } from '../../../ui/i18n.ts';

/** Why there is no picture, and what to do next. */
export function cameraTrouble(error: unknown): string {
  const name = error instanceof Error ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return t(
        'The camera may not be used here. Allow it in the settings of the system and try again, or choose a file.',
      );
    case 'NotFoundError':
    case 'OverconstrainedError':
      return t('No camera was found. Connect one and try again, or choose a file.');
    case 'NotReadableError':
    case 'AbortError':
      return t('Another program uses the camera. Close it there and try again.');
    default:
      return t('The camera did not start. Choose a file instead.');
  }
}

/** Name of a picture by the moment it was taken, `photo-2027-03-30-084612.jpg`. */
export function photoName(at: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  return `photo-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}.jpg`;
}
