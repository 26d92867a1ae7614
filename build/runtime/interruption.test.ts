import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';

const MODULE = pathToFileURL(path.join(import.meta.dirname, 'interruption.ts')).href;

test.runIf(process.platform !== 'win32')(
  'what npm started ends with it, although npm’s SIGTERM reaches only the shell between them',
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'outpost-interruption-'));
    const script = path.join(folder, 'child.mts');
    writeFileSync(
      script,
      `const { interruption } = await import(${JSON.stringify(MODULE)});
       const hold = setInterval(() => {}, 1000);
       interruption().addEventListener('abort', () => { console.log('stopped'); clearInterval(hold); });
       console.log('running');`,
    );
    // The trailing command keeps the shell from becoming the child.
    const shell = spawn('sh', ['-c', `"${process.execPath}" --import tsx "${script}"; true`], {
      cwd: path.resolve(import.meta.dirname, '../..'),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    await new Promise<void>((resolve) => {
      shell.stdout.on('data', (data: Buffer) => {
        output += data.toString();
        if (output === 'running\n') shell.kill('SIGTERM');
      });
      // Closes when the child, which inherited it, has ended too.
      shell.stdout.once('close', resolve);
    });
    expect(output).toBe('running\nstopped\n');
    rmSync(folder, { recursive: true });
  },
);
