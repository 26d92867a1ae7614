/** `npm run load [-- --consoles 200] [--minutes 10] [--url …] [--json]`: many consoles, one server. */
import { fork } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { runMain, say, SentenceError } from '../runtime/say.ts';
import { formatReport } from './figures.ts';
import { runLoad } from './run-load.ts';

const USAGE = `npm run load [-- OPTIONS]

  --consoles N   simulated consoles, 200 by default
  --minutes M    of work, 10 by default; an idle time of a third, at most 2 minutes, goes before
  --scopes N     they are spread over, 4 by default
  --every S      a console writes once in so many seconds, 60 by default
  --storms S     all lose their connection at once, every so many seconds, 120 by default
  --url URL      a CouchDB with its administrator in it; by default an embedded server
  --json         the figures as one line of JSON`;

await runMain(async () => {
  const { values } = parseArgs({
    options: {
      consoles: { type: 'string', default: '200' },
      minutes: { type: 'string', default: '10' },
      scopes: { type: 'string', default: '4' },
      every: { type: 'string', default: '60' },
      storms: { type: 'string', default: '120' },
      url: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const server = values.url === undefined ? await startServer() : null;
  try {
    const report = await runLoad({
      adminUrl: values.url ?? server!.adminUrl,
      consoles: Math.round(numberOf('consoles', values.consoles)),
      scopes: Math.round(numberOf('scopes', values.scopes)),
      minutes: numberOf('minutes', values.minutes),
      everySeconds: numberOf('every', values.every),
      stormSeconds: numberOf('storms', values.storms),
      say,
    });
    const text = values.json ? JSON.stringify(report) : formatReport(report);
    process.stdout.write(`${text}\n`);
    return report.lost === 0 ? 0 : 1;
  } finally {
    server?.stop();
  }
});

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new SentenceError(`--${name} is a number above zero.`);
}

interface ServerProcess {
  readonly adminUrl: string;
  stop(): void;
}

function startServer(): Promise<ServerProcess> {
  const child = fork(path.join(import.meta.dirname, 'server-process.ts'), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the server ended with ${String(code)}`)));
    child.once('message', (message) => {
      child.removeAllListeners('exit');
      resolve({ adminUrl: message as string, stop: () => child.disconnect() });
    });
  });
}
