import { readFileSync } from 'node:fs';
import { listScopes } from '../couch/database-identity.ts';
import { IMPORTER_ROLE, ROLES } from '../../shared/policy/roles.ts';
import {
  ensureUser,
  isUserRole,
  listUsers,
  type UserOutcome,
  type UserRole,
  type UserSummary,
} from '../couch/user-accounts.ts';
import type { CouchServer } from '../couch/couch-server.ts';
import { CliError, UsageError, type Command, type CommandArgs, type CommandIo } from './command.ts';
import { CONNECTION_NOTE, CONNECTION_OPTIONS, commandServer } from './server-connection.ts';

const ROLE_WORDS = [...ROLES, IMPORTER_ROLE].join(', ');

function rolesOf(args: CommandArgs): readonly UserRole[] {
  return args.list('role').map((role) => {
    if (isUserRole(role)) return role;
    throw new UsageError(`There is no role "${role}"; there are ${ROLE_WORDS}.`);
  });
}

function nameOf(args: CommandArgs): string {
  const [name, ...more] = args.positionals;
  if (name === undefined) throw new UsageError('Say whom: user add NAME.');
  if (more.length > 0) throw new UsageError(`One person at a time, not also "${more.join(' ')}".`);
  return name;
}

function readPasswordFile(file: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CliError(`The password file cannot be read: ${(error as Error).message}.`);
  }
  const password = text.split(/\r?\n/)[0] ?? '';
  if (password === '') throw new CliError(`The first line of ${file} is empty.`);
  return password;
}

async function refuseUnknownScopes(server: CouchServer, scopes: readonly string[]): Promise<void> {
  if (scopes.length === 0) return;
  const known = await listScopes(server);
  const unknown = scopes.filter((scope) => !known.includes(scope));
  if (unknown.length === 0) return;
  const there = known.length === 0 ? 'none yet' : known.join(', ');
  throw new CliError(
    `There is no scope "${unknown.join('", "')}" (there are: ${there}). Make it first: provision --scope ${unknown[0] ?? ''}.`,
  );
}

function printOutcome({ name, outcome, generatedPassword }: UserOutcome, io: CommandIo): void {
  io.out(`${outcome}  ${name}`);
  if (generatedPassword !== null) io.out(`password  ${generatedPassword}`);
  if (generatedPassword !== null) io.say('The password is shown this once and kept nowhere.');
}

/** Makes an account or changes its roles. */
export const userAddCommand: Command = {
  name: 'user add',
  summary: "Add a person, or change a person's roles, scopes and password.",
  usage: 'NAME --role ROLE… [--scope NAME]… [--password-file F] [--server URL] [--data DIR]',
  options: {
    role: { type: 'string', value: 'ROLE', multiple: true, help: `One of ${ROLE_WORDS}.` },
    scope: {
      type: 'string',
      value: 'NAME',
      multiple: true,
      help: 'A scope the person may read and work in.',
    },
    'password-file': {
      type: 'string',
      value: 'F',
      help: 'A file whose first line is the password; without it one is made up and shown once.',
    },
    json: { type: 'boolean', help: 'Print the result as JSON.' },
    ...CONNECTION_OPTIONS,
  },
  notes: [
    'Roles and scopes are set to exactly those given; a password stays unless a file is given.',
    CONNECTION_NOTE,
  ],
  async run(args, io) {
    const name = nameOf(args);
    const roles = rolesOf(args);
    if (roles.length === 0) throw new UsageError(`Give at least one --role: ${ROLE_WORDS}.`);
    const file = args.text('password-file');
    const password = file === undefined ? undefined : readPasswordFile(file);
    const server = commandServer(args, io);
    const scopes = args.list('scope');
    await refuseUnknownScopes(server, scopes);
    const outcome = await ensureUser(server, {
      name,
      roles,
      scopes,
      ...(password === undefined ? {} : { password }),
    });
    if (args.flag('json')) io.out(JSON.stringify(outcome));
    else printOutcome(outcome, io);
    return 0;
  },
};

function printUsers(users: readonly UserSummary[], io: CommandIo): void {
  const width = Math.max(4, ...users.map(({ name }) => name.length));
  const roleWidth = Math.max(5, ...users.map(({ roles }) => roles.join(', ').length));
  io.out(`${'name'.padEnd(width)}  ${'roles'.padEnd(roleWidth)}  scopes`);
  for (const { name, roles, scopes } of users) {
    io.out(`${name.padEnd(width)}  ${roles.join(', ').padEnd(roleWidth)}  ${scopes.join(', ')}`);
  }
}

/** Everybody who can sign in. */
export const userListCommand: Command = {
  name: 'user list',
  summary: 'List people with their roles and scopes.',
  usage: '[--json] [--server URL] [--data DIR]',
  options: { json: { type: 'boolean', help: 'Print JSON.' }, ...CONNECTION_OPTIONS },
  notes: [CONNECTION_NOTE],
  async run(args, io) {
    const users = await listUsers(commandServer(args, io));
    if (args.flag('json')) io.out(JSON.stringify(users));
    else printUsers(users, io);
    return 0;
  },
};
