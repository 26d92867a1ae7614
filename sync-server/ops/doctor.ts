import type { CouchServer } from '../couch/couch-server.ts';
import {
  checkAdministrator,
  checkCors,
  checkLockout,
  checkReach,
  checkRequireValidUser,
  checkStrangers,
} from './checks/access-checks.ts';
import { checkClock } from './checks/clock-check.ts';
import { checkDatabases } from './checks/database-checks.ts';
import type { Finding } from './finding.ts';

export interface DoctorReport {
  /** No problem was found; warnings may have been. */
  readonly ok: boolean;
  readonly url: string;
  readonly findings: readonly Finding[];
}

function report(server: CouchServer, findings: readonly Finding[]): DoctorReport {
  return { ok: !findings.some(({ status }) => status === 'problem'), url: server.url, findings };
}

/**
 * Looks over a deployment and changes nothing. Stops where going on would only repeat one fault: a
 * server that does not answer, an administrator who is none.
 * @param now Milliseconds since 1970.
 */
export async function runDoctor(server: CouchServer, now: () => number): Promise<DoctorReport> {
  const { findings: reach, reached } = await checkReach(server);
  if (!reached) return report(server, reach);
  const findings = [...reach, await checkClock(server, now), await checkAdministrator(server)];
  if (findings.some(({ check, status }) => check === 'administrator' && status === 'problem')) {
    return report(server, findings);
  }
  findings.push(
    await checkStrangers(server),
    await checkRequireValidUser(server),
    await checkLockout(server),
    await checkCors(server),
    ...(await checkDatabases(server)),
  );
  return report(server, findings);
}
