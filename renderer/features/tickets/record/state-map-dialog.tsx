import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { stateSpec } from '../../../../shared/workflow/states.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { StateMap } from '../../../ui/state-map.tsx';
import { movesOf, statesOf } from '../../../words/state-map-words.tsx';
import { stateLabel } from '../../../words/ticket-words.ts';

/** The state machine of a ticket with where it is now. */
export function StateMapDialog(props: { readonly ticket: Ticket; onClose(): void }): ReactElement {
  const { ticket, onClose } = props;
  const { kind, state, number } = ticket;
  const states = useMemo(() => statesOf(kind), [kind]);
  const moves = useMemo(() => movesOf(kind), [kind]);
  const next = stateSpec(kind, state).next.map(stateLabel).join(', ');
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      size="m"
      title={t('How {{number}} can go on', { number })}
      description={
        next === ''
          ? t('“{{state}}” is final: nothing leads out of it.', { state: stateLabel(state) })
          : t('From “{{state}}” it goes to: {{next}}.', { state: stateLabel(state), next })
      }
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('Close')}
        </Button>
      }
    >
      <StateMap
        label={t('States and where they lead')}
        states={states}
        moves={moves}
        current={state}
        direction="TB"
      />
    </Dialog>
  );
}
