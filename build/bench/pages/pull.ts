import { expose } from '../page-kit/expose.ts';
import { pullFloor } from '../page-kit/pull-floor.ts';
import { pullOutpost } from '../page-kit/pull-outpost.ts';
import { pullPouch } from '../page-kit/pull-pouch.ts';

expose({ floor: pullFloor, outpost: pullOutpost, pouchdb: pullPouch });
