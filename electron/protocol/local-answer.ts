import { LOCAL_ANSWER_HEADER, type LocalAnswer } from '../../shared/protocol/ipc.ts';
import { inertHeaders } from './response-headers.ts';

const STATUS: Readonly<Record<LocalAnswer, number>> = {
  unreachable: 503,
  'signed-out': 401,
  refused: 403,
};

/**
 * An answer in CouchDB's shape that is not CouchDB's, marked so that nobody takes it for that.
 *
 * @param error one word for programs, e.g. `redirected`.
 * @param reason a sentence for people.
 */
export function localAnswer(kind: LocalAnswer, error: string, reason: string): Response {
  return new Response(JSON.stringify({ error, reason }), {
    status: STATUS[kind],
    headers: {
      ...inertHeaders(),
      'content-type': 'application/json',
      'cache-control': 'no-store',
      [LOCAL_ANSWER_HEADER]: kind,
    },
  });
}
