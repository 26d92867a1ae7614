import { readFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import ts from 'typescript';
import { expect, it } from 'vitest';

interface Generated {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

const GENERATED: readonly Generated[] = [
  { from: 'check-write.ts', to: 'interpreter-source.ts', name: 'INTERPRETER_SOURCE' },
  {
    from: 'check-blob-write.ts',
    to: 'blob-interpreter-source.ts',
    name: 'BLOB_INTERPRETER_SOURCE',
  },
];

function headOf({ from }: Generated): string {
  return `/**
 * The functions of \`${from}\` as ES5 text, for CouchDB. Written by its test:
 * \`npm run test:unit -- -u shared/policy/interpreter-source\`.
 */`;
}

/** Types taken away, \`const\` and \`let\` made \`var\`, nothing else touched. */
function interpreterText(source: string): readonly string[] {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      removeComments: true,
    },
  });
  return outputText
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^export /, '').replace(/^(\s*)(?:const|let) /, '$1var '));
}

it.each(GENERATED)('$to holds the text of $from', async (each) => {
  const target = path.join(import.meta.dirname, each.to);
  const source = await readFile(path.join(import.meta.dirname, each.from), 'utf8');
  const lines = interpreterText(source).map((line) => `${JSON.stringify(line)},`);
  const module = `${headOf(each)}\nexport const ${each.name} = [\n${lines.join('\n')}\n].join('\\n');\n`;
  const config = (await prettier.resolveConfig(target)) ?? {};
  const formatted = await prettier.format(module, { ...config, filepath: target });
  await expect(formatted).toMatchFileSnapshot(target);
});
