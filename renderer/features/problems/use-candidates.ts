import { useEffect, useMemo, useState } from 'react';
import type { Candidate } from '../../../shared/desk/candidate-evidence.ts';
import { candidateSteps } from '../../../shared/desk/problem-candidates.ts';
import type { IncidentFacts } from '../../../shared/desk/problem-candidates.ts';
import { useReplica, useRows, useVersion, useWorkspace } from '../../replica/hooks.ts';
import { useRelationIndex } from '../../replica/relation-store.ts';
import { factsOf, fitsPeriod } from './candidate-facts.ts';
import type { CandidateSource, Period } from './candidate-facts.ts';

export interface CandidatesFound {
  readonly candidates: readonly Candidate[];
  /** How many incidents were looked at. */
  readonly looked: number;
  /** Time on the thread, without what lay between the slices. */
  readonly tookMs: number;
}

export interface CandidatesState {
  /** Null until the first answer. */
  readonly found: CandidatesFound | null;
  /** It is being looked anew. */
  readonly isLooking: boolean;
}

/** With what a frame itself needs it stays under 16 ms. */
const SLICE_MS = 8;
/** News come in bursts; the answer follows when they rest. */
const REST_MS = 400;

function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

/** Runs a generator in slices, between which frames are drawn; null when it was given up. */
async function inSlices<T>(
  steps: Generator<void, T>,
  signal: AbortSignal,
): Promise<{ readonly value: T; readonly tookMs: number } | null> {
  let tookMs = 0;
  for (;;) {
    const began = performance.now();
    let step = steps.next();
    while (step.done !== true && performance.now() - began < SLICE_MS) step = steps.next();
    tookMs += performance.now() - began;
    if (step.done === true) return { value: step.value, tookMs };
    await breathe();
    if (signal.aborted) return null;
  }
}

function* gather(
  rows: readonly Parameters<typeof factsOf>[0][],
  period: Period,
  nowMs: number,
  source: CandidateSource,
): Generator<void, readonly IncidentFacts[]> {
  const facts: IncidentFacts[] = [];
  for (const [at, row] of rows.entries()) {
    if (at % 512 === 0) yield;
    if (!fitsPeriod(row, period, nowMs)) continue;
    const fact = factsOf(row, source);
    if (fact) facts.push(fact);
  }
  return facts;
}

function useSource(): { readonly source: CandidateSource; readonly isComplete: boolean } {
  const { tickets, items } = useWorkspace();
  const { index, version, isComplete } = useRelationIndex();
  const itemVersion = useVersion(items);
  const source = useMemo(
    (): CandidateSource & { readonly version: string } => ({
      version: `${version} ${itemVersion}`,
      relationsOf: (id) => index.of(id),
      isItem: (id) => items.get(id) !== undefined,
      isProblem: (id) => tickets.get(id)?.kind === 'problem',
    }),
    [index, version, itemVersion, items, tickets],
  );
  return { source, isComplete };
}

/** Groups of incidents that may have one cause, looked for in slices and again after news. */
export function useCandidates(period: Period, least: number): CandidatesState {
  const { tickets } = useWorkspace();
  const { now } = useReplica();
  const rows = useRows(tickets);
  const { source, isComplete } = useSource();
  const question = useMemo(() => ({ rows, period, least, source }), [rows, period, least, source]);
  const [answer, setAnswer] = useState<{
    readonly to: typeof question;
    readonly found: CandidatesFound;
  } | null>(null);
  const isReady = isComplete && tickets.state === 'complete';
  useEffect(() => {
    if (!isReady) return undefined;
    const stop = new AbortController();
    const look = async (): Promise<void> => {
      const facts = await inSlices(gather(rows, period, now(), source), stop.signal);
      if (facts === null) return;
      const made = await inSlices(candidateSteps(facts.value, { least }), stop.signal);
      if (made === null || stop.signal.aborted) return;
      const tookMs = facts.tookMs + made.tookMs;
      const found = { candidates: made.value, looked: facts.value.length, tookMs };
      setAnswer({ to: question, found });
    };
    const timer = setTimeout(() => void look(), REST_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [question, rows, period, least, source, now, isReady]);
  const fits = answer !== null && answer.to.period === period && answer.to.least === least;
  return { found: fits ? answer.found : null, isLooking: answer?.to !== question };
}
