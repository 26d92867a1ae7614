import { SERVER_ADMIN_ROLE } from '../../../shared/policy/roles.ts';
import { CouchFailure } from '../../couch/couch-failure.ts';
import { connectCouch, type CouchServer } from '../../couch/couch-server.ts';
import { readSession, readSetting, readWelcome } from '../../couch/server-info.ts';
import { ok, problem, skipped, warning, type Finding } from '../finding.ts';
import { listOutpostDatabases } from '../outpost-databases.ts';

/** Tested against; older ones lack the lockout and hash passwords weakly. */
const TESTED_VERSION = [3, 5] as const;

function isAtLeast(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version.split('.').map(Number);
  return a > major || (a === major && b >= minor);
}

const MEND_BY_KIND: Readonly<Partial<Record<CouchFailure['kind'], string>>> = {
  unreachable: 'Start the server, or check address, port, firewall and TLS certificate.',
  'not-couchdb': 'Check the address: a proxy or a sign-in page answers there.',
};

/** @returns The findings, and whether it makes sense to go on. */
export async function checkReach(
  server: CouchServer,
): Promise<{ readonly findings: readonly Finding[]; readonly reached: boolean }> {
  try {
    const { version, vendor } = await readWelcome(server);
    const findings = [
      ok('reachable', `${server.url} answers.`),
      isAtLeast(version, TESTED_VERSION)
        ? ok('version', `${vendor} ${version}`.trim())
        : warning(
            'version',
            `CouchDB ${version} is older than ${TESTED_VERSION.join('.')}, with which Outpost is tested.`,
            `Upgrade to CouchDB ${TESTED_VERSION.join('.')} or later.`,
          ),
    ];
    return { findings, reached: true };
  } catch (error) {
    if (!(error instanceof CouchFailure)) throw error;
    const mend = MEND_BY_KIND[error.kind] ?? 'Check address, name and password in COUCHDB_URL.';
    return { findings: [problem('reachable', error.message, mend)], reached: false };
  }
}

export async function checkAdministrator(server: CouchServer): Promise<Finding> {
  const mend = "Put an administrator's name and password into COUCHDB_URL, or give --data DIR.";
  try {
    const { name, roles } = await readSession(server);
    if (roles.includes(SERVER_ADMIN_ROLE))
      return ok('administrator', `Signed in as ${name ?? ''}.`);
    const who = name === null ? 'Nobody is signed in.' : `"${name}" is no server administrator.`;
    return problem('administrator', who, mend);
  } catch (error) {
    if (!(error instanceof CouchFailure)) throw error;
    return problem('administrator', error.message, mend);
  }
}

/** A server without an administrator makes everybody one. */
export async function checkAdminParty(server: CouchServer): Promise<Finding> {
  const stranger = connectCouch(server.url, null);
  const roles = await readSession(stranger).then(
    (session) => session.roles,
    (): readonly string[] => [],
  );
  return roles.includes(SERVER_ADMIN_ROLE)
    ? problem(
        'admin-party',
        'Everybody is administrator here, without a name and a password.',
        'Set a name and a password under [admins] in local.ini and start CouchDB again.',
      )
    : ok('admin-party', 'Nobody is administrator without a password.');
}

/** Tries what a stranger would try, which says more than any setting. */
export async function checkStrangers(server: CouchServer): Promise<Finding> {
  const stranger = connectCouch(server.url, null);
  const open: string[] = [];
  const ours = (await listOutpostDatabases(server)).map((name) => `${name}/_all_docs`);
  const config = '_node/_local/_config';
  for (const path of [...ours, '_users/_all_docs', '_all_dbs', config]) {
    try {
      await stranger.request({ path });
      open.push(`/${path}`);
    } catch (error) {
      if (!(error instanceof CouchFailure)) throw error;
    }
  }
  return open.length === 0
    ? ok('strangers', 'Without a name and a password nothing is shown.')
    : problem(
        'strangers',
        `Anybody can read ${open.join(', ')} without signing in.`,
        'Run `provision` to set _security, and set [chttpd] require_valid_user = true.',
      );
}

const REQUIRE_SETTINGS = ['require_valid_user', 'require_valid_user_except_for_up'] as const;

export async function checkRequireValidUser(server: CouchServer): Promise<Finding> {
  const check = 'require_valid_user';
  const values = [];
  for (const key of REQUIRE_SETTINGS) values.push(await readSetting(server, 'chttpd', key));
  if (values.includes('true')) return ok(check, 'Every request needs a name and a password.');
  if (values.every((value) => value === null)) {
    return skipped(check, 'The server does not tell this setting.');
  }
  return warning(
    check,
    'The server greets strangers; databases are guarded by their _security alone.',
    'Set [chttpd] require_valid_user = true, or require_valid_user_except_for_up = true behind a load balancer that asks /_up.',
  );
}

export async function checkLockout(server: CouchServer): Promise<Finding> {
  const section = 'chttpd_auth_lockout';
  const mode = await readSetting(server, section, 'mode');
  const threshold = (await readSetting(server, section, 'threshold')) ?? '5';
  const lifetimeMs = Number((await readSetting(server, section, 'max_lifetime')) ?? 300_000);
  const after = `${threshold} wrong passwords lock a name from one address for ${String(Math.round(lifetimeMs / 60_000))} minutes`;
  if (mode === null) return ok('lockout', `Not set, so CouchDB's own: ${after}.`);
  if (mode === 'enforce')
    return ok('lockout', `${after}; behind a proxy that address is the proxy's.`);
  return warning(
    'lockout',
    `[${section}] mode is "${mode}": passwords can be guessed without end.`,
    `Set [${section}] mode = enforce, unless a proxy before the server limits attempts.`,
  );
}

export async function checkCors(server: CouchServer): Promise<Finding> {
  const note = 'Outpost needs no CORS: consoles ask through their main process.';
  const enabled = await readSetting(server, 'chttpd', 'enable_cors');
  const origins = enabled === 'true' ? await readSetting(server, 'cors', 'origins') : null;
  if (origins?.split(',').some((origin) => origin.trim() === '*') === true) {
    return warning(
      'cors',
      `CORS is on for every origin. ${note}`,
      'Set [chttpd] enable_cors = false, or name the origins of the other program that needs it.',
    );
  }
  return ok('cors', note);
}
