import { useCallback, useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Macro } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import type { CommandContext } from '../../../../shared/workflow/command.ts';
import { planMacro } from '../../../../shared/workflow/macro.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button } from '../../../ui/button.tsx';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { t } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { toast } from '../../../ui/toast.ts';
import { runMacro } from './macro-acts.ts';
import { MacroPreview } from '../../../words/macro-preview.tsx';
import { PickDialog } from './pick-dialog.tsx';
import { refusalText } from '../../../words/plan-words.ts';
import { useMacroFacts, useMacros } from './use-aids.ts';

/** A context for looking ahead: what comes of it is shown and never stored. */
export function usePreviewContext(): () => CommandContext {
  const { session, now } = useReplica();
  const { matrix, policies } = useReference();
  return useCallback(
    () => ({
      now: new Date(now()).toISOString(),
      userName: session.userName,
      roles: session.roles,
      deviceId: session.deviceId,
      ulid: () => '0'.repeat(26),
      matrix,
      policies,
    }),
    [session, now, matrix, policies],
  );
}

function optionOf({ id, name, steps, ownerUserName }: Macro): Option {
  const count = t('{{count}} steps', { count: steps.length });
  return {
    value: id,
    label: name,
    detail: ownerUserName === undefined ? count : `${count} · ${t('private')}`,
  };
}

function NoMacros({ onClose }: { onClose(): void }): ReactElement {
  const go = useNavigation((state) => state.go);
  return (
    <EmptyState
      icon="play"
      title={t('There are no macros for this yet')}
      actions={
        <Button
          onClick={() => {
            onClose();
            go({ kind: 'settings', page: 'macros', id: 'new' });
          }}
        >
          {t('Make the first one')}
        </Button>
      }
    >
      <p>{t('A macro does several steps at once: comment, assign, move, log time.')}</p>
    </EmptyState>
  );
}

interface MacroDialogProps {
  readonly ticket: Ticket;
  onClose(): void;
}

/** The macros for a record, and what each would do to it. */
export function MacroDialog({ ticket, onClose }: MacroDialogProps): ReactElement {
  const replica = useReplica();
  const macros = useMacros([ticket.kind]);
  const factsOf = useMacroFacts();
  const contextOf = usePreviewContext();
  const options = useMemo(() => macros.map(optionOf), [macros]);
  const plans = useMemo(() => {
    const facts = factsOf(ticket);
    const context = contextOf();
    return new Map(
      macros.map((macro): [string, ReturnType<typeof planMacro>] => [
        macro.id,
        planMacro(ticket, macro, facts, context),
      ]),
    );
  }, [macros, ticket, factsOf, contextOf]);
  const run = async (id: string): Promise<void> => {
    const macro = macros.find((each) => each.id === id);
    if (macro === undefined) return;
    onClose();
    const problem = await runMacro(replica, ticket, macro, factsOf(ticket));
    if (problem !== undefined) toast({ tone: 'danger', text: problem });
  };
  return (
    <PickDialog
      title={t('Run a macro on {{number}}', { number: ticket.number })}
      placeholder={t('Find a macro by name')}
      options={options}
      act={t('Run')}
      empty={<NoMacros onClose={onClose} />}
      preview={(id) => {
        const plan = plans.get(id);
        return plan === undefined ? null : (
          <MacroPreview plan={plan} values={factsOf(ticket).values} />
        );
      }}
      refusal={(id) => {
        const plan = plans.get(id);
        return plan === undefined ? undefined : refusalText(plan);
      }}
      onChoose={(id) => void run(id)}
      onClose={onClose}
    />
  );
}
