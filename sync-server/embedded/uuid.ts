import { randomBytes } from 'node:crypto';

/** 32 hexadecimal digits, as CouchDB's `random` algorithm makes them. */
export const newUuid = (): string => randomBytes(16).toString('hex');
