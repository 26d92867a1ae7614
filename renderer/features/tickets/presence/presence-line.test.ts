import { describe, expect, it } from 'vitest';
import { presenceSentence } from './presence-line.tsx';

const nameOf = (userName: string): string => userName.toUpperCase();
const peer = (userName: string, isEditing = false) => ({
  key: `presence:x:${userName}`,
  userName,
  isEditing,
});

describe('who else is there', () => {
  it('is one sentence, whoever edits first, everybody once', () => {
    expect(presenceSentence([], nameOf)).toBe('');
    expect(presenceSentence([peer('anna')], nameOf)).toContain('ANNA');
    const twice = presenceSentence([peer('anna', true), peer('anna'), peer('ben')], nameOf);
    expect(twice.match(/ANNA/g)).toHaveLength(1);
    expect(twice.indexOf('ANNA')).toBeLessThan(twice.indexOf('BEN'));
  });
});
