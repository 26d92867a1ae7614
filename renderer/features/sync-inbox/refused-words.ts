import type { Refusal } from '../../replica/outbox-row.ts';
import { t } from '../../ui/i18n.ts';

/** What a refusal means and what helps, in plain words; the server's own stand beside it. */
export interface RefusalWords {
  readonly title: string;
  readonly todo: string;
}

/** By what the answer said: CouchDB's statuses, and those this console gives (merge-rows.ts). */
export function refusalWords({ status }: Pick<Refusal, 'status'>): RefusalWords {
  switch (status) {
    case 0:
      return {
        title: t('The server’s copy cannot be read here'),
        todo: t('It is sent by itself as soon as the copy can be read. A newer console may help.'),
      };
    case 404:
      return {
        title: t('The record is gone from the server'),
        todo: t('Send it again to make it anew with your change, or discard your change.'),
      };
    case 409:
      return {
        title: t('Somebody else changed it too'),
        todo: t('Send yours again to put it in the place of theirs, or discard it.'),
      };
    case 410:
      return {
        title: t('You may no longer use this scope'),
        todo: t('Ask whoever gives out rights. If you get the scope back, it is sent by itself.'),
      };
    case 413:
      return {
        title: t('It is too large for the server'),
        todo: t('Make the text shorter, or save it to a file and attach that.'),
      };
    default:
      return {
        title: t('The server did not take this'),
        todo: t('Change what it names and send it again, or ask whoever may do it.'),
      };
  }
}
