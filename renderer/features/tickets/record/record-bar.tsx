import type { ReactElement, Ref } from 'react';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { SlaTargetResult } from '../../../../shared/sla/sla-types.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { commands } from '../../../ui/commands.ts';
import { t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuItem } from '../../../ui/menu.tsx';
import { PaneBar } from '../../../ui/pane-bar.tsx';
import { toast } from '../../../ui/toast.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { StateMenu } from './state-menu.tsx';

interface RecordBarProps {
  readonly ticket: Ticket;
  readonly stateRef: Ref<HTMLButtonElement>;
  readonly targets: readonly SlaTargetResult[];
  /** Acts beside editing. */
  readonly acts: readonly MenuItem[];
  /** Where list and record share one place. */
  readonly onBack: (() => void) | undefined;
  onAssign(): void;
  onLink(): void;
  onToggleContext(): void;
}

/** Number, state and the acts of a record. */
export function RecordBar(props: RecordBarProps): ReactElement {
  const { ticket, stateRef, targets, acts, onBack, onAssign, onLink, onToggleContext } = props;
  const openRecord = useNavigation((state) => state.openRecord);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(ticket.number);
    toast({ text: t('{{number}} copied', { number: ticket.number }), durationMs: 3_000 });
  };
  return (
    <PaneBar
      className="tickets-bar"
      level={1}
      start={
        <>
          {onBack ? (
            <IconButton
              icon="arrow-left"
              size="sm"
              label={t('Back to the list')}
              onClick={onBack}
            />
          ) : null}
          <h1 className="t2 med tickets-no">{ticket.number}</h1>
          <StateMenu ticket={ticket} buttonRef={stateRef} targets={targets} />
        </>
      }
    >
      <Button variant="quiet" size="sm" kbd="a" onClick={onAssign}>
        {t('Assign')}
      </Button>
      <IconButton
        icon="pop"
        size="sm"
        className="hide-field"
        label={t('Open in its own window')}
        onClick={() => {
          openRecord(ticket.id);
          commands.run('tab.window');
        }}
      />
      <Menu
        label={t('More')}
        align="end"
        trigger={<IconButton icon="dots" size="sm" label={t('More')} />}
        items={[
          {
            id: 'copy',
            icon: 'copy',
            label: t('Copy number'),
            onSelect: () => void copy(),
          },
          {
            id: 'macro',
            icon: 'play',
            label: t('Run a macro…'),
            kbd: 'm',
            onSelect: () => commands.run('ticket.macro'),
          },
          {
            id: 'checklist',
            icon: 'check',
            label: t('Add a line to the checklist…'),
            kbd: 'l',
            onSelect: () => commands.run('ticket.checklist'),
          },
          { id: 'link', icon: 'link', label: t('Link item…'), onSelect: onLink },
          {
            id: 'context',
            icon: 'side',
            label: t('Show or hide the context'),
            kbd: ']',
            onSelect: onToggleContext,
          },
          ...(acts.length === 0 ? [] : [{ kind: 'separator', id: 'acts' } as const]),
          ...acts,
        ]}
      />
    </PaneBar>
  );
}
