import type { ReactElement } from 'react';
import type { Entry } from '../../../../shared/model/entry.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { Evaluation } from './use-evaluation.ts';
import type { Explained } from './use-explained.ts';
import { WhatIfDrawer } from './what-if-drawer.tsx';
import { WhyDrawer } from './why-drawer.tsx';

interface ClockDrawersProps {
  readonly ticket: Ticket;
  readonly entries: readonly Entry[];
  readonly evaluation: Evaluation;
  readonly explained: Explained;
}

/** What opens over a record about its clocks: why they say what they say, and what if. */
export function ClockDrawers(props: ClockDrawersProps): ReactElement {
  const { ticket, entries, evaluation, explained } = props;
  return (
    <>
      <WhyDrawer
        ticket={ticket}
        entries={entries}
        evaluation={evaluation}
        target={explained.target}
        onWhatIf={explained.suppose}
        onClose={explained.close}
      />
      {explained.supposing ? (
        <WhatIfDrawer ticket={ticket} evaluation={evaluation} onClose={explained.close} />
      ) : null}
    </>
  );
}
