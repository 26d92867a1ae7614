import path from 'node:path';
import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { layerOf, refuseImport } from '../layer-map.ts';
import { repositoryPath } from '../repository-path.ts';

/** Holds the map of `layer-map.ts`: who may import whom. */
export const layers: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'hold the map of layers' } },
  create(context) {
    const file = repositoryPath(context);
    const from = layerOf(file);
    if (from === null) return {};

    function check(node: Node | null | undefined): void {
      if (from === null || node?.type !== 'Literal' || typeof node.value !== 'string') return;
      if (!node.value.startsWith('.')) return;
      const to = layerOf(path.posix.join(path.posix.dirname(file), node.value));
      const message = to === null ? null : refuseImport(from, to);
      if (message !== null) context.report({ node, message });
    }

    return {
      ImportDeclaration: (node) => {
        check(node.source);
      },
      ExportNamedDeclaration: (node) => {
        check(node.source);
      },
      ExportAllDeclaration: (node) => {
        check(node.source);
      },
      ImportExpression: (node) => {
        check(node.source);
      },
      // new Worker(new URL('./worker.ts', import.meta.url))
      'NewExpression[callee.name="URL"]': (node: Node) => {
        if (node.type === 'NewExpression' && node.arguments.length === 2) {
          check(node.arguments[0]);
        }
      },
      // import('./x.ts').Type
      'TSImportType > Literal': check,
      'TSImportType > TSLiteralType > Literal': check,
    };
  },
};
