import { expose } from '../page-kit/expose.ts';
import { queueTimings } from '../page-kit/queue-timings.ts';

expose(queueTimings);
