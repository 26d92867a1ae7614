import { t } from '../../../ui/i18n.ts';

/** The file cannot be read: a sentence that says what is wrong, and in which line. */
export class IcsError extends Error {
  readonly canRetry = false;

  constructor(message: string) {
    super(message);
    this.name = 'IcsError';
  }
}

/** The lines of one event that say when it is. */
export interface EventBlock {
  /** Of BEGIN:VEVENT in the file, from 1. */
  readonly line: number;
  /** Its summary, tidied. */
  readonly name: string;
  /** `DTSTART;VALUE=DATE:20271225`, by name. */
  readonly properties: ReadonlyMap<string, string>;
}

/** Descriptions and attachments may be anything; they are never looked at. */
const WANTED = new Set(['SUMMARY', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'EXDATE', 'STATUS']);
const LONGEST_LINE = 8_000;
const LONGEST_NAME = 160;

interface Building {
  readonly line: number;
  readonly properties: Map<string, string>;
  /** Depth of components within the event, such as alarms. */
  depth: number;
}

/** Cuts a file into its events. Throws an IcsError that names the line. */
export function eventBlocks(text: string): readonly EventBlock[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  checkBeginning(lines);
  const blocks: EventBlock[] = [];
  let event: Building | null = null;
  let isClosed = false;
  for (const { line, text: content } of unfolded(lines)) {
    const upper = content.slice(0, 40).trim().toUpperCase();
    if (upper === 'BEGIN:VEVENT') {
      if (event) throw new IcsError(nested(line, event.line));
      event = { line, properties: new Map(), depth: 0 };
    } else if (upper === 'END:VEVENT') {
      if (!event) {
        throw new IcsError(t('Line {{line}} ends an event that did not begin.', { line }));
      }
      blocks.push(toBlock(event));
      event = null;
    } else if (upper === 'END:VCALENDAR') {
      if (event) throw new IcsError(unended(event.line));
      isClosed = true;
    } else if (event) {
      takeProperty(event, content, upper);
    }
  }
  if (event) throw new IcsError(unended(event.line));
  if (!isClosed) {
    throw new IcsError(
      t('The file breaks off in line {{line}}: END:VCALENDAR is missing.', { line: lines.length }),
    );
  }
  return blocks;
}

function checkBeginning(lines: readonly string[]): void {
  const at = lines.findIndex((line) => line.trim() !== '');
  const first = lines[at] ?? '';
  if (at < 0) throw new IcsError(t('The file is empty.'));
  if (first.trim().toUpperCase() === 'BEGIN:VCALENDAR') return;
  // Control characters of a picture or an archive say nothing to anybody.
  const shown = first.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '').slice(0, 40);
  throw new IcsError(
    t('This is no iCalendar file: line {{line}} is “{{text}}” instead of BEGIN:VCALENDAR.', {
      line: at + 1,
      text: shown,
    }),
  );
}

/** Lines that begin with a space or a tab belong to the one before (RFC 5545, 3.1). */
function* unfolded(lines: readonly string[]): Generator<{ line: number; text: string }> {
  let parts: string[] = [];
  let start = 1;
  let length = 0;
  for (const [index, line] of lines.entries()) {
    if (parts.length > 0 && (line.startsWith(' ') || line.startsWith('\t'))) {
      // What is longer is cut: nothing that says when an event is has that length.
      if (length < LONGEST_LINE) parts.push(line.slice(1));
      length += line.length;
      continue;
    }
    if (parts.length > 0) yield { line: start, text: parts.join('') };
    parts = [line];
    start = index + 1;
    length = line.length;
  }
  if (parts.length > 0) yield { line: start, text: parts.join('') };
}

function takeProperty(event: Building, content: string, upper: string): void {
  if (upper.startsWith('BEGIN:')) event.depth += 1;
  else if (upper.startsWith('END:')) event.depth -= 1;
  else if (event.depth === 0) {
    const name = /^[A-Z-]+(?=[;:])/.exec(upper)?.[0];
    if (name === undefined || !WANTED.has(name)) return;
    const before = event.properties.get(name);
    const value = content.slice(0, LONGEST_LINE);
    // Dates left out may stand in several lines.
    if (before === undefined) event.properties.set(name, value);
    else if (name === 'EXDATE' && before.length < LONGEST_LINE) {
      event.properties.set(name, `${before}\n${value}`);
    }
  }
}

function toBlock({ line, properties }: Building): EventBlock {
  const summary = properties.get('SUMMARY') ?? '';
  const raw = summary.slice(summary.indexOf(':') + 1);
  const name = raw
    .replace(/\\n/gi, ' ')
    .replace(/\\([,;\\])/g, '$1')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME);
  return { line, name, properties };
}

function nested(line: number, begun: number): string {
  return t('In line {{line}} an event begins within the one of line {{begun}}.', { line, begun });
}

function unended(line: number): string {
  return t('The event that begins in line {{line}} has no end.', { line });
}
