// Lies in resources/app of the development runtime and behaves like the application that an
// official Electron brings along: `electron [-r MODULE]… [--switches] APP [arguments]`.
'use strict';
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');
const { createRequire } = require('node:module');

/** @param {readonly string[]} argv */
function parse(argv) {
  const modules = [];
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i] ?? '';
    if (argument === '-r' || argument === '--require') modules.push(argv[++i] ?? '');
    else if (argument === '-v' || argument === '--version') return { modules, version: true };
    else if (!argument.startsWith('-')) return { modules, version: false, target: argument };
  }
  return { modules, version: false };
}

/** Takes name, version and entry of the application from its package.json, as Electron does. */
function describe(target) {
  const manifestPath = path.join(target, 'package.json');
  if (!fs.existsSync(manifestPath)) return { appPath: path.dirname(target), entry: target };
  const manifest = JSON.parse(fs.readFileSync(manifestPath, 'utf8'));
  if (manifest.version) app.setVersion(manifest.version);
  const name = manifest.productName || manifest.name;
  if (name) app.setName(name);
  return { appPath: target, entry: path.join(target, manifest.main || 'index.js') };
}

function start() {
  const options = parse(process.argv.slice(1));
  if (options.version) {
    process.stdout.write(`v${process.versions.electron}\n`);
    return process.exit(0);
  }
  const fromHere = createRequire(path.join(process.cwd(), 'electron'));
  for (const name of options.modules) fromHere(name);
  // A module loaded by -r may rewrite process.argv, so the application is looked up afterwards.
  const target = options.target ?? parse(process.argv.slice(1)).target;
  if (target === undefined) {
    process.stderr.write('usage: electron [-r MODULE] [--switches] APP [arguments]\n');
    return process.exit(2);
  }
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
  const { appPath, entry } = describe(path.resolve(target));
  app.setAppPath(appPath);
  // Synchronously: schemes and switches must be set before Electron is ready.
  fromHere(entry);
}

try {
  start();
} catch (error) {
  const text = error instanceof Error ? error.stack : String(error);
  process.stderr.write(`App threw an error during load\n${text}\n`);
  process.exit(1);
}
