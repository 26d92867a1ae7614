import { readFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import ts from 'typescript';
import { expect, it } from 'vitest';

const GENERATED = path.join(import.meta.dirname, 'interpreter-source.ts');
const HEAD = `/**
 * The functions of \`check-write.ts\` as ES5 text, for CouchDB. Written by its test:
 * \`npm run test:unit -- -u shared/policy/interpreter-source\`.
 */`;

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

it('interpreter-source.ts holds the text of check-write.ts', async () => {
  const source = await readFile(path.join(import.meta.dirname, 'check-write.ts'), 'utf8');
  const lines = interpreterText(source).map((line) => `${JSON.stringify(line)},`);
  const module = `${HEAD}\nexport const INTERPRETER_SOURCE = [\n${lines.join('\n')}\n].join('\\n');\n`;
  const config = (await prettier.resolveConfig(GENERATED)) ?? {};
  const formatted = await prettier.format(module, { ...config, filepath: GENERATED });
  await expect(formatted).toMatchFileSnapshot(GENERATED);
});
