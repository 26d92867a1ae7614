import { expose } from '../page-kit/expose.ts';
import { fillReplica } from '../page-kit/fill-replica.ts';

expose({ fill: fillReplica });
