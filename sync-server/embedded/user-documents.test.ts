import { describe, expect, it } from 'vitest';
import { PasswordChecker } from './passwords.ts';
import { checkUserDocument, storableUser } from './user-documents.ts';

const boss = { name: 'boss', roles: ['_admin'], via: 'default' } as const;
const self = { name: 'ann', roles: ['agent'], via: 'default' } as const;
const ann = { _id: 'org.couchdb.user:ann', name: 'ann', type: 'user', roles: ['agent'] };

describe('checkUserDocument', () => {
  it('lets administrators make and the owner keep a document', () => {
    expect(() => {
      checkUserDocument(ann, null, boss);
      checkUserDocument({ ...ann, phone: '1' }, ann, self);
      checkUserDocument({ _id: ann._id, _deleted: true }, ann, self);
    }).not.toThrow();
  });

  it('keeps strangers out whatever they send', () => {
    const stranger = { ...self, name: 'eve' };
    for (const next of [ann, { ...ann, _deleted: true }, { ...ann, roles: [] }]) {
      expect(() => checkUserDocument(next, ann, stranger)).toThrow('not_found');
    }
  });

  it('gives the owner no roles, neither new ones nor in a document made anew', () => {
    for (const roles of [['agent', 'manager'], ['manager'], []]) {
      expect(() => checkUserDocument({ ...ann, roles }, ann, self)).toThrow('Only _admin may edit');
    }
    expect(() => checkUserDocument(ann, null, self)).toThrow('Only _admin may set roles');
  });

  it('refuses hashes that would cost minutes or cannot be checked', () => {
    const hash = {
      password_scheme: 'pbkdf2',
      iterations: 1000,
      derived_key: 'ab'.repeat(32),
      salt: 'x',
    };
    expect(() => checkUserDocument({ ...ann, ...hash }, ann, self)).not.toThrow();
    const bad = [{ iterations: 1e12 }, { iterations: '10' }, { derived_key: 'zz' }, { salt: 1 }];
    for (const part of [...bad, { pbkdf2_prf: 'md5' }, { derived_key: undefined }]) {
      expect(() => checkUserDocument({ ...ann, ...hash, ...part }, ann, self)).toThrow('forbidden');
    }
  });
});

describe('passwords', () => {
  it('are stored so that only they match, also those that CouchDB hashed with SHA-1', async () => {
    const checker = new PasswordChecker();
    const stored = await storableUser({ ...ann, password: 'pässword' }, 10);
    expect(stored).not.toHaveProperty('password');
    expect(await checker.matches('pässword', stored)).toBe(true);
    expect(await checker.matches('pässword', stored)).toBe(true);
    expect(await checker.matches('password', stored)).toBe(false);
    // RFC 6070, second test vector.
    const legacy = { password_scheme: 'pbkdf2', iterations: 2, salt: 'salt' };
    const derived_key = 'ea6c014dc72d6f8ffb08a8a5e4c0c7d8b0a0f1e2';
    expect(await checker.matches('password', { ...legacy, derived_key })).toBe(false);
    const right = 'ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957';
    expect(await checker.matches('password', { ...legacy, derived_key: right })).toBe(true);
  });

  it('must be text', async () => {
    await expect(storableUser({ ...ann, password: 1 }, 10)).rejects.toThrow('must be a string');
  });
});
