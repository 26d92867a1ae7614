import { expect, it } from 'vitest';
import { synonymsOf } from './synonyms.ts';
import { indexTerms } from './terms.ts';

it('knows a thing by its other names, in both directions', () => {
  expect(synonymsOf('sccm')).toContainEqual(['configuration', 'manager']);
  expect(synonymsOf('configmgr')).toContainEqual(['sccm']);
  expect(synonymsOf('darkness')).toEqual([]);
});

it('spells every name as the index does, or it would never be found', () => {
  for (const term of ['sccm', 'hang', 'cert', 'mail', 'wifi', 'stick', 'delete', 'greyed', 'ie']) {
    for (const name of synonymsOf(term)) {
      for (const part of name)
        expect(['for', 'in', 'on', 'not', ...indexTerms(part)]).toContain(part);
    }
  }
});
