import { connect } from 'node:tls';
import { REFERENCE_DATABASE } from '../../../shared/model/collections.ts';
import type { CouchServer } from '../../couch/couch-server.ts';
import { ok, problem, skipped, warning, type Finding } from '../finding.ts';

/** As consoles hold their polls, and some more for the way. */
const POLL_MS = 50_000;
const MARGIN_MS = 15_000;
const FIRST_BYTES_MS = 6_000;
const DAY_MS = 24 * 60 * 60_000;
const RENEW_DAYS = 21;
const CONNECT_MS = 10_000;
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|\[::1\]|localhost)$/;

const LONGER =
  'Let a proxy wait at least 120 s for an answer: nginx `proxy_read_timeout 120s;`, Caddy `transport http { read_timeout 120s }`, HAProxy `timeout server 120s`.';

function feedUrl({ url }: CouchServer, query: string): string {
  return `${url}/${REFERENCE_DATABASE}/_changes?feed=longpoll&since=now&${query}`;
}

function seconds(ms: number): string {
  return `${String(Math.round(ms / 1_000))} s`;
}

/** Who answered, as far as they say. */
function speaker(response: Response): string {
  return response.headers.get('server') ?? 'somebody on the way';
}

/**
 * Holds a poll as long as consoles do and sees who ends it.
 * @param pollMs What the server is asked to wait.
 */
export async function checkLongPoll(server: CouchServer, pollMs = POLL_MS): Promise<Finding> {
  const check = 'long-poll';
  const began = performance.now();
  const lasted = (): number => performance.now() - began;
  try {
    const response = await fetch(feedUrl(server, `timeout=${String(pollMs)}`), {
      headers: { ...server.headers },
      signal: AbortSignal.timeout(pollMs + MARGIN_MS),
    });
    const text = await response.text();
    if (response.status === 404) return skipped(check, 'There is no database to ask.');
    if (!response.ok) {
      return problem(
        check,
        `A poll of ${seconds(pollMs)} was answered with ${String(response.status)} after ${seconds(lasted())} by ${speaker(response)}.`,
        LONGER,
      );
    }
    const { results } = JSON.parse(text) as { readonly results?: readonly unknown[] };
    if (results === undefined) throw new Error('no feed');
    if (results.length > 0) {
      return skipped(check, 'Somebody wrote meanwhile, so the poll ended early. Try again.');
    }
    if (lasted() < pollMs * 0.9) {
      return warning(
        check,
        `The server ended a poll of ${seconds(pollMs)} after ${seconds(lasted())}.`,
        'Set [chttpd] changes_timeout = 60000, CouchDB’s own.',
      );
    }
    return ok(check, `A poll is held ${seconds(lasted())}.`);
  } catch {
    const after = lasted();
    const isOurs = after >= pollMs + MARGIN_MS - 100;
    return problem(
      check,
      isOurs
        ? `A poll of ${seconds(pollMs)} was never answered.`
        : `A poll of ${seconds(pollMs)} was cut after ${seconds(after)}.`,
      LONGER,
    );
  }
}

const STREAM =
  'Pass answers on as they come: nginx `proxy_buffering off;` and `gzip off;`, Caddy `flush_interval -1` and no `encode` for this site.';

/** Sees whether the feed comes through as it is sent. */
export async function checkBuffering(server: CouchServer): Promise<Finding> {
  const check = 'buffering';
  const stop = new AbortController();
  const timer = setTimeout(() => {
    stop.abort();
  }, FIRST_BYTES_MS);
  try {
    const response = await fetch(feedUrl(server, 'heartbeat=1000'), {
      headers: { ...server.headers },
      signal: stop.signal,
    });
    if (!response.ok) return skipped(check, 'The feed does not answer.');
    await response.body?.getReader().read();
    const coding = response.headers.get('content-encoding');
    return coding === null
      ? ok(check, 'The feed comes through as it is sent.')
      : warning(
          check,
          `${speaker(response)} packs the feed (${coding}), so news come late.`,
          STREAM,
        );
  } catch {
    return warning(
      check,
      `Nothing of the feed came in ${seconds(FIRST_BYTES_MS)}: something on the way collects answers.`,
      STREAM,
    );
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

/** When the certificate ends; Node refuses one it does not trust. */
function certificateEnd(host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, servername: host, timeout: CONNECT_MS }, () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to));
      socket.end();
    });
    socket.on('error', reject);
    socket.on('timeout', () => socket.destroy(new Error('It took too long')));
  });
}

/** @param now Milliseconds since 1970. */
export async function checkTls(server: CouchServer, now: () => number): Promise<Finding> {
  const { protocol, hostname, port } = new URL(server.url);
  if (protocol === 'http:') {
    return LOOPBACK.test(hostname)
      ? ok('tls', 'The address is this machine’s own; check the one consoles use as well.')
      : problem(
          'tls',
          'Passwords and data cross the network in clear.',
          'Put a proxy with TLS before the server; sync-server/deploy has configurations for Caddy and nginx.',
        );
  }
  const endsAt = await certificateEnd(hostname, port === '' ? 443 : Number(port));
  const days = Math.floor((endsAt - now()) / DAY_MS);
  return days >= RENEW_DAYS
    ? ok('tls', `The certificate is good for ${String(days)} days.`)
    : warning(
        'tls',
        `The certificate ends in ${String(days)} days.`,
        'Renew it; Caddy does so by itself.',
      );
}
