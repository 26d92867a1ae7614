import { ruleTester } from '../rule-tester.ts';
import { couchOnlyInTransport } from './couch-only-in-transport.ts';

const offline = /never waits for the network/;

ruleTester.run('couch-only-in-transport', couchOnlyInTransport, {
  valid: [
    { filename: 'renderer/app/start-sync.ts', code: `start({ fetch: (url) => fetch(url) });` },
    { filename: 'renderer/sync/transport.ts', code: `await fetch('/couch/');` },
    { filename: 'renderer/sync/couch-transport.ts', code: `await fetch('/couch/');` },
    { filename: 'renderer/sync/transport/feed.ts', code: `await fetch('/couch/');` },
    { filename: 'renderer/sync/pull.ts', code: `await transport.fetch('/couch/');` },
    { filename: 'sync-server/cli.ts', code: `await fetch(url);` },
    { filename: 'renderer/sync/pull.sync.test.ts', code: `await fetch(url);` },
  ],
  invalid: [
    {
      filename: 'renderer/features/incidents/queue.tsx',
      code: `await fetch('/couch/x');`,
      errors: [{ message: offline }],
    },
    {
      filename: 'renderer/sync/pull.ts',
      code: `await window.fetch('/couch/x');`,
      errors: [{ message: offline }],
    },
    {
      filename: 'renderer/ui/link.tsx',
      code: `navigator.sendBeacon('/x'); new EventSource('/y'); new globalThis.WebSocket('z');`,
      errors: [{ message: offline }, { message: offline }, { message: offline }],
    },
  ],
});
