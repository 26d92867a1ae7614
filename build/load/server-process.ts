/** The embedded server in a process of its own, so that consoles do not wait for it. */
import { startTestServer } from '../../sync-server/embedded/testing.ts';

const server = await startTestServer();
process.send?.(server.adminUrl);
process.on('disconnect', () => void server.close().then(() => process.exit(0)));
