import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDesignDocument, judgeCouchRequest } from './couch-rules.ts';

const judge = (method: string, path: string) => judgeCouchRequest(method, `/couch/${path}`, 'ada');
const PART = `blob:${'0a'.repeat(32)}`;

describe('what goes on to the server', () => {
  it.each([
    ['GET', '_session', '_session'],
    ['GET', '_up', '_up'],
    ['GET', '_users/org.couchdb.user:ada', '_users/org.couchdb.user%3Aada'],
    ['GET', 'outpost-reference', 'outpost-reference'],
    ['GET', 'outpost-reference/', 'outpost-reference'],
    ['GET', 'outpost-scope-leipzig/_changes', 'outpost-scope-leipzig/_changes'],
    ['POST', 'outpost-scope-leipzig/_changes', 'outpost-scope-leipzig/_changes'],
    ['GET', 'outpost-reference/_all_docs', 'outpost-reference/_all_docs'],
    ['POST', 'outpost-reference/_all_docs', 'outpost-reference/_all_docs'],
    ['POST', 'outpost-reference/_bulk_docs', 'outpost-reference/_bulk_docs'],
    ['POST', 'outpost-reference/_bulk_get', 'outpost-reference/_bulk_get'],
    ['POST', 'outpost-reference/_find', 'outpost-reference/_find'],
    ['POST', 'outpost-reference/_revs_diff', 'outpost-reference/_revs_diff'],
    ['GET', 'outpost-reference/_local/checkpoint', 'outpost-reference/_local/checkpoint'],
    ['PUT', 'outpost-reference/_local/a%2Fb', 'outpost-reference/_local/a%2Fb'],
    ['GET', 'outpost-reference/outpost:identity', 'outpost-reference/outpost%3Aidentity'],
    ['GET', 'outpost-reference/a%2Fb', 'outpost-reference/a%2Fb'],
    ['GET', 'outpost-files-x/sha/photo.png', 'outpost-files-x/sha/photo.png'],
    [
      'GET',
      'outpost-files-x/sha/a%20%2B%26%23%25%C3%A4',
      'outpost-files-x/sha/a%20%2B%26%23%25%C3%A4',
    ],
    ['PUT', `outpost-files-x/${PART}/data`, `outpost-files-x/${PART.replace(':', '%3A')}/data`],
    ['GET', `outpost-files-x/${PART}/data`, `outpost-files-x/${PART.replace(':', '%3A')}/data`],
  ])('%s %s', (method, path, upstream) => {
    expect(judge(method, path)).toEqual({ kind: 'forward', path: upstream });
  });

  it('keeps a plus sign of an id a plus sign, which CouchDB would read as a space', () => {
    expect(judge('GET', 'outpost-reference/a+b')).toEqual({
      kind: 'forward',
      path: 'outpost-reference/a%2Bb',
    });
  });
});

