import { useMemo, useState } from 'react';
import { useReplica, useWorkspace } from '../../../replica/hooks.ts';
import type { TicketRow } from '../../../replica/ticket-row.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import * as undo from '../../../ui/undo.ts';
import { useMacroFacts } from '../aids/use-aids.ts';
import { failureOf, sayFailure } from '../failures.ts';
import { planBulk } from './bulk-plan.ts';
import type { BulkAct, BulkFacts, BulkPlan, RefusedRow } from './bulk-plan.ts';
import { runBulk } from './run-bulk.ts';
import type { BulkReport } from './run-bulk.ts';

interface Running {
  readonly what: 'looking' | 'changing' | 'undoing';
  readonly total: number;
  readonly done: number;
  /** Absent: it cannot be stopped half-way. */
  stop?(): void;
}

/** Rows that were left alone, with what was done to the others. */
export interface LeftAlone {
  readonly what: 'changed' | 'undone';
  readonly done: number;
  readonly refused: readonly RefusedRow[];
  /** Per row that was changed. */
  readonly msPerRow: number | null;
}

/** An act that would leave some rows alone: asked about before anything is done. */
export interface Asked {
  readonly act: BulkAct;
  readonly plan: BulkPlan;
}

export interface Bulk {
  readonly running: Running | null;
  readonly asked: Asked | null;
  readonly report: LeftAlone | null;
  readonly facts: BulkFacts;
  /** Looks ahead; where rows would be refused, or always, the person is asked, else it is done. */
  start(act: BulkAct, asks?: 'where-refused' | 'always'): Promise<void>;
  /** Carries out what was planned. */
  proceed(act: BulkAct, plan: BulkPlan): Promise<void>;
  closeAsked(): void;
  closeReport(): void;
}

/** What acts ask about the records around a ticket. */
export function useBulkFacts(): BulkFacts {
  const { tickets } = useWorkspace();
  const macroFacts = useMacroFacts();
  return useMemo(
    () => ({ macroFacts, parentOf: (id) => tickets.get(id)?.parentId }),
    [macroFacts, tickets],
  );
}

function msPerRow({ done, tookMs }: BulkReport): number | null {
  return done === 0 ? null : tookMs / done;
}

/** Runs an act over the chosen rows and says what came of it. */
export function useBulk(rows: readonly TicketRow[], onDone: () => void): Bulk {
  const replica = useReplica();
  const facts = useBulkFacts();
  const [running, setRunning] = useState<Running | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [report, setReport] = useState<LeftAlone | null>(null);
  const takeBack = async (result: BulkReport): Promise<string | undefined> => {
    if (!result.undo) return undefined;
    const { undo: back, done: total } = result;
    const onProgress = (done: number): void => setRunning({ what: 'undoing', total, done });
    onProgress(0);
    try {
      const undone = await replica.together(() => back(onProgress));
      if (undone.refused.length > 0) {
        setReport({ what: 'undone', msPerRow: null, ...undone });
      }
      return undefined;
    } catch (error) {
      return failureOf(error);
    } finally {
      setRunning(null);
    }
  };
  const sayDone = (result: BulkReport): void => {
    const text = t('{{count}} tickets changed', { count: result.done });
    const left = result.refused.length;
    const detail =
      left === 0 ? {} : { detail: t('{{count}} tickets left as they were', { count: left }) };
    if (result.undo) undo.offerUndo({ text, ...detail, undo: () => takeBack(result) });
    else toast({ text, ...detail });
  };
  const proceed = async (act: BulkAct, plan: BulkPlan): Promise<void> => {
    setAsked(null);
    const { signal, onProgress } = follow('changing', plan.willChange.length, setRunning);
    onProgress(0);
    try {
      const result = await replica.together(() =>
        runBulk(replica, plan, act, facts, { signal, onProgress }),
      );
      sayDone(result);
      const { done, refused } = result;
      if (refused.length > 0) {
        setReport({ what: 'changed', done, refused, msPerRow: msPerRow(result) });
      }
    } catch (error) {
      sayFailure(error);
    } finally {
      setRunning(null);
      onDone();
    }
  };
  return {
    running,
    asked,
    report,
    facts,
    start: async (act, asks = 'where-refused') => {
      const { signal, onProgress } = follow('looking', rows.length, setRunning);
      onProgress(0);
      try {
        const plan = await planBulk(replica, rows, act, facts, { signal, onProgress });
        setRunning(null);
        if (plan.refused.length > 0 || asks === 'always') setAsked({ act, plan });
        else await proceed(act, plan);
      } catch (error) {
        setRunning(null);
        if (!signal.aborted) sayFailure(error);
      }
    },
    proceed,
    closeAsked: () => setAsked(null),
    closeReport: () => setReport(null),
  };
}

/** Shows how far it has come, and stops it where the person says so. */
function follow(
  what: Running['what'],
  total: number,
  show: (running: Running) => void,
): { readonly signal: AbortSignal; readonly onProgress: (done: number) => void } {
  const abort = new AbortController();
  return {
    signal: abort.signal,
    onProgress: (done) => show({ what, total, done, stop: () => abort.abort() }),
  };
}
