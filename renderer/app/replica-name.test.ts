import { describe, expect, it } from 'vitest';
import { replicaName } from './replica-name.ts';

const SERVER = 'https://couch.example.org';

describe('F49: a database of one’s own for everybody on this machine', () => {
  it('has another name for every person and server, however alike they are', () => {
    const people = ['anna', 'Anna', 'an.na', 'an-na', 'an_na', 'änna', 'an--na', 'ann.a'];
    const servers = [SERVER, 'https://couch-example.org', `${SERVER}:5984`, `${SERVER}/db`];
    const names = [
      ...people.map((userName) => replicaName({ serverUrl: SERVER, userName })),
      ...servers.slice(1).map((serverUrl) => replicaName({ serverUrl, userName: 'anna' })),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]+$/);
  });

  it('is the same however a server’s name is written', () => {
    const [a, b] = [SERVER, SERVER.toUpperCase()];
    expect(replicaName({ serverUrl: a, userName: 'anna' })).toBe(
      replicaName({ serverUrl: b, userName: 'anna' }),
    );
  });
});
