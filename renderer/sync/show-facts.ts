import type { SyncPort } from '../replica/outbox-row.ts';
import type { Facts, StatusBoard } from './status-board.ts';

async function readFacts(port: SyncPort): Promise<Facts> {
  const results = (await port.equality.results()).map(({ result }) => result);
  const oldest = results.map(({ checkedAt }) => checkedAt).sort()[0];
  return {
    questions: await port.questions.list(),
    equality: oldest === undefined ? null : { checkedAt: oldest, databases: results },
    lostScopes: await port.scopes.lost(),
  };
}

/**
 * Shows what the replica keeps about questions, comparisons and lost scopes, now and whenever any
 * window changes it. Returns a function that stops.
 */
export function showFacts(port: SyncPort, board: StatusBoard): () => void {
  let isStopped = false;
  // One after the other, so that what is shown last was read last.
  let reading: Promise<void> = Promise.resolve();
  const read = (): void => {
    reading = reading.then(async () => {
      if (isStopped) return;
      const facts = await readFacts(port).catch(() => null);
      if (facts && !isStopped) board.facts(facts);
    });
  };
  const stops = [port.questions.onChange(read), port.scopes.onChange(read)];
  read();
  return () => {
    isStopped = true;
    for (const stop of stops) stop();
  };
}
