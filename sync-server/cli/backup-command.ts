import path from 'node:path';
import { backup } from '../ops/backup.ts';
import { openBackup, verifyBackup, type BackupManifest } from '../ops/backup-format.ts';
import { UsageError, type Command, type CommandArgs, type CommandIo } from './command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

/** The one folder that a command is about. @throws UsageError */
export function folderOf(args: CommandArgs, command: string): string {
  const [folder, ...more] = args.positionals;
  if (folder === undefined) throw new UsageError(`Say where: ${command} DIR.`);
  if (more.length > 0) throw new UsageError(`One folder at a time, not also "${more.join(' ')}".`);
  return path.resolve(folder);
}

function print(folder: string, manifest: BackupManifest, io: CommandIo): void {
  for (const { name, lines, bytes, epoch } of manifest.databases) {
    io.out(
      `${name}: ${String(lines)} documents, ${String(bytes)} bytes, epoch ${String(epoch ?? '–')}`,
    );
  }
  const { users } = manifest;
  io.out(users === null ? 'Accounts were left out.' : `Accounts: ${String(users.lines)}`);
  io.out(folder);
}

async function verify(folder: string, args: CommandArgs, io: CommandIo): Promise<number> {
  const found = await openBackup(folder);
  await verifyBackup(found);
  if (args.flag('json')) io.out(JSON.stringify({ folder, ok: true, manifest: found.manifest }));
  else {
    print(folder, found.manifest, io);
    io.out('Every file is whole.');
  }
  return 0;
}

/** A copy of everything. */
export const backupCommand: Command = {
  name: 'backup',
  summary: 'Copy every database of Outpost into a folder; verify such a copy.',
  usage: 'DIR [--without-users] [--verify] [--json] [--server URL] [--data DIR]',
  options: {
    verify: { type: 'boolean', help: 'DIR is a finished backup: read every byte of it.' },
    'without-users': { type: 'boolean', help: 'Leave out accounts and their password hashes.' },
    json: { type: 'boolean', help: 'Print the manifest as JSON.' },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'Makes DIR/outpost-YYYYMMDDTHHMMSSZ while people work; it has that name only when it is whole and on the disk. A folder that ends in .partial was cut short and can be deleted.',
    'Holds everything people wrote, and password hashes: readable by its owner alone. Keep it so.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    const folder = folderOf(args, 'backup');
    if (args.flag('verify')) return verify(folder, args, io);
    const isJson = args.flag('json');
    const made = await backup({
      server: commandServer(args, io),
      folder,
      now: () => new Date(),
      withUsers: !args.flag('without-users'),
      onDatabase: (name) => {
        if (!isJson) io.say(`Copying ${name}`);
      },
    });
    if (isJson) io.out(JSON.stringify({ folder: made.folder, manifest: made.manifest }));
    else print(made.folder, made.manifest, io);
    return 0;
  },
};
