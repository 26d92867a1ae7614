/** The figures of the engine in one place; tests make them small. */
export interface Tuning {
  /** Rows asked for in a page at most; one page is one write and must not hold up a frame for long. */
  readonly pageRows: number;
  /** Pages are sized so that an answer stays near this. */
  readonly pageBytes: number;
  readonly batchDocuments: number;
  readonly batchBytes: number;
  /** How long the server holds an idle poll. */
  readonly longPollMs: number;
  readonly backoffFirstMs: number;
  readonly backoffMaxMs: number;
  /** How often one document may fail before it is set aside for a person (L3). */
  readonly attempts: number;
  /** Between the first "who are you?" and the one further question (L3). */
  readonly recheckMs: number;
  /** Signed out or before a wrong database: look again this often without being asked. */
  readonly slowCheckMs: number;
  /** Numbers of each prefix kept in stock, and how many are leased at once (L5). */
  readonly numbersLow: number;
  readonly numberBlock: number;
  /** How often a database is compared with the server (L16), and how long after a start at first. */
  readonly equalityEveryMs: number;
  readonly equalityDelayMs: number;
  /** Ids and versions asked for at once: about 120 bytes each. */
  readonly equalityRows: number;
}

export const DEFAULT_TUNING: Tuning = {
  pageRows: 500,
  pageBytes: 1_000_000,
  batchDocuments: 100,
  batchBytes: 1_000_000,
  // Below the 60 s at which CouchDB (`changes_timeout`) and nginx (`proxy_read_timeout`) cut.
  longPollMs: 50_000,
  backoffFirstMs: 1_000,
  backoffMaxMs: 60_000,
  attempts: 8,
  recheckMs: 2_000,
  // CouchDB locks an account after five failures within five minutes.
  slowCheckMs: 10 * 60_000,
  numbersLow: 20,
  numberBlock: 50,
  equalityEveryMs: 24 * 3_600_000,
  equalityDelayMs: 20_000,
  equalityRows: 1_000,
};
