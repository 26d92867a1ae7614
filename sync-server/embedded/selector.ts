import { createRequire } from 'node:module';
import { CouchError } from './couch-error.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import { runWithTimeLimit } from './time-limit.ts';

interface SelectorCore {
  massageSelector(selector: JsonObject): JsonObject;
  matchesSelector(document: JsonObject, selector: JsonObject): boolean;
  filterInMemoryFields(
    rows: readonly { readonly doc: JsonObject }[],
    request: JsonObject,
    fields: readonly string[],
  ): { readonly doc: JsonObject }[];
}

const core = createRequire(createRequire(import.meta.url).resolve('pouchdb-find'))(
  'pouchdb-selector-core',
) as SelectorCore;

/** What one request may spend in regular expressions. */
const REGEX_LIMIT_MS = 2000;
const MAX_DEPTH = 50;

const LISTS = ['$and', '$or', '$nor', '$in', '$nin', '$all'];
const OBJECTS = ['$not', '$elemMatch', '$allMatch'];
const VALUES = ['$eq', '$ne', '$gt', '$gte', '$lt', '$lte', '$exists', '$type', '$size', '$mod'];
const OPERATORS = new Set([...LISTS, ...OBJECTS, ...VALUES, '$regex']);

const invalid = (reason: string): CouchError => new CouchError(400, 'invalid_selector', reason);

/** @throws CouchError 400 for operators and operands that the matcher would stumble over. */
export function checkSelector(selector: JsonObject): void {
  checkPart(selector, 0);
}

function checkPart(part: unknown, depth: number): void {
  if (depth > MAX_DEPTH) throw invalid('The selector is nested too deeply');
  if (typeof part !== 'object' || part === null) return;
  for (const [key, value] of Object.entries(part)) {
    if (key.startsWith('$')) checkOperator(key, value);
    checkPart(value, depth + 1);
  }
}

function checkOperator(operator: string, value: unknown): void {
  if (!OPERATORS.has(operator)) {
    throw new CouchError(400, 'invalid_operator', `Invalid operator: ${operator.slice(0, 40)}`);
  }
  if (LISTS.includes(operator) && !Array.isArray(value)) throw invalid(`${operator} takes a list`);
  if (OBJECTS.includes(operator) && !isJsonObject(value)) {
    throw invalid(`${operator} takes an object`);
  }
  if (['$and', '$or', '$nor'].includes(operator) && !(value as unknown[]).every(isJsonObject)) {
    throw invalid(`${operator} takes a list of selectors`);
  }
  if (operator === '$mod') checkMod(value);
  if (operator === '$regex') checkRegex(value);
}

function checkMod(value: unknown): void {
  const fits = Array.isArray(value) && value.length === 2 && value.every(Number.isInteger);
  if (!fits || value[0] === 0) throw invalid('$mod takes a list of a divisor and a remainder');
}

function checkRegex(value: unknown): void {
  try {
    if (typeof value === 'string' && new RegExp(value)) return;
  } catch {
    throw invalid(`$regex is no regular expression: ${String(value).slice(0, 80)}`);
  }
  throw invalid('$regex takes a string');
}

/** Whether matching it may take long whatever the document's size. */
export function hasRegex(selector: unknown): boolean {
  if (typeof selector !== 'object' || selector === null) return false;
  return Object.entries(selector).some(([key, value]) => key === '$regex' || hasRegex(value));
}

/** A predicate for a checked selector. It throws CouchError 400 where regular expressions hang. */
export function selectorMatcher(selector: JsonObject): (document: JsonObject) => boolean {
  const matches = (document: JsonObject): boolean => core.matchesSelector(document, selector);
  if (!hasRegex(selector)) return matches;
  let leftMs = REGEX_LIMIT_MS;
  return (document) => {
    const startedAt = performance.now();
    const result = limited(leftMs, () => matches(document));
    leftMs = Math.max(1, leftMs - (performance.now() - startedAt));
    return result;
  };
}

/** The documents that `_find` selects, sorted, skipped and limited by the request. */
export function selectInMemory(
  documents: readonly JsonObject[],
  request: JsonObject,
): JsonObject[] {
  const selector = core.massageSelector(request['selector'] as JsonObject);
  const rows = documents.map((doc) => ({ doc }));
  const fields = Object.keys(selector);
  return limited(REGEX_LIMIT_MS, () =>
    core.filterInMemoryFields(rows, { ...request, selector }, fields).map((row) => row.doc),
  );
}

function limited<T>(limitMs: number, task: () => T): T {
  try {
    return runWithTimeLimit(Math.ceil(limitMs), task);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    throw invalid('The regular expressions of this selector take too long');
  }
}
