import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { toCouchError } from './couch-error.ts';

type LogError = (message: string, error: unknown) => void;

/**
 * Sends JSON text that is made piece by piece, at the speed of its reader. The first two pieces
 * (the head and the first rows) are made before anything is sent, so that a failure there still
 * becomes an answer of its own; a later one cuts the connection and is logged.
 */
export async function sendJsonStream(
  reply: FastifyReply,
  pieces: AsyncGenerator<string>,
  logError: LogError,
): Promise<FastifyReply> {
  const first: string[] = [];
  for (let count = 0; count < 2; count += 1) {
    const step = await pieces.next();
    if (step.done) break;
    first.push(step.value);
  }
  return sendHeldJsonStream(reply, startingWith(first, pieces), logError);
}

/** The same for an answer that may be held back: its head goes out at once. */
export function sendHeldJsonStream(
  reply: FastifyReply,
  pieces: AsyncGenerator<string>,
  logError: LogError,
): FastifyReply {
  const stream = Readable.from(logged(pieces, logError), { objectMode: false });
  return reply.type('application/json').send(stream);
}

async function* startingWith(
  first: readonly string[],
  rest: AsyncGenerator<string>,
): AsyncGenerator<string> {
  try {
    yield* first;
    yield* rest;
  } finally {
    await rest.return(undefined);
  }
}

async function* logged(pieces: AsyncGenerator<string>, logError: LogError): AsyncGenerator<string> {
  try {
    yield* pieces;
  } catch (error) {
    if (!toCouchError(error)) logError('A response was cut', error);
    throw error;
  }
}
