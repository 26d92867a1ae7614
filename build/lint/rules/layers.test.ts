import { ruleTester } from '../rule-tester.ts';
import { layers } from './layers.ts';

ruleTester.run('layers', layers, {
  valid: [
    { filename: 'shared/sla/clock.ts', code: `import { isId } from '../model/ids.ts';` },
    { filename: 'shared/change/risk.ts', code: `import { walk } from '../graph/walk.ts';` },
    { filename: 'shared/testkit/demo.ts', code: `import { evaluate } from '../sla/evaluate.ts';` },
    {
      filename: 'shared/sla/clock.test.ts',
      code: `import { seeded } from '../testkit/seeded.ts';`,
    },
    { filename: 'shared/sla/clock.ts', code: `import { Temporal } from 'temporal-polyfill';` },
    {
      filename: 'renderer/app/main.tsx',
      code: `import { Queue } from '../features/incidents/queue.tsx';`,
    },
    {
      filename: 'renderer/features/cmdb/list.tsx',
      code: `import { Button } from '../../ui/button.tsx';`,
    },
    { filename: 'renderer/features/cmdb/list.tsx', code: `import { row } from './row.tsx';` },
    {
      filename: 'renderer/features/desk/line.tsx',
      code: `import { s } from '../../sync/status.ts';`,
    },
    { filename: 'renderer/sync/outbox.ts', code: `import { db } from '../replica/database.ts';` },
    {
      filename: 'renderer/sync/pull.sync.test.ts',
      code: `import { serve } from '../../sync-server/embedded/serve.ts';`,
    },
    {
      filename: 'sync-server/seed/run.ts',
      code: `import { demo } from '../../shared/testkit/demo.ts';`,
    },
    {
      filename: 'build/bench/pull.ts',
      code: `import { pull } from '../../renderer/sync/pull.ts';`,
    },
    {
      filename: 'renderer/app/workers.ts',
      code: `new Worker(new URL('../workers/sla.ts', import.meta.url), { type: 'module' });`,
    },
  ],
  invalid: [
    {
      filename: 'shared/sla/clock.ts',
      code: `import { merge } from '../merge/merge-ticket.ts';`,
      errors: [{ message: /domain rooms import shared\/model only/ }],
    },
    {
      filename: 'shared/model/ids.ts',
      code: `export * from '../workflow/states.ts';`,
      errors: [{ message: /shared\/model is the bottom/ }],
    },
    {
      filename: 'shared/sla/clock.ts',
      code: `import { Button } from '../../renderer/ui/button.tsx';`,
      errors: [{ message: /imports nothing of ours outside shared/ }],
    },
    {
      filename: 'shared/sla/clock.ts',
      code: `import { seeded } from '../testkit/seeded.ts';`,
      errors: [{ message: /testkit is for tests and the seed/ }],
    },
    {
      filename: 'electron/main.ts',
      code: `import type { Db } from '../renderer/replica/database.ts';`,
      errors: [{ message: /electron imports only shared, not renderer/ }],
    },
    {
      filename: 'sync-server/cli.ts',
      code: `const m = import('../electron/main.ts');`,
      errors: [{ message: /sync-server imports only shared/ }],
    },
    {
      filename: 'sync-server/cli.ts',
      code: `import { demo } from '../shared/testkit/demo.ts';`,
      errors: [{ message: /testkit is for tests and the seed/ }],
    },
    {
      filename: 'renderer/features/incidents/queue.tsx',
      code: `import { Tree } from '../cmdb/tree.tsx';`,
      errors: [{ message: /Features never import features \(incidents → cmdb\)/ }],
    },
    {
      filename: 'renderer/features/incidents/queue.test.tsx',
      code: `import { Tree } from '../cmdb/tree.tsx';`,
      errors: [{ message: /Features never import features/ }],
    },
    {
      filename: 'renderer/features/incidents/queue.tsx',
      code: `import { push } from '../../sync/outbox.ts';`,
      errors: [{ message: /reads the status of sync/ }],
    },
    {
      filename: 'renderer/features/incidents/queue.tsx',
      code: `import { routes } from '../../app/routes.tsx';`,
      errors: [{ message: /not renderer\/app/ }],
    },
    {
      filename: 'renderer/ui/button.tsx',
      code: `import { store } from '../state/selection.ts';`,
      errors: [{ message: /renderer\/ui imports shared only, not renderer\/state/ }],
    },
    {
      filename: 'renderer/replica/commands.ts',
      code: `import { queue } from '../sync/outbox.ts';`,
      errors: [{ message: /Pass it in from renderer\/app/ }],
    },
    {
      filename: 'renderer/state/selection.ts',
      code: `type Db = import('../sync/outbox.ts').Outbox;`,
      errors: [{ message: /renderer\/state imports shared only/ }],
    },
    {
      filename: 'renderer/ui/button.tsx',
      code: `new Worker(new URL('../workers/sla.ts', import.meta.url));`,
      errors: [{ message: /not renderer\/workers/ }],
    },
  ],
});
