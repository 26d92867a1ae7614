import type { TicketKind } from '../model/ticket.ts';
import type { ColumnUse, WordField } from './fields.ts';
import type { WordTable } from './mapping.ts';
import {
  COMMON_CHANGE_TYPES,
  COMMON_CODES,
  COMMON_KINDS,
  COMMON_LEVELS,
  COMMON_ORIGINS,
  COMMON_STATES,
} from './words.ts';

/** How one tool writes its exports. */
export interface Preset {
  readonly id: 'servicenow' | 'glpi' | 'zammad' | 'osticket';
  readonly name: string;
  readonly kind: TicketKind;
  readonly numberPrefix: string;
  /** Headers as `plainWord` makes them; labels and technical names, in several languages. */
  readonly columns: Readonly<Record<string, ColumnUse>>;
  /** Headers that hardly another tool has: they count three times when a file is looked at. */
  readonly telling: readonly string[];
  readonly words: Readonly<Partial<Record<WordField, WordTable>>>;
}

/** Words that mean the same in all tools. */
export const COMMON_WORDS: Preset['words'] = {
  kind: COMMON_KINDS,
  state: COMMON_STATES,
  impact: COMMON_LEVELS,
  urgency: COMMON_LEVELS,
  origin: COMMON_ORIGINS,
  resolutionCode: COMMON_CODES,
  changeType: COMMON_CHANGE_TYPES,
};
