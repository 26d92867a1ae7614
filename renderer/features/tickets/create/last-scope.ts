import { useEffect, useState } from 'react';
import { useReplica } from '../../../replica/hooks.ts';
import type { PreferenceDocument } from '../../../replica/local-documents.ts';

const PREFERENCE_ID = 'preference:last-scope';

/** The scope the person last wrote a ticket to on this machine; null while none is known. */
export function useLastScope(): readonly [scope: string | null, set: (scope: string) => void] {
  const { local } = useReplica();
  const [scope, setScope] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    void local.get<PreferenceDocument>(PREFERENCE_ID).then((kept) => {
      if (!gone && typeof kept?.value === 'string') setScope(kept.value);
    });
    return () => {
      gone = true;
    };
  }, [local]);
  const set = (next: string): void => {
    setScope(next);
    void local.put([{ id: PREFERENCE_ID, kind: 'preference', value: next }]);
  };
  return [scope, set];
}
