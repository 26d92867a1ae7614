import { backupCommand } from './backup-command.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor-command.ts';
import { followCommand } from './follow-command.ts';
import { importCommand } from './import-command.ts';
import { provisionCommand } from './provision-command.ts';
import { restoreCommand } from './restore-command.ts';
import { retentionCommand } from './retention-command.ts';
import { seedCommand } from './seed-command.ts';
import { serveCommand } from './serve-command.ts';
import { slaCompareCommand } from './sla-compare-command.ts';
import { sweepCommand } from './sweep-command.ts';
import { userAddCommand, userListCommand } from './user-command.ts';

/** Every subcommand, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  serveCommand,
  provisionCommand,
  seedCommand,
  importCommand,
  userAddCommand,
  userListCommand,
  doctorCommand,
  followCommand,
  backupCommand,
  restoreCommand,
  sweepCommand,
  retentionCommand,
  slaCompareCommand,
];
