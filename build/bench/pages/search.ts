import { expose } from '../page-kit/expose.ts';
import { searchTimings } from '../page-kit/search-timings.ts';

expose(searchTimings);
