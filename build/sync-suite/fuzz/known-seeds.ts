/**
 * Seeds that failed once, by what they found; they are played with every test run. A change to the
 * story's dice makes other stories of them, so each has a named test of its own beside.
 */
export const KNOWN_SEEDS: Readonly<Record<number, string>> = {
  29: 'a deleted ticket is sent again by two people',
  56: 'two edits of one field, begun from the same state',
  155: 'work that waits after a failure while the clock goes back (F11)',
  7026: 'a page of the feed hangs while the status says live',
  7038: 'a scope is taken and given back',
};
