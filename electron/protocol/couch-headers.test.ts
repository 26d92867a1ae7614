import { describe, expect, it } from 'vitest';
import { headersFromServer, headersToServer } from './couch-headers.ts';

describe('headers to the server', () => {
  it('are the few that CouchDB needs, with our credentials in place of the page’s', () => {
    const sent = new Headers({
      accept: 'application/json',
      'content-type': 'application/json',
      'if-none-match': '"1"',
      authorization: 'Basic ZXZlOmV2ZQ==',
      cookie: 'AuthSession=eve',
      host: 'evil.example',
      origin: 'app://console',
      referer: 'app://console/',
      'x-couchdb-www-authenticate': 'Cookie',
      'x-auth-couchdb-roles': '_admin',
      'x-outpost-request': 'r1',
    });
    expect(headersToServer(sent, 'Basic YWRhOng=')).toEqual({
      accept: 'application/json',
      'content-type': 'application/json',
      'if-none-match': '"1"',
      authorization: 'Basic YWRhOng=',
    });
  });
});

describe('headers from the server', () => {
  it('tell of the answer and of waiting, not of cookies or where to go', () => {
    const kept = headersFromServer(
      new Headers({
        'content-type': 'application/json',
        etag: '"1-x"',
        'retry-after': '7',
        'set-cookie': 'AuthSession=x',
        location: 'https://evil.example',
        server: 'CouchDB/3.5.0',
        'access-control-allow-origin': '*',
        'content-security-policy': 'script-src *',
      }),
    );
    expect(kept).toMatchObject({
      'content-type': 'application/json',
      etag: '"1-x"',
      'retry-after': '7',
      'x-content-type-options': 'nosniff',
    });
    for (const name of ['set-cookie', 'location', 'server', 'access-control-allow-origin']) {
      expect(kept).not.toHaveProperty(name);
    }
    expect(kept['content-security-policy']).not.toContain('script-src *');
  });

  it('cannot make a server’s answer look like the main process’s own', () => {
    expect(headersFromServer(new Headers({ 'x-outpost-local': 'signed-out' }))).not.toHaveProperty(
      'x-outpost-local',
    );
  });

  it('give the length only where it is that of what the page will read', () => {
    expect(headersFromServer(new Headers({ 'content-length': '9' }))['content-length']).toBe('9');
    const compressed = new Headers({ 'content-length': '9', 'content-encoding': 'gzip' });
    expect(headersFromServer(compressed)).not.toHaveProperty('content-length');
  });
});
