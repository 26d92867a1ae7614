import { describe, expect, it } from 'vitest';
import { cameraTrouble, photoName } from './camera-words.ts';

function failure(name: string): Error {
  const error = new Error('x');
  error.name = name;
  return error;
}

describe('the camera', () => {
  it.each([
    ['NotAllowedError', 'may not be used'],
    ['NotFoundError', 'No camera'],
    ['NotReadableError', 'Another program'],
    ['SomethingNew', 'Choose a file'],
  ])('says what %s means and what to do', (name, words) => {
    expect(cameraTrouble(failure(name))).toContain(words);
  });

  it('names a picture by its moment, so that two in a row are told apart', () => {
    expect(photoName(new Date(2027, 2, 5, 8, 6, 2))).toBe('photo-2027-03-05-080602.jpg');
  });
});
