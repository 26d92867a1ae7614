import vm from 'node:vm';
import { CouchError } from './couch-error.ts';
import { isJsonObject, type JsonObject } from './json.ts';
import type { LevelStore } from './level-store.ts';

/** CouchDB's `os_process_timeout`: the time one request may spend in one design document. */
const TIMEOUT_MS = 5000;

/** Anything that could run after the time limit, or reject where nobody listens. */
const ASYNCHRONOUS = /\basync\b|\bPromise\b|\bimport\s*\(/;

/** What one `validate_doc_update` is asked about one document. */
export interface ValidationCase {
  readonly newDoc: JsonObject;
  readonly oldDoc: JsonObject | null;
}

/** Why a document was refused; `undefined` in a result list stands for accepted. */
export interface Refusal {
  readonly error: string;
  readonly reason: string;
}

interface Validator {
  readonly designId: string;
  readonly rev: string;
  check(cases: readonly ValidationCase[], who: string): (Refusal | null)[];
}

/**
 * The code around a design document's function inside its own context. Everything crosses the
 * border as JSON text, so no object of the server can be reached; what the function throws comes
 * back as data: `forbidden` and `unauthorized` objects, anything else under its error's name.
 */
const HARNESS = `'use strict';
const isArray = Array.isArray;
const toJSON = JSON.stringify;
const log = () => undefined;
const sum = (values) => values.reduce((total, value) => total + value, 0);
const describe = (thrown) => {
  if (typeof thrown === 'object' && thrown !== null) {
    for (const kind of ['forbidden', 'unauthorized']) {
      if (kind in thrown) return { error: kind, reason: String(thrown[kind]) };
    }
    if (thrown instanceof Error) return { error: thrown.name, reason: thrown.message };
  }
  return { error: 'unknown_error', reason: String(thrown) };
};
const known = new Set([...Object.getOwnPropertyNames(globalThis), 'input', 'output']);
const dropGlobals = () => {
  for (const name of Object.getOwnPropertyNames(globalThis)) {
    if (!known.has(name)) delete globalThis[name];
  }
};
const run = (input) => {
  const { cases, userCtx, secObj } = JSON.parse(input);
  return JSON.stringify(cases.map(({ newDoc, oldDoc }) => {
    try {
      validate(newDoc, oldDoc, userCtx, secObj);
      return null;
    } catch (thrown) {
      return describe(thrown);
    } finally {
      dropGlobals();
    }
  }));
};
Object.freeze(validate);
for (const name of Object.getOwnPropertyNames(globalThis)) {
  const value = globalThis[name];
  if (typeof value === 'function' && value.prototype) Object.freeze(value.prototype);
  if (typeof value === 'function' || name === 'Math' || name === 'JSON') Object.freeze(value);
}
`;

const INVOKE = new vm.Script('globalThis.output = run(globalThis.input)');

/** Compiles the function. @throws CouchError 400 where it is no synchronous function. */
export function compileValidator(designId: string, rev: string, source: string): Validator {
  if (ASYNCHRONOUS.test(source)) {
    throw compilationError(designId, 'validate_doc_update must be synchronous');
  }
  const box = vm.createContext(Object.create(null) as vm.Context, {
    codeGeneration: { strings: false, wasm: false },
    microtaskMode: 'afterEvaluate',
  });
  try {
    const text = source.trim().replace(/;$/, '');
    vm.runInContext(`const validate = (${text}\n);`, box, { timeout: TIMEOUT_MS });
    vm.runInContext(HARNESS, box, { timeout: TIMEOUT_MS });
    vm.runInContext("if (typeof validate !== 'function') throw new TypeError('no function')", box);
  } catch (error) {
    throw compilationError(designId, error instanceof Error ? error.message : String(error));
  }
  return { designId, rev, check: (cases, who) => runIn(box, designId, cases, who) };
}

function runIn(
  box: vm.Context,
  designId: string,
  cases: readonly ValidationCase[],
  who: string,
): (Refusal | null)[] {
  box['input'] = `{"cases":${JSON.stringify(cases)},${who}}`;
  try {
    INVOKE.runInContext(box, { timeout: TIMEOUT_MS });
    return JSON.parse(String(box['output'])) as (Refusal | null)[];
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CouchError(500, 'os_process_error', `validate_doc_update of ${designId}: ${reason}`);
  } finally {
    box['input'] = box['output'] = undefined;
  }
}

function compilationError(designId: string, reason: string): CouchError {
  return new CouchError(400, 'compilation_error', `validate_doc_update of ${designId}: ${reason}`);
}

/** The `validate_doc_update` functions of one database, compiled once a revision. */
export class DesignValidators {
  private loaded: readonly Validator[] = [];
  private stale = true;

  /** Call it after any write to a design document. */
  invalidate(): void {
    this.stale = true;
  }

  /**
   * The first refusal of each case, `undefined` where every function accepts.
   * @throws CouchError 500 where a function breaks its time limit: nothing may be stored then.
   */
  async check(
    store: LevelStore,
    cases: readonly ValidationCase[],
    userCtx: JsonObject,
    security: JsonObject,
  ): Promise<(Refusal | undefined)[]> {
    if (this.stale) {
      this.stale = false;
      this.loaded = await this.load(store);
    }
    const refusals: (Refusal | undefined)[] = cases.map(() => undefined);
    if (cases.length === 0) return refusals;
    const who = `"userCtx":${JSON.stringify(userCtx)},"secObj":${JSON.stringify(security)}`;
    for (const validator of this.loaded) {
      validator.check(cases, who).forEach((refusal, index) => {
        refusals[index] ??= refusal ?? undefined;
      });
    }
    return refusals;
  }

  private async load(store: LevelStore): Promise<Validator[]> {
    const known = new Map(this.loaded.map((each) => [each.designId, each]));
    const validators: Validator[] = [];
    const range = { start: '_design/', end: '_design0', inclusiveEnd: false, descending: false };
    for await (const page of store.scanMetadata(range, 100)) {
      const alive = page.filter((metadata) => !metadata.deleted);
      const texts = await store.bodies(alive.map((each) => each.rev_map[each.winningRev] ?? 0));
      alive.forEach(({ id, winningRev }, index) => {
        const design: unknown = JSON.parse(texts[index] ?? 'null');
        const source = isJsonObject(design) ? design['validate_doc_update'] : undefined;
        if (typeof source !== 'string') return;
        const same = known.get(id);
        validators.push(same?.rev === winningRev ? same : compileValidator(id, winningRev, source));
      });
    }
    return validators;
  }
}
