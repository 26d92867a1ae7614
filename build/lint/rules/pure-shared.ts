import type { Rule } from 'eslint';
import type { Identifier, Node } from 'estree';
import { layerOf } from '../layer-map.ts';
import { repositoryPath } from '../repository-path.ts';

const GLOBALS: Readonly<Record<string, string>> = {
  globalThis: 'Take what you need as an argument.',
  window: 'shared runs in workers and on the server too. Take what you need as an argument.',
  document: 'shared runs in workers and on the server too. Take what you need as an argument.',
  navigator: 'shared runs in workers and on the server too. Take what you need as an argument.',
  process: 'shared runs in windows too. Take what you need as an argument.',
  performance: 'shared reads no clock. Take `now` as an argument.',
  crypto: 'shared draws no random numbers. Take the source of randomness as an argument.',
};

const MEMBERS: Readonly<Record<string, string>> = {
  'Date.now': 'shared reads no clock. Take `now` (ISO 8601 or epoch milliseconds) as an argument.',
  'Math.random':
    'shared draws no random numbers. Take a `random: () => number` as an argument (tests: seeded random of shared/testkit).',
  'Temporal.Now': 'shared reads no clock. Take `now` as an argument.',
};

const NO_CLOCK =
  'Without an argument this reads the clock. Take `now` as an argument and convert that.';

/** `shared` is a function of its arguments: no clock, no randomness, no surroundings. */
export const pureShared: Rule.RuleModule = {
  meta: { type: 'problem', schema: [], docs: { description: 'keep shared pure' } },
  create(context) {
    const layer = layerOf(repositoryPath(context));
    if (layer?.area !== 'shared' || layer.room === 'testkit' || layer.isTest) return {};
    return {
      Identifier(node) {
        const advice = GLOBALS[node.name];
        if (advice !== undefined && isGlobal(context, node)) {
          context.report({ node, message: `${node.name}: ${advice}` });
        }
      },
      MemberExpression(node) {
        if (node.object.type !== 'Identifier' || node.property.type !== 'Identifier') return;
        const name = `${node.object.name}.${node.property.name}`;
        const advice = MEMBERS[name];
        if (advice !== undefined) context.report({ node, message: `${name}: ${advice}` });
      },
      NewExpression(node) {
        if (isCallOf(node.callee, 'Date') && node.arguments.length === 0) {
          context.report({ node, message: `new Date(): ${NO_CLOCK}` });
        }
      },
      CallExpression(node) {
        if (isCallOf(node.callee, 'Date')) {
          context.report({ node, message: `Date(): ${NO_CLOCK}` });
        }
        if (isCallOf(node.callee, 'ulid') && node.arguments.length === 0) {
          context.report({
            node,
            message:
              'ulid() reads the clock and draws random numbers. Take time and randomness as arguments.',
          });
        }
      },
    };
  },
};

function isCallOf(callee: Node, name: string): boolean {
  return callee.type === 'Identifier' && callee.name === name;
}

/** A free variable: not declared in the file, and not the name of a property or a type. */
function isGlobal(context: Rule.RuleContext, node: Identifier): boolean {
  let scope: ReturnType<typeof context.sourceCode.getScope> | null =
    context.sourceCode.getScope(node);
  for (; scope !== null; scope = scope.upper) {
    const reference = scope.references.find((item) => item.identifier === node);
    if (reference !== undefined) return (reference.resolved?.defs.length ?? 0) === 0;
  }
  return false;
}
