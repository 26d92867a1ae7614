/**
 * A law taken away on purpose, to see that the test of its fault notices. A test that stays green
 * under its sabotage proves nothing.
 */
export interface Sabotage {
  /** `F14`. */
  readonly fault: string;
  /** What is taken away, as a sentence. */
  readonly breaks: string;
  /** The file to break, from the root of the repository. */
  readonly file: string;
  /** Stands in that file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** The test file that must fail, from the root. */
  readonly test: string;
  /** Regular expression that the title of the test matches, `describe` blocks included. */
  readonly title: string;
  readonly project: 'unit' | 'sync' | 'e2e';
}
