/** A file that cannot be imported as a whole; the sentence names the file and what is wrong. */
export class ImportError extends Error {
  override readonly name = 'ImportError';
}
