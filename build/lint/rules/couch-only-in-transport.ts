import type { Rule } from 'eslint';
import type { Node } from 'estree';
import { layerOf } from '../layer-map.ts';
import { repositoryPath } from '../repository-path.ts';

const CALLS = new Set(['fetch', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'sendBeacon']);
const OWNERS = new Set(['window', 'globalThis', 'self', 'navigator']);
// The transport, and the places that hand it the window’s fetch.
const TRANSPORT =
  /^renderer\/(?:sync\/[^/]*transport|app\/(?:start-sync|open-blobs|open-presence)\.ts$)/;

/** Nothing in a window waits for the network but the transport of sync. */
export const couchOnlyInTransport: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'network only in the transport' } },
  create(context) {
    const file = repositoryPath(context);
    const layer = layerOf(file);
    if (layer?.area !== 'renderer' || layer.isTest || TRANSPORT.test(file)) return {};

    function check(node: Node, callee: Node): void {
      const name = networkName(callee);
      if (name === null) return;
      context.report({
        node,
        message: `${name} is used in renderer/sync/transport only: a window shows what is in the replica and never waits for the network. Read through renderer/replica, or add the request to the transport.`,
      });
    }
    return {
      CallExpression: (node) => {
        check(node, node.callee);
      },
      NewExpression: (node) => {
        check(node, node.callee);
      },
    };
  },
};

function networkName(callee: Node): string | null {
  if (callee.type === 'Identifier') return CALLS.has(callee.name) ? callee.name : null;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return null;
  const owned = callee.object.type === 'Identifier' && OWNERS.has(callee.object.name);
  return owned && CALLS.has(callee.property.name) ? callee.property.name : null;
}
