import { readColdFloor } from '../page-kit/cold-floor.ts';
import { expose } from '../page-kit/expose.ts';

expose({ read: readColdFloor });