describe('what is refused', () => {
  it.each([
    ['GET', ''],
    ['GET', '_all_dbs'],
    ['GET', '_node/_local/_config'],
    ['GET', '_utils'],
    ['POST', '_session'],
    ['DELETE', '_session'],
    ['POST', '_replicate'],
    ['GET', '_session/x'],
    ['GET', '_users'],
    ['GET', '_users/_all_docs'],
    ['GET', '_users/org.couchdb.user:bob'],
    ['GET', '_users/org.couchdb.user:ada/x'],
    ['PUT', '_users/org.couchdb.user:ada'],
    ['GET', '_replicator/_all_docs'],
    ['GET', 'other'],
    ['GET', 'outpost'],
    ['GET', 'outpost-'],
    ['GET', 'Outpost-reference'],
    ['GET', 'outpost-a%2Fb'],
    ['GET', 'outpost-reference%2F_security'],
    ['PUT', 'outpost-reference'],
    ['DELETE', 'outpost-reference'],
    ['POST', 'outpost-reference'],
    ['GET', 'outpost-reference/_security'],
    ['PUT', 'outpost-reference/_security'],
    ['PUT', 'outpost-reference/%5Fsecurity'],
    ['POST', 'outpost-reference/_purge'],
    ['POST', 'outpost-reference/_compact'],
    ['POST', 'outpost-reference/_index'],
    ['PUT', 'outpost-reference/_revs_limit'],
    ['GET', 'outpost-reference/_design/access'],
    ['PUT', 'outpost-reference/_design/access'],
    ['PUT', 'outpost-reference/_design%2Faccess'],
    ['GET', 'outpost-reference/_design%2Faccess'],
    ['PUT', 'outpost-reference/_design/access/file'],
    ['POST', 'outpost-reference/_design/a/_update/b'],
    ['DELETE', 'outpost-reference/_local/x'],
    ['PUT', 'outpost-reference/ticket:1'],
    ['DELETE', 'outpost-reference/ticket:1'],
    ['COPY', 'outpost-reference/ticket:1'],
    ['DELETE', 'outpost-files-x/sha/photo.png'],
    ['PUT', 'outpost-files-x/sha/photo.png'],
    ['PUT', `outpost-files-x/${PART}/photo.png`],
    ['PUT', `outpost-files-x/${PART}`],
    ['DELETE', `outpost-files-x/${PART}/data`],
    ['PUT', `outpost-scope-x/${PART}/data`],
    ['PUT', 'outpost-scope-x/ticket:1/data'],
    ['GET', 'outpost-files-x/sha/a/b'],
    ['GET', 'outpost-reference//ticket:1'],
    ['GET', 'outpost-reference/../_users'],
    ['GET', 'outpost-reference/%2e%2e/_users'],
    ['GET', 'outpost-reference/a%00b'],
    ['GET', 'outpost-reference/a%0Ab'],
    ['GET', 'outpost-reference/%zz'],
    ['get', 'outpost-reference'],
    ['HEAD', 'outpost-reference'],
  ])('%s %s', (method, path) => {
    expect(judge(method, path).kind).toBe('refuse');
  });

  it('says which method is not open where', () => {
    expect(judge('DELETE', 'outpost-reference')).toEqual({
      kind: 'refuse',
      reason: 'DELETE is not open to the console at /couch/outpost-reference.',
    });
  });

  it('whatever is forwarded stays below a database of ours', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'),
        fc.array(
          fc.oneof(
            fc.constantFrom(
              'outpost-a',
              '_users',
              '_design',
              '..',
              '%2e%2e',
              '%2F',
              '_session',
              '',
            ),
            fc.webSegment(),
          ),
          { maxLength: 5 },
        ),
        (method, segments) => {
          const verdict = judge(method, segments.join('/'));
          if (verdict.kind === 'refuse') return;
          expect(verdict.path).toMatch(
            /^(?:_session|_up|_users\/org\.couchdb\.user%3Aada|outpost-[^/]+(?:\/[^/]+){0,2})$/,
          );
          expect(decodeURIComponent(verdict.path)).not.toMatch(/\/_(?:design|security)/);
        },
      ),
    );
  });
});

describe('design documents in a bulk write', () => {
  const find = (text: string) => findDesignDocument(new TextEncoder().encode(text).buffer);

  it.each([
    '{"docs":[{"_id":"ticket:1"},{"_id":"_design/access"}]}',
    '{"docs":[{"_id":"_design\\/access"}]}',
    '{"docs":[{"_id":"\\u005fdesign/access"}]}',
    '{"docs":[{"_id":"_des\\u0069gn/access"}]}',
  ])('finds %s', (text) => {
    expect(find(text)).toBe('_design/access');
  });

  it.each([
    '{"docs":[{"_id":"ticket:1","text":"see \\"_design/access\\""}]}',
    '{"docs":[{"_id":"ticket:1","text":"bell \\u0007"}]}',
    '{"docs":[]}',
    '{"docs":{"_id":"_design/x"}}',
    'not JSON with _design',
    '[]',
  ])('lets %s pass', (text) => {
    expect(find(text)).toBeNull();
  });
});
