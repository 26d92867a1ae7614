import { useEffect, useMemo, useState } from 'react';
import { heldSums } from '../../../../shared/sla/report-held.ts';
import type { HeldSums } from '../../../../shared/sla/report-held.ts';
import type { ReportRow } from '../../../../shared/sla/report-rows.ts';
import type { WhoHeld } from '../../../../shared/sla/who-held.ts';
import type { ReportDesk } from './report-desk.ts';

interface Held {
  readonly rows: readonly ReportRow[];
  readonly sums: HeldSums;
}

/** Who held the records of some runs; null while it is worked out, which takes a second at most. */
export function useHeld(desk: ReportDesk, rows: readonly ReportRow[]): HeldSums | null {
  const [held, setHeld] = useState<Held | null>(null);
  const ids = useMemo(() => [...new Set(rows.map(({ record }) => record.id))], [rows]);
  useEffect(() => {
    const abort = new AbortController();
    desk.whoHeld(ids, abort.signal).then(
      (all) => setHeld({ rows, sums: heldSums(all) }),
      () => undefined,
    );
    return () => abort.abort();
  }, [desk, rows, ids]);
  return held?.rows === rows ? held.sums : null;
}

/** Who held one record; undefined until that is known, null for one that is not here. */
export function useHeldOf(desk: ReportDesk, recordId: string | null): WhoHeld | null | undefined {
  const [held, setHeld] = useState<{ readonly id: string; readonly one: WhoHeld | null }>();
  useEffect(() => {
    if (recordId === null) return undefined;
    let isOver = false;
    desk.whoHeldOne(recordId).then(
      (one) => {
        if (!isOver) setHeld({ id: recordId, one });
      },
      () => {
        if (!isOver) setHeld({ id: recordId, one: null });
      },
    );
    return () => {
      isOver = true;
    };
  }, [desk, recordId]);
  return held?.id === recordId ? held?.one : undefined;
}
