import type { CannedResponse } from '../model/policy.ts';
import { TICKET_KINDS } from '../model/ticket.ts';
import type { CommandContext, CommandResult, NewBody } from './command.ts';
import { CommandError } from './command.ts';
import { createDocument, updateDocument } from './record-commands.ts';

/** What stands between two braces in a canned response, in the order it is offered. */
export const RESPONSE_VARIABLES = [
  'requester.name',
  'requester.firstName',
  'requester.mail',
  'requester.phone',
  'ticket.number',
  'ticket.title',
  'ticket.state',
  'ticket.priority',
  'ticket.category',
  'ticket.openedAt',
  'ticket.resolution',
  'assignee.name',
  'team.name',
  'site.name',
  'service.name',
  'me.name',
  'me.firstName',
  'me.mail',
  'me.phone',
  'now',
  'today',
] as const;
export type ResponseVariable = (typeof RESPONSE_VARIABLES)[number];

/** What each of them says here and now, as plain text; absent or empty: nothing is known. */
export type ResponseValues = Readonly<Partial<Record<ResponseVariable, string>>>;

/** A stretch of a filled text. `unknown` and `empty` keep what was typed, braces and all. */
export interface FilledPiece {
  readonly kind: 'text' | 'value' | 'unknown' | 'empty';
  readonly text: string;
}

export interface FilledText {
  readonly text: string;
  readonly pieces: readonly FilledPiece[];
  /** What no variable is called, each once, as typed between the braces. */
  readonly unknown: readonly string[];
  /** Variables that have no value here, each once. */
  readonly empty: readonly ResponseVariable[];
}

// At most 60 characters inside: a brace that is never closed does not swallow the text.
const PLACE = /\{\{([^{}\n]{0,60})\}\}/g;

const BY_FOLDED: ReadonlyMap<string, ResponseVariable> = new Map(
  RESPONSE_VARIABLES.map((name) => [name.toLowerCase(), name]),
);

/** The variable that is meant by what stands between braces; case and spaces do not matter. */
export function variableOf(typed: string): ResponseVariable | undefined {
  return BY_FOLDED.get(typed.trim().toLowerCase());
}

function filled(typed: string, values: ResponseValues): FilledPiece & { readonly name: string } {
  const name = typed.slice(2, -2).trim();
  const variable = variableOf(name);
  if (variable === undefined) return { kind: 'unknown', text: typed, name };
  const value = values[variable];
  if (value === undefined || value === '') return { kind: 'empty', text: typed, name: variable };
  return { kind: 'value', text: value, name: variable };
}

/**
 * Puts values in the places of `{{requester.name}}` and the like. Values are plain text: what
 * looks like a variable inside one stays as it is, and nothing is worked out. What is not known
 * stays visible as it was typed.
 */
export function fillVariables(body: string, values: ResponseValues): FilledText {
  const pieces: FilledPiece[] = [];
  const unknown = new Set<string>();
  const empty = new Set<ResponseVariable>();
  let from = 0;
  const text = (until: number): void => {
    if (until > from) pieces.push({ kind: 'text', text: body.slice(from, until) });
  };
  for (const match of body.matchAll(PLACE)) {
    text(match.index);
    from = match.index + match[0].length;
    const { name, ...piece } = filled(match[0], values);
    if (piece.kind === 'unknown') unknown.add(name);
    if (piece.kind === 'empty') empty.add(name as ResponseVariable);
    pieces.push(piece);
  }
  text(body.length);
  return {
    text: pieces.map((piece) => piece.text).join(''),
    pieces,
    unknown: [...unknown],
    empty: [...empty],
  };
}

/** Is everything said that the text asks for? */
export function isFilled({ unknown, empty }: FilledText): boolean {
  return unknown.length === 0 && empty.length === 0;
}

/** All that a person decides about a canned response. */
export type CannedResponseBody = Omit<
  Extract<NewBody<'policies'>, { kind: 'canned-response' }>,
  'kind' | 'removedAt' | 'source'
>;

const SHORTCUT = /^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u;

/** Could the two be offered to one person? Private ones of different people never are. */
function meet(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}

/**
 * Throws a CommandError whose field is one of the body.
 * @param others Responses whose shortcuts are taken.
 */
export function checkCannedResponse(
  body: CannedResponseBody,
  others: readonly CannedResponse[],
): void {
  if (body.name.trim() === '') throw new CommandError('Give the text a name.', 'name');
  if (!SHORTCUT.test(body.shortcut)) {
    throw new CommandError(
      'A shortcut is one word of letters, digits and hyphens, at most 40.',
      'shortcut',
    );
  }
  const folded = body.shortcut.toLowerCase();
  const taken = others.some(
    (other) =>
      other.shortcut.toLowerCase() === folded && meet(other.ownerUserName, body.ownerUserName),
  );
  if (taken) throw new CommandError('Another text has this shortcut already.', 'shortcut');
  if (body.body.trim() === '') throw new CommandError('Write the text first.', 'body');
  if (body.ticketKinds.length === 0) {
    throw new CommandError('Choose at least one kind of record.', 'ticketKinds');
  }
}

/**
 * A new canned response, or a changed one. Throws what `checkCannedResponse` throws.
 * @param base What the person saw; null makes a new one.
 */
export function saveCannedResponse(
  base: CannedResponse | null,
  body: CannedResponseBody,
  others: readonly CannedResponse[],
  context: CommandContext,
  id?: string,
): CommandResult {
  const next: CannedResponseBody = {
    name: body.name.trim(),
    shortcut: body.shortcut.trim().replace(/^\//, ''),
    body: body.body,
    ticketKinds: TICKET_KINDS.filter((kind) => body.ticketKinds.includes(kind)),
    audience: body.audience,
    ...(body.ownerUserName === undefined ? {} : { ownerUserName: body.ownerUserName }),
  };
  checkCannedResponse(
    next,
    others.filter((other) => other.id !== base?.id),
  );
  if (base === null) {
    return createDocument('policies', { kind: 'canned-response', ...next }, context, id);
  }
  const patch = { ...next, ownerUserName: body.ownerUserName };
  return updateDocument('policies', base, patch, context);
}
