import { useCallback, useEffect, useState } from 'react';
import { useReplica } from '../../replica/hooks.ts';
import type { PreferenceDocument } from '../../replica/local-documents.ts';

const PREFERENCE_ID = 'preference:problem-candidates';
/** Dismissed ones are forgotten after so many others. */
const MOST = 500;

interface Kept {
  readonly dismissed?: readonly string[];
}

export interface Dismissed {
  readonly keys: ReadonlySet<string>;
  set(key: string, isDismissed: boolean): void;
}

/** Candidates this person does not want to see, kept on this machine. */
export function useDismissed(): Dismissed {
  const { local } = useReplica();
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let isOver = false;
    void local.get<PreferenceDocument>(PREFERENCE_ID).then((kept) => {
      if (!isOver && kept) setKeys(new Set((kept.value as Kept).dismissed ?? []));
    });
    return () => {
      isOver = true;
    };
  }, [local]);
  const set = useCallback(
    (key: string, isDismissed: boolean) => {
      setKeys((former) => {
        const next = new Set(former);
        next.delete(key);
        if (isDismissed) next.add(key);
        const value: Kept = { dismissed: [...next].slice(-MOST) };
        void local.put([{ id: PREFERENCE_ID, kind: 'preference', value }]);
        return next;
      });
    },
    [local],
  );
  return { keys, set };
}
