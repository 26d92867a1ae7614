import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { repositoryPath } from '../repository-path.ts';

const RAW = new Set(['ipcMain', 'ipcRenderer']);
const ALLOWED = /^electron\/(?:ipc|preload)\//;

/** Electron's IPC is touched in two folders only, where the channel is typed and the sender checked. */
export const noRawIpc: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'IPC through the typed channel map' } },
  create(context) {
    if (ALLOWED.test(repositoryPath(context))) return {};
    function report(node: Node, name: string): void {
      context.report({
        node,
        message: `${name} is used in electron/ipc and electron/preload only. Declare the channel in shared/protocol/ipc.ts and handle it in electron/ipc, which checks the sender; call it in a window through window.outpost.`,
      });
    }
    return {
      ImportDeclaration(node) {
        if (!String(node.source.value).startsWith('electron')) return;
        for (const item of node.specifiers) {
          if (item.type !== 'ImportSpecifier') continue;
          const name = item.imported.type === 'Identifier' ? item.imported.name : '';
          if (RAW.has(name)) report(item, name);
        }
      },
      MemberExpression(node) {
        if (node.property.type !== 'Identifier' || !RAW.has(node.property.name)) return;
        if (!node.computed) report(node, node.property.name);
      },
    };
  },
};
