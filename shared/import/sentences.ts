/** What can be wrong with a file, a row or a value; `{{…}}` is filled in. Consoles translate them. */
export const SENTENCES = {
  'file-empty': 'The file is empty.',
  'file-binary': 'This is no text file. Export it as CSV or JSON.',
  'file-workbook': 'This is a workbook. Save its sheet as CSV and choose that file.',
  'file-packed': 'The file is packed. Unpack it first.',
  'file-large': 'The file has {{size}} MB; at most {{most}} MB are taken. Export it in parts.',
  'file-json': 'The file is no JSON: {{why}}',
  'file-header-only': 'The file has a header and no rows.',
  'file-columns': 'The file has {{count}} columns; at most {{most}} are taken.',
  'file-no-columns': 'No line of the file has a header with at least two columns.',
  'file-quotes':
    'Row {{row}} has a quotation mark that is never closed, so where its values end cannot be told.',
  'file-dates': 'Say whether dates such as {{example}} begin with the day or with the month.',
  'file-key':
    'No column holds the number of the ticket. Choose one: by it the same ticket is known again.',
  'file-title': 'No column holds the title of the ticket. Choose one.',
  'row-json': 'The row is no JSON object.',
  'row-cells': 'The row has {{count}} values, but the header has {{columns}} columns.',
  'row-twice': 'Row {{row}} is about the same ticket and says something else.',
  'value-missing': 'The value is missing.',
  'value-long': 'The value has {{count}} characters; at most {{most}} fit.',
  'value-unknown': '“{{value}}” has no meaning here yet. Choose one in the table of values.',
  'value-date': '“{{value}}” is no date and time.',
  'value-number': '“{{value}}” is no whole number from 0 on.',
  'warn-priority': 'The priority does not follow from impact and urgency; those count.',
  'warn-no-priority': 'Neither impact, urgency nor priority is given; medium is taken.',
  'warn-origin': 'The origin “{{value}}” is not known; “phone” is taken.',
  'warn-cut':
    'The title was longer than {{most}} characters; the whole of it stands in the description.',
  'warn-ambiguous': 'Several people are called “{{value}}”; the name stands in the description.',
  'path-start': 'The history starts in “{{state}}” and not in “{{initial}}”.',
  'path-jump': 'The history goes from “{{from}}” to “{{to}}”, which our states do not know.',
  'path-unknown': 'The state “{{state}}” has no meaning here; the ticket keeps the state it had.',
  'plan-removed': 'The ticket was removed here since the last import and is not brought back.',
  'plan-conflict':
    '{{fields}}: changed here and in the file since the last import. What stands here stays.',
  'plan-state': 'The file has the state “{{to}}”, but nothing leads there from “{{from}}”.',
} as const;

export type SentenceCode = keyof typeof SENTENCES;

/** One thing said about a row, its column where there is one. */
export interface Said {
  readonly code: SentenceCode;
  readonly values?: Readonly<Record<string, string | number>>;
  readonly column?: string;
}

/** The sentence in English. */
export function sentenceOf({ code, values = {} }: Said): string {
  return SENTENCES[code].replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** A file that cannot be imported as it is. */
export class ImportFileError extends Error {
  override readonly name = 'ImportFileError';
  /** The same file fails again. */
  readonly canRetry = false;
  readonly said: Said;

  constructor(code: SentenceCode, values: Said['values'] = {}) {
    const said = { code, values };
    super(sentenceOf(said));
    this.said = said;
  }
}
