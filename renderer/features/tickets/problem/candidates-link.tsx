import type { ReactElement } from 'react';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';

/** At the head of the problem queue: what may become a problem. */
export function CandidatesLink(): ReactElement {
  const go = useNavigation((state) => state.go);
  return (
    <Button
      size="sm"
      variant="quiet"
      icon="group"
      onClick={() => go({ kind: 'problem-candidates' })}
    >
      {t('Candidates')}
    </Button>
  );
}
