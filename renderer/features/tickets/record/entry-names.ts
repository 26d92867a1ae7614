import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import type { Level } from '../../../../shared/model/ticket.ts';
import { formatDateTime } from '../../../ui/format.ts';
import { t } from '../../../ui/i18n.ts';
import {
  breachLabel,
  changeTypeLabel,
  holdLabel,
  levelLabel,
  majorStageLabel,
  originLabel,
  resolutionLabel,
  stateLabel,
} from '../../../words/ticket-words.ts';
import type { EntryNames } from './entry-words.ts';

/** Long texts are cut in a sentence; the record shows them whole. */
const CUT = 160;

function isLevel(value: unknown): value is Level {
  return value === 1 || value === 2 || value === 3;
}

function plain(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text =
    typeof value === 'string'
      ? value
      : Array.isArray(value)
        ? value.map(plain).join(', ')
        : typeof value === 'boolean'
          ? value
            ? t('yes')
            : t('no')
          : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > CUT ? `${line.slice(0, CUT)}…` : line;
}

/** Names of people, places and services for the sentences of a timeline. */
export function entryNames(
  reference: ReferenceSnapshot,
  numberOf: (ticketId: string) => string | undefined,
  locale: string,
): EntryNames {
  const named = (map: ReadonlyMap<string, { readonly name: string }>, id: string): string =>
    map.get(id)?.name ?? id;
  const userOf = (userName: string): string => reference.byUserName.get(userName)?.name ?? userName;
  const ofString = (field: string, value: string): string => {
    switch (field) {
      case 'requesterId':
      case 'assigneeId':
      case 'teamId':
        return named(reference.people, value);
      case 'siteId':
        return named(reference.places, value);
      case 'serviceId':
      case 'catalogItemId':
        return named(reference.catalog, value);
      case 'parentId':
        return numberOf(value) ?? value;
      case 'state':
        return stateLabel(value);
      case 'holdReason':
        return holdLabel(value);
      case 'resolutionCode':
        return resolutionLabel(value);
      case 'breachReason':
        return breachLabel(value);
      case 'majorStage':
        return majorStageLabel(value);
      case 'origin':
        return originLabel(value);
      case 'changeType':
        return changeTypeLabel(value);
      default:
        return field.endsWith('At') ? formatDateTime(locale, value) : plain(value);
    }
  };
  return {
    value(field, value) {
      if (field === 'watchers' && Array.isArray(value)) return value.map(userOf).join(', ');
      if ((field === 'impact' || field === 'urgency') && isLevel(value)) return levelLabel(value);
      if (field === 'majorRoles' && typeof value === 'object' && value !== null) {
        return [...new Set(Object.values(value))]
          .map((id) => named(reference.people, String(id)))
          .join(', ');
      }
      return typeof value === 'string' && value !== '' ? ofString(field, value) : plain(value);
    },
    user: userOf,
  };
}
