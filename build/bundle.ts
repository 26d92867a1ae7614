/** `npm run build [-- [--force] [TARGET…]]`: bundles main, preload, renderer, sync-server into dist/. */
import { parseArgs } from 'node:util';
import { bundleAll } from './bundle/bundle-all.ts';
import { ROOT } from './runtime/paths.ts';
import { formatDuration, runMain, say } from './runtime/say.ts';

await runMain(async () => {
  const startedAt = performance.now();
  const { values, positionals } = parseArgs({
    options: { force: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const report = await bundleAll({
    root: ROOT,
    force: values.force,
    ...(positionals.length > 0 ? { only: positionals } : {}),
  });
  const took = formatDuration(performance.now() - startedAt);
  if (report.built.length > 0) say(`Built ${report.built.join(', ')} in ${took}.`);
  if (report.upToDate.length > 0) say(`Up to date: ${report.upToDate.join(', ')}.`);
  return 0;
});
