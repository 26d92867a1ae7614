import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const ROOT = path.resolve(import.meta.dirname, '..');
const TRANSLATORS = new Set(['t', 'tRich', 'msg']);

interface Use {
  readonly key: string;
  readonly plural: boolean;
  /** `ui/button.tsx:12` */
  readonly where: string;
}

interface Found {
  readonly uses: readonly Use[];
  readonly unreadable: readonly string[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** `count` among the parameters asks for plural forms, for `msg` nothing does. */
function isPlural(call: ts.CallExpression): boolean {
  const params = call.arguments[1];
  return (
    params !== undefined &&
    ts.isObjectLiteralExpression(params) &&
    params.properties.some((property) => property.name?.getText() === 'count')
  );
}

/** The texts a source file asks for. Keys that are put together cannot be translated. */
function usesIn(file: string, text: string): Found {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true, kind);
  const uses: Use[] = [];
  const unreadable: string[] = [];
  const visit = (node: ts.Node): void => {
    if (
      ts.isCallExpression(node) &&
      ts.isIdentifier(node.expression) &&
      TRANSLATORS.has(node.expression.text)
    ) {
      const key = node.arguments[0];
      const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const where = `${path.relative(ROOT, file)}:${line}`;
      if (key !== undefined && ts.isStringLiteralLike(key)) {
        uses.push({ key: key.text, plural: isPlural(node), where });
      } else if (
        key !== undefined &&
        (ts.isTemplateExpression(key) || ts.isBinaryExpression(key))
      ) {
        unreadable.push(`${where}  ${key.getText()}`);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { uses, unreadable };
}

function importsTranslator(text: string): boolean {
  return /from '[./]+(?:ui\/)?i18n\.ts'/.test(text);
}

const sources = filesBelow(ROOT).filter(
  (file) => /\.tsx?$/.test(file) && !/\.(test|d)\.tsx?$/.test(file) && !file.endsWith('ui/i18n.ts'),
);
const found = sources
  .map((file) => ({ file, text: readFileSync(file, 'utf8') }))
  .filter(({ text }) => importsTranslator(text))
  .map(({ file, text }) => usesIn(file, text));
const uses = found.flatMap((each) => each.uses);

/** Keys and texts of all rooms, in no order that anybody may rely on. */
function entriesOf(name: 'de.json' | 'en.json'): readonly (readonly [string, string])[] {
  return filesBelow(ROOT)
    .filter((file) => path.basename(file) === name)
    .flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>),
    );
}

function catalogue(name: 'de.json' | 'en.json'): Map<string, string> {
  return new Map(entriesOf(name));
}

function placeholders(text: string): string {
  return [...new Set(text.match(/\{\{\w+\}\}/g))].sort().join(' ');
}

/** Lines for people: key, where it is used, once a key. */
function report(missing: readonly Use[]): string {
  const byKey = new Map<string, Use>();
  for (const use of missing) if (!byKey.has(use.key)) byKey.set(use.key, use);
  return [...byKey.values()]
    .map((use) => `  ${JSON.stringify(use.key)}: "",   ${use.where}`)
    .join('\n');
}

describe('every text on screen', () => {
  const de = catalogue('de.json');
  const en = catalogue('en.json');
  const formsOf = (use: Use): string[] =>
    use.plural ? [`${use.key}_one`, `${use.key}_other`] : [use.key];

  it('is found by this test', () => {
    expect(uses.map((use) => use.key)).toContain('Find a record or command');
    const probe = usesIn(
      'probe.tsx',
      "x(<b>{t('It’s', { count: 1 })}{t(`a${b}`)}{msg('c')}</b>) // t('d')",
    );
    expect(probe.uses.map((use) => `${use.key} ${String(use.plural)}`)).toEqual([
      'It’s true',
      'c false',
    ]);
    expect(probe.unreadable).toHaveLength(1);
  });

  it('is a literal, so that it can be translated', () => {
    expect(found.flatMap((each) => each.unreadable).join('\n')).toBe('');
  });

  it('has a German translation', () => {
    const missing = uses.flatMap((use) =>
      formsOf(use)
        .filter((key) => (de.get(key) ?? '') === '')
        .map((key) => ({ ...use, key })),
    );
    expect(missing.length, `German is missing for:\n${report(missing)}\n`).toBe(0);
  });

  it('has its plural forms in English', () => {
    const missing = uses
      .filter((use) => use.plural)
      .flatMap((use) =>
        formsOf(use)
          .filter((key) => !en.has(key))
          .map((key) => ({ ...use, key })),
      );
    expect(missing.length, `English plural forms are missing for:\n${report(missing)}\n`).toBe(0);
  });

  it('means the same in every room: the rooms share one catalogue', () => {
    const clashing = entriesOf('de.json').filter(([key, text]) => de.get(key) !== text);
    expect(clashing).toEqual([]);
  });

  it('keeps its {{places}} in German', () => {
    const lost = [...de].filter(([key, text]) => {
      const wanted = placeholders(key);
      const given = placeholders(text);
      // "one" may be written out: "ein Ticket".
      return (
        wanted !== given &&
        !(key.endsWith('_one') && placeholders(key.replace('{{count}}', '')) === given)
      );
    });
    expect(lost).toEqual([]);
  });
});
