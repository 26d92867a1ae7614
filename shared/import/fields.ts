/** What a column can be of a ticket, by how its values are read. */
export const FIELD_READERS = {
  key: 'text',
  number: 'text',
  kind: 'word',
  title: 'text',
  description: 'text',
  state: 'word',
  holdReason: 'word',
  impact: 'word',
  urgency: 'word',
  priority: 'word',
  category: 'text',
  subcategory: 'text',
  requester: 'person',
  requesterMail: 'mail',
  assignee: 'person',
  team: 'team',
  site: 'site',
  service: 'service',
  origin: 'word',
  openedAt: 'instant',
  updatedAt: 'instant',
  respondedAt: 'instant',
  resolvedAt: 'instant',
  closedAt: 'instant',
  openedBy: 'text',
  resolvedBy: 'text',
  resolutionCode: 'word',
  resolution: 'text',
  reassignments: 'count',
  reopens: 'count',
  comments: 'journal',
  notes: 'journal',
  symptoms: 'text',
  businessImpact: 'text',
  workaround: 'text',
  rootCause: 'text',
  changeType: 'word',
  plannedStartAt: 'instant',
  plannedEndAt: 'instant',
  implementationPlan: 'text',
  backoutPlan: 'text',
  testPlan: 'text',
} as const;

export type ImportField = keyof typeof FIELD_READERS;
export type FieldReader = (typeof FIELD_READERS)[ImportField];
export const IMPORT_FIELDS = Object.keys(FIELD_READERS) as readonly ImportField[];

/** Fields whose values are words of the other tool, each with one of ours in a table. */
export type WordField = {
  [F in ImportField]: (typeof FIELD_READERS)[F] extends 'word' ? F : never;
}[ImportField];
export const WORD_FIELDS = IMPORT_FIELDS.filter(
  (field): field is WordField => FIELD_READERS[field] === 'word',
);

/** What becomes of a column: a field, a line of the description, or nothing. */
export type ColumnUse = ImportField | 'text' | 'skip';

export function isColumnUse(value: unknown): value is ColumnUse {
  return (
    value === 'text' ||
    value === 'skip' ||
    (typeof value === 'string' && Object.hasOwn(FIELD_READERS, value))
  );
}
