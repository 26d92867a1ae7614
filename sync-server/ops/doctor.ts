import type { CouchServer } from '../couch/couch-server.ts';
import {
  checkAdministrator,
  checkAdminParty,
  checkCors,
  checkLockout,
  checkReach,
  checkRequireValidUser,
  checkStrangers,
} from './checks/access-checks.ts';
import { checkClock } from './checks/clock-check.ts';
import {
  checkConflicts,
  checkCounters,
  checkFilesDatabases,
  checkFollower,
  checkMinClient,
  checkSpace,
} from './checks/content-checks.ts';
import { checkDatabases } from './checks/database-checks.ts';
import { checkBuffering, checkLongPoll, checkTls } from './checks/line-checks.ts';
import {
  checkCookie,
  checkLimits,
  checkRestore,
  checkSetup,
  checkTokens,
} from './checks/setting-checks.ts';
import { problem, type Finding } from './finding.ts';

export interface DoctorReport {
  /** No problem was found; warnings may have been. */
  readonly ok: boolean;
  readonly url: string;
  readonly findings: readonly Finding[];
}

export interface DoctorOptions {
  /** Leaves out what takes long: the poll of a minute, a look at every document. */
  readonly isQuick: boolean;
  /** Where the embedded server keeps its files, if it is here. */
  readonly dataFolder: string | null;
}

const QUICK: DoctorOptions = { isQuick: true, dataFolder: null };

function report(server: CouchServer, findings: readonly Finding[]): DoctorReport {
  return { ok: !findings.some(({ status }) => status === 'problem'), url: server.url, findings };
}

type Check = () => Promise<Finding | readonly Finding[]>;

/** A check that cannot be made is a finding as well; the others go on. */
async function runChecks(checks: Readonly<Record<string, Check>>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const [name, check] of Object.entries(checks)) {
    try {
      findings.push(...[await check()].flat());
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      findings.push(problem(name, message, 'Mend what stands above first, then look again.'));
    }
  }
  return findings;
}

/**
 * Looks over a deployment and changes nothing. Stops where going on would only repeat one fault: a
 * server that does not answer, an administrator who is none.
 * @param now Milliseconds since 1970.
 */
export async function runDoctor(
  server: CouchServer,
  now: () => number,
  { isQuick, dataFolder }: DoctorOptions = QUICK,
): Promise<DoctorReport> {
  const { findings: reach, reached } = await checkReach(server);
  if (!reached) return report(server, reach);
  const findings = [...reach, await checkClock(server, now), await checkAdministrator(server)];
  if (findings.some(({ check, status }) => check === 'administrator' && status === 'problem')) {
    return report(server, findings);
  }
  const thorough: Readonly<Record<string, Check>> = {
    conflicts: () => checkConflicts(server),
    numbers: () => checkCounters(server),
    'long-poll': () => checkLongPoll(server),
  };
  const checks: Readonly<Record<string, Check>> = {
    'admin-party': () => checkAdminParty(server),
    strangers: () => checkStrangers(server),
    require_valid_user: () => checkRequireValidUser(server),
    lockout: () => checkLockout(server),
    cors: () => checkCors(server),
    cookie: () => checkCookie(server),
    tokens: () => checkTokens(server),
    tls: () => checkTls(server, now),
    buffering: () => checkBuffering(server),
    'set-up': () => checkSetup(server),
    limits: () => checkLimits(server),
    restore: () => checkRestore(server),
    databases: () => checkDatabases(server),
    files: () => checkFilesDatabases(server),
    minClient: () => checkMinClient(server),
    follower: () => checkFollower(server, now),
    space: () => checkSpace(server, dataFolder),
    ...(isQuick ? {} : thorough),
  };
  return report(server, [...findings, ...(await runChecks(checks))]);
}
