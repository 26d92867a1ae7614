import { describe, expect, it } from 'vitest';
import { passwordFits } from './password-hash.ts';

/** RFC 6070, 2.: the SHA-1 that CouchDB used before it wrote `pbkdf2_prf`. */
const sha1 = {
  password_scheme: 'pbkdf2',
  iterations: 4096,
  salt: 'salt',
  derived_key: '4b007901b765489abead49d926f721d065a429c1',
};
/** RFC 7914, 11. */
const sha256 = {
  password_scheme: 'pbkdf2',
  pbkdf2_prf: 'sha256',
  iterations: 1,
  salt: 'salt',
  derived_key:
    '55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc' +
    '49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783',
};

describe('a password and the hash CouchDB keeps of it', () => {
  it.each([
    ['SHA-1', sha1, 'password'],
    ['SHA-256', sha256, 'passwd'],
  ])('%s', (_what, user, password) => {
    expect(passwordFits(user, password)).toBe(true);
    expect(passwordFits(user, `${password}.`)).toBe(false);
  });

  it.each([
    ['another scheme', { ...sha1, password_scheme: 'simple' }],
    ['an unknown function', { ...sha1, pbkdf2_prf: 'md5' }],
    ['no salt', { ...sha1, salt: undefined }],
    ['rounds for hours', { ...sha1, iterations: 1e9 }],
  ])('%s is not judged', (_what, user) => {
    expect(passwordFits(user, 'password')).toBeNull();
  });
});
