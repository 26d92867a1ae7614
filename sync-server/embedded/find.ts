import { badRequest, CouchError, notFound } from './couch-error.ts';
import type { Database } from './database.ts';
import { isJsonObject, isStringArray, type JsonObject } from './json.ts';
import { checkSelector, hasRegex, selectInMemory } from './selector.ts';

/** CouchDB's default. */
const DEFAULT_LIMIT = 25;

/** @throws CouchError 400 with what is wrong in the request */
export async function findDocuments(database: Database, body: JsonObject): Promise<JsonObject> {
  const request = parseFind(body);
  return database.gate.share(async () => {
    const found = hasRegex(request['selector'])
      ? { docs: await scan(database, request) }
      : await planned(database, request);
    return { ...found, bookmark: 'nil' };
  });
}

function parseFind(body: JsonObject): JsonObject {
  const { selector, fields, sort, limit = DEFAULT_LIMIT, skip = 0, use_index: useIndex } = body;
  if (!isJsonObject(selector)) throw badRequest('Missing required key: selector');
  checkSelector(selector);
  if (fields !== undefined && !isStringArray(fields)) throw badRequest('fields: a list of strings');
  if (sort !== undefined && !isSort(sort)) {
    throw new CouchError(400, 'invalid_sort_json', 'sort: a list of fields');
  }
  for (const count of [limit, skip]) {
    if (typeof count !== 'number' || !Number.isSafeInteger(count) || count < 0) {
      throw badRequest('limit and skip must be whole numbers');
    }
  }
  const isIndex = typeof useIndex === 'string' || isStringArray(useIndex);
  return {
    selector,
    limit,
    skip,
    ...(fields && fields.length > 0 ? { fields } : {}),
    ...(sort && sort.length > 0 ? { sort } : {}),
    ...(isIndex && useIndex.length > 0 ? { use_index: useIndex } : {}),
  };
}

function isSort(sort: unknown): sort is unknown[] {
  const isDirected = (each: unknown): boolean =>
    isJsonObject(each) &&
    Object.keys(each).length === 1 &&
    Object.values(each).every((direction) => direction === 'asc' || direction === 'desc');
  return Array.isArray(sort) && sort.every((each) => typeof each === 'string' || isDirected(each));
}

async function planned(database: Database, request: JsonObject): Promise<JsonObject> {
  try {
    return { ...(await database.pouch.find(request)) };
  } catch (error) {
    // pouchdb-find throws bare errors for what it cannot plan; the store's carry other names.
    if (!(error instanceof Error) || error.name !== 'Error' || 'status' in error) throw error;
    const isSortError = /sort/i.test(error.message);
    throw new CouchError(400, isSortError ? 'no_usable_index' : 'bad_request', error.message);
  }
}

/** Reads everything: indexes do not help regular expressions, and their matching needs a limit. */
async function scan(database: Database, request: JsonObject): Promise<JsonObject[]> {
  const documents: JsonObject[] = [];
  const range = { inclusiveEnd: true, descending: false };
  for await (const page of database.level.scanMetadata(range, 500)) {
    const wanted = page.filter((each) => !each.deleted && !each.id.startsWith('_design/'));
    for (const state of await database.level.states(wanted)) {
      if (state && !state.metadata.deleted) documents.push(JSON.parse(state.text) as JsonObject);
    }
  }
  const { fields, ...rest } = request;
  const selected = selectInMemory(documents, rest);
  return isStringArray(fields) ? selected.map((each) => pick(each, fields)) : selected;
}

function pick(document: JsonObject, fields: readonly string[]): JsonObject {
  const picked: JsonObject = {};
  for (const field of fields) {
    let from: unknown = document;
    let to = picked;
    const path = field.split('.');
    path.forEach((step, index) => {
      from = isJsonObject(from) && Object.hasOwn(from, step) ? from[step] : undefined;
      if (from === undefined) return;
      const inner = index === path.length - 1 ? from : (to[step] ?? {});
      to[step] = inner;
      to = inner as JsonObject;
    });
  }
  return picked;
}

/** @throws CouchError 400 */
export async function createIndex(database: Database, body: JsonObject): Promise<JsonObject> {
  const { index, name, ddoc, type = 'json' } = body;
  if (!isJsonObject(index) || !isSort(index['fields']) || index['fields'].length === 0) {
    throw badRequest('index.fields must be a list of fields');
  }
  if (type !== 'json') throw badRequest('Only indexes of type json are served');
  for (const label of [name, ddoc]) {
    if (label !== undefined && (typeof label !== 'string' || label === '')) {
      throw badRequest('name and ddoc must be strings');
    }
  }
  const filter = index['partial_filter_selector'];
  if (filter !== undefined) {
    if (!isJsonObject(filter)) throw badRequest('partial_filter_selector must be an object');
    checkSelector(filter);
    if (hasRegex(filter)) throw badRequest('partial_filter_selector must not hold $regex');
  }
  const request: JsonObject = {
    index: { fields: index['fields'], ...(filter ? { partial_filter_selector: filter } : {}) },
    ...(typeof name === 'string' ? { name } : {}),
    ...(typeof ddoc === 'string' ? { ddoc: ddoc.replace(/^_design\//, '') } : {}),
  };
  return changeIndexes(database, () => database.pouch.createIndex(request));
}

/** @throws CouchError 404 where there is no such index */
export async function deleteIndex(database: Database, ddoc: string, name: string): Promise<void> {
  const id = `_design/${ddoc.replace(/^_design\//, '')}`;
  await changeIndexes(database, async () => {
    const design = await database.pouch.get(id);
    const views = design['views'];
    const exists = design['language'] === 'query' && isJsonObject(views) && name in views;
    if (!exists) throw notFound(`No such index: ${name}`);
    return database.pouch.deleteIndex({ ddoc: id, name });
  });
}

/** Outside the write queue: building an index takes seconds, and PouchDB keeps its writes apart. */
function changeIndexes<T>(database: Database, change: () => Promise<T>): Promise<T> {
  return database.gate.share(async () => {
    try {
      return await change();
    } finally {
      database.validators.invalidate();
      database.changes.notify();
    }
  });
}
