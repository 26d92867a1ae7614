import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import vm from 'node:vm';
import { Linter } from 'eslint';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkWrite } from '../../shared/policy/check-write.ts';
import { writePolicy } from '../../shared/policy/write-policy.ts';
import { STATE_MACHINES } from '../../shared/workflow/states.ts';
import { designDocument } from './design-document.ts';

const run = promisify(execFile);
const ROOT = path.resolve(import.meta.dirname, '../..');
const source = designDocument('leipzig').validate_doc_update;

type Validate = (newDoc: unknown, oldDoc: unknown, userCtx: unknown, secObj: unknown) => void;

/** As a query server does it: an empty context, no globals of ours, the text's value is the function. */
function compile(text: string): Validate {
  const context = vm.createContext(Object.create(null) as vm.Context, {
    codeGeneration: { strings: false, wasm: false },
  });
  return vm.runInContext(text, context) as Validate;
}

const ticket = {
  _id: 'ticket:01JQK3M6ZT0000000000000000',
  kind: 'incident',
  scope: 'leipzig',
  schemaVersion: 1,
  version: 1,
  mutationId: '01JQK3M6ZT0000000000000001',
  createdAt: '2027-03-30T06:46:00.000Z',
  createdBy: 'nadia',
  updatedAt: '2027-03-30T06:46:00.000Z',
  updatedBy: 'nadia',
  deviceId: 'desk-1',
  number: 'INC-1042',
  title: 'Scanner “beeps” twice – ümlaut \u2028 and 😀',
  description: '',
  state: 'new',
  impact: 2,
  urgency: 2,
  priority: 3,
  origin: 'phone',
  watchers: [],
  openedAt: '2027-03-30T06:46:00.000Z',
  activityAt: '2027-03-30T06:46:00.000Z',
  open: 1,
};
const nadia = { db: 'outpost-scope-leipzig', name: 'nadia', roles: ['agent', 'scope:leipzig'] };

const cases: readonly [what: string, newDoc: unknown, oldDoc: unknown][] = [
  ['a new ticket', ticket, null],
  ['a later version', { ...ticket, version: 2, state: 'resolved' }, ticket],
  ['a forged author', { ...ticket, updatedBy: 'omar' }, null],
  ['a state with no way back', { ...ticket, version: 2 }, { ...ticket, state: 'cancelled' }],
  ['a wrong type', { ...ticket, priority: 'high' }, null],
  ['a tombstone', { _id: ticket._id, _rev: '2-x', _deleted: true }, ticket],
  ['an unknown id', { ...ticket, _id: '__proto__' }, null],
];

describe('validate_doc_update as text (L17)', () => {
  it('is ES5 and needs nothing from outside', () => {
    const messages = new Linter().verify(`use(${source});`, {
      languageOptions: { ecmaVersion: 5, sourceType: 'script', globals: { use: 'readonly' } },
      rules: { 'no-undef': 'error', 'no-redeclare': 'error', 'no-unused-vars': 'error' },
    });
    expect(messages).toEqual([]);
  });

  it('holds nothing but ASCII, and no word the embedded server takes for asynchronous', () => {
    expect(source).toMatch(/^[\x20-\x7e\n]*$/);
    expect(source).not.toMatch(/\basync\b|\bPromise\b|\bimport\s*\(/);
  });

  it.each(cases)('says the same as the console about %s', (_what, newDoc, oldDoc) => {
    const validate = compile(source);
    let forbidden: string | null = null;
    try {
      validate(newDoc, oldDoc, nadia, {});
    } catch (thrown) {
      forbidden = (thrown as { forbidden: string }).forbidden;
    }
    const policy = writePolicy('leipzig', STATE_MACHINES);
    const expected = checkWrite(policy, newDoc as never, oldDoc as never, nadia);
    expect(forbidden).toBe(expected?.reason ?? null);
  });

  it('differs from database to database by its scope', () => {
    expect(designDocument('dresden').validate_doc_update).not.toBe(source);
    expect(designDocument(null).validate_doc_update).not.toBe(source);
    const refused = () => {
      compile(designDocument('dresden').validate_doc_update)(ticket, null, nadia, {});
    };
    expect(refused).toThrow(expect.objectContaining({ forbidden: expect.any(String) as string }));
  });
});

/** `provision` compares texts, so whichever tool ran it must write the same one. */
describe('the text is the same', () => {
  let folder: string;
  let entry: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'outpost-vdu-'));
    entry = path.join(folder, 'print.mts');
    const module = pathToFileURL(path.join(import.meta.dirname, 'design-document.ts'));
    await writeFile(
      entry,
      `import { designDocument } from ${JSON.stringify(module.pathname)};
       process.stdout.write(designDocument('leipzig').validate_doc_update);`,
    );
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  it('from source by tsx', async () => {
    const { stdout } = await run(process.execPath, ['--import', 'tsx', entry], { cwd: ROOT });
    expect(stdout).toBe(source);
  });

  it.each([
    ['as the server is bundled', false],
    ['minified', 'oxc' as const],
  ])('from a bundle, %s', async (_what, minify) => {
    const outDir = path.join(folder, `out-${String(minify)}`);
    await build({
      configFile: false,
      logLevel: 'silent',
      root: ROOT,
      publicDir: false,
      ssr: { target: 'node', noExternal: true },
      build: {
        ssr: entry,
        target: 'node20',
        outDir,
        minify,
        rolldownOptions: { output: { format: 'es', entryFileNames: 'print.mjs' } },
      },
    });
    const { stdout } = await run(process.execPath, [path.join(outDir, 'print.mjs')]);
    expect(stdout).toBe(source);
  });
});
