/** `warning` wants a look, `problem` breaks something, `skipped` could not be found out. */
export type FindingStatus = 'ok' | 'warning' | 'problem' | 'skipped';

/** One thing doctor looked at. */
export interface Finding {
  /** Short and stable, such as `clock` or `outpost-reference/identity`. */
  readonly check: string;
  readonly status: FindingStatus;
  readonly message: string;
  /** What to do, where something is to be done. */
  readonly mend: string | null;
}

export function ok(check: string, message: string): Finding {
  return { check, status: 'ok', message, mend: null };
}

export function warning(check: string, message: string, mend: string): Finding {
  return { check, status: 'warning', message, mend };
}

export function problem(check: string, message: string, mend: string): Finding {
  return { check, status: 'problem', message, mend };
}

export function skipped(check: string, message: string): Finding {
  return { check, status: 'skipped', message, mend: null };
}
