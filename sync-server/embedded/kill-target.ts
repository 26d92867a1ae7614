import { startEmbeddedServer } from './embedded-server.ts';

/** The process that `kill.test.ts` kills: serves the folder in argv[2] and prints its address. */
const [, , dataDir, name = 'admin', password = ''] = process.argv;
if (dataDir === undefined) throw new Error('Usage: kill-target <folder> <name> <password>');
const server = await startEmbeddedServer({
  dataDir,
  admin: { name, password },
  passwordIterations: 1000,
});
process.stdout.write(`${server.url}\n`);
