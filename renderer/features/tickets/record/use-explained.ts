import { useCallback, useState } from 'react';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { foremostTargets } from './foremost-targets.ts';
import { targetKey } from './target-key.ts';
import type { Evaluation } from './use-evaluation.ts';

/** The explanation that is open: a clock's, the priority's, what if, or none. */
export interface Explained {
  readonly target: SlaTargetResult | null;
  readonly priority: boolean;
  readonly supposing: boolean;
  show(target: SlaTargetResult): void;
  setPriority(open: boolean): void;
  /** What is under the cursor, else the clock that matters most. */
  why(): void;
  suppose(): void;
  close(): void;
}

/** What still runs, else what was missed, else the last word. */
function mattersMost(targets: readonly SlaTargetResult[]): SlaTargetResult | undefined {
  const foremost = foremostTargets(targets);
  return (
    foremost.find(({ stoppedAt }) => stoppedAt === null) ??
    foremost.find(({ state }) => state === 'breached') ??
    foremost.at(-1)
  );
}

export function useExplained(evaluation: Evaluation | null): Explained {
  const [key, setKey] = useState<string | null>(null);
  const [priority, setPriority] = useState(false);
  const [supposing, setSupposing] = useState(false);
  const why = useCallback(() => {
    const focused = document.activeElement;
    if (focused?.matches('[data-why="priority"]') === true) {
      setPriority(true);
      return;
    }
    const targets = evaluation?.targets ?? [];
    const under = focused?.getAttribute('data-target');
    const target = targets.find((each) => targetKey(each) === under) ?? mattersMost(targets);
    if (target) setKey(targetKey(target));
    else setPriority(true);
  }, [evaluation]);
  const suppose = useCallback(() => {
    setKey(null);
    setSupposing(true);
  }, []);
  return {
    target: evaluation?.targets.find((each) => targetKey(each) === key) ?? null,
    priority,
    supposing,
    show: (target) => setKey(targetKey(target)),
    setPriority,
    why,
    suppose,
    close: () => {
      setKey(null);
      setSupposing(false);
    },
  };
}
