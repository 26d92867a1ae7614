import { mulberry32 } from '../../../shared/testkit/random.ts';

/** A ticket's words without anything else; made from a seed, since the real incidents have none. */
export interface ProseTicket {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly requester: string;
  readonly assignee: string;
  readonly category: string;
  readonly description: string;
  /** What was written later, as many texts as entries. */
  readonly said: readonly string[];
  readonly open: boolean;
  /** Milliseconds since 1970. */
  readonly activityAt: number;
}

export const ENTRIES_EACH = 5;
const WORDS = 30_000;
const TITLE_WORDS = 6;
const DESCRIPTION_WORDS = 40;
const ENTRY_WORDS = 18;
const OPEN_SHARE = 0.02;
const FIRST_MS = Date.parse('2023-01-01T00:00:00Z');
const SPAN_MS = 4 * 365 * 86_400_000;

/** Words of the trade; frequent ones, as in titles of a real desk. */
const COMMON = (
  'printer scanner label password outlook vpn wifi network server driver update error login screen ' +
  'monitor laptop keyboard access folder mailbox account locked slow crash blank paper jam toner ' +
  'badge door camera phone headset teams meeting calendar sync certificate expired firewall switch ' +
  'port cable dock battery charger license install software excel word backup restore disk full ' +
  'memory reboot freeze sound video browser portal ticket request denied group policy share drive ' +
  'handheld terminal warehouse scale conveyor gate forklift tablet sim roaming voicemail fax'
).split(' ');
const CATEGORIES = ['Network', 'Hardware', 'Software', 'Access', 'Printing', 'Telephony'];
const SYLLABLES = 'ba ko ri ta ne lu ma si do ve pa gu le ro mi ka tu fe no sa'.split(' ');
const FIRST_NAMES = 'Anna Bert Clara Denise Emil Fatma Goran Hanna Ivo Jonas Kira Lena'.split(' ');

/** A vocabulary as a desk's: a hundred words that are everywhere, and thousands that are rare. */
function vocabulary(random: () => number): readonly string[] {
  const words = [...COMMON];
  while (words.length < WORDS) {
    const length = 2 + Math.floor(random() * 4);
    let word = '';
    for (let n = 0; n < length; n += 1) {
      word += SYLLABLES[Math.floor(random() * SYLLABLES.length)]!;
    }
    words.push(random() < 0.1 ? `${word}-${String(Math.floor(random() * 900))}` : word);
  }
  return words;
}

/** Tickets one after another; the same arguments give the same. */
export function* proseTickets(count: number, seed: number): Generator<ProseTicket> {
  const random = mulberry32(seed);
  const words = vocabulary(random);
  // Zipf's law with exponent 1: the rank is exponential in a uniform number.
  const word = (): string => words[Math.floor(words.length ** random()) - 1]!;
  const text = (length: number): string => Array.from({ length }, word).join(' ');
  const person = (): string =>
    `${FIRST_NAMES[Math.floor(random() * FIRST_NAMES.length)]!} ${words[200 + Math.floor(random() * 3_000)]!}`;
  for (let n = 0; n < count; n += 1) {
    yield {
      id: `ticket:${String(n).padStart(26, '0')}`,
      number: `INC-${String(100_000 + n)}`,
      title: text(TITLE_WORDS),
      requester: person(),
      assignee: person(),
      category: CATEGORIES[Math.floor(random() * CATEGORIES.length)]!,
      description: text(DESCRIPTION_WORDS),
      said: Array.from({ length: ENTRIES_EACH }, () => text(ENTRY_WORDS)),
      open: random() < OPEN_SHARE,
      activityAt: FIRST_MS + Math.floor(random() * SPAN_MS),
    };
  }
}

/** What people type to find a ticket. */
export const TICKET_QUERIES = [
  'printer',
  'label blank',
  'outlook password',
  'INC-150000',
  'vpn certificate expired',
  'pritner jam',
  'anna network',
  'warehouse scanner',
  'passwrod locked',
  'dock monitor battery',
  'state:open printer',
  'category:network slow',
  'koritane',
  '"paper jam"',
  'laptop -battery',
] as const;
