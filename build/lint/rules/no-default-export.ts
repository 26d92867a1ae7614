import type { Rule } from 'eslint';

/** One name for one thing, wherever it is used. */
export const noDefaultExport: Rule.RuleModule = {
  meta: { type: 'suggestion', schema: [], docs: { description: 'export by name' } },
  create(context) {
    const message =
      'Export it by name (the name of the file), so that it is called the same everywhere.';
    return {
      ExportDefaultDeclaration(node) {
        context.report({ node, message });
      },
      ExportSpecifier(node) {
        if (node.exported.type === 'Identifier' && node.exported.name === 'default') {
          context.report({ node, message });
        }
      },
    };
  },
};
