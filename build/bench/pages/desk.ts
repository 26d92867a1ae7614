import { expose } from '../page-kit/expose.ts';
import { arrivalOf, editOne, lookOut, openDesk, pushMany } from '../page-kit/desk.ts';
import { heardRaw, listenRaw, pushRaw, writeRaw } from '../page-kit/live-floor.ts';

expose({
  openDesk,
  editOne,
  lookOut,
  arrivalOf,
  pushMany,
  listenRaw,
  heardRaw,
  writeRaw,
  pushRaw,
});
