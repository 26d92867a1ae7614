import { IndexStore } from './index-store.ts';
import { SegmentStore } from './records/segment-store.ts';
import { SearchDesk } from './search-desk.ts';
import type { SearchAnswer, SearchRequest } from './search-protocol.ts';

/** The worker's own side of the port; the library of types for windows does not know it. */
const port = globalThis as unknown as {
  postMessage(answer: SearchAnswer): void;
  onmessage: ((event: MessageEvent<SearchRequest>) => void) | null;
};

/** A timer would wait 4 ms each time; a message to oneself comes after those already there. */
const { port1, port2 } = new MessageChannel();
const resting: (() => void)[] = [];
port1.onmessage = () => resting.shift()?.();

const desk = new SearchDesk({
  storeOf: (replicaName) => new IndexStore(replicaName),
  recordStoreOf: (replicaName) => new SegmentStore(replicaName, crypto.randomUUID()),
  answer: (answer) => port.postMessage(answer),
  breathe: () =>
    new Promise((resolve) => {
      resting.push(resolve);
      port2.postMessage(null);
    }),
  later: (task, afterMs) => void setTimeout(task, afterMs),
  now: () => performance.now(),
});

port.onmessage = ({ data }) => desk.take(data);
