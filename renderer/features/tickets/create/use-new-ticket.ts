import { useMemo, useState } from 'react';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { NUMBER_PREFIXES } from '../../../../shared/model/ticket.ts';
import { createTicket } from '../../../../shared/workflow/ticket-commands.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { useDraft } from '../drafts.ts';
import { sayFailure } from '../failures.ts';
import { useLastScope } from './last-scope.ts';
import { answer, checkForm, emptyForm, readDraft, scopesOf, toNewTicket } from './new-ticket.ts';
import type { FormErrors, NewTicketForm } from './new-ticket.ts';

export interface NewTicketState {
  readonly form: NewTicketForm;
  readonly errors: FormErrors;
  readonly scopes: readonly string[];
  readonly keptAt: string | null;
  change(part: Partial<NewTicketForm>): void;
  /** The id of what was made, or null while something is missing. */
  save(): Promise<string | null>;
  discard(): void;
}

/** A new ticket while it is written: kept on every keystroke, one draft a kind. */
export function useNewTicket(kind: TicketKind): NewTicketState {
  const replica = useReplica();
  const reference = useReference();
  const [draft, setDraft] = useDraft(`draft:new:${kind}`);
  const [lastScope, setLastScope] = useLastScope();
  const [errors, setErrors] = useState<FormErrors>({});
  const [saving, setSaving] = useState(false);
  const scopes = useMemo(() => scopesOf(replica.session.roles), [replica]);
  const scope = scopes.find((each) => each === lastScope) ?? scopes[0] ?? '';
  const form = useMemo(
    () => ({ ...readDraft(draft.text, emptyForm(kind, scope)), kind }),
    [draft.text, kind, scope],
  );
  const save = async (): Promise<string | null> => {
    const wrong = checkForm(form);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0 || saving) return null;
    setSaving(true);
    try {
      const number = await replica.takeNumber(NUMBER_PREFIXES[form.kind]);
      const result = await replica.run(
        (context) => createTicket(toNewTicket(form, number), context),
        t('New {{number}}', { number }),
      );
      setDraft('');
      if (scopes.length > 1) setLastScope(form.scope);
      toast({ tone: 'success', text: t('{{number}} is written', { number }) });
      return result.writes[0]?.document.id ?? null;
    } catch (error) {
      sayFailure(error);
      return null;
    } finally {
      setSaving(false);
    }
  };
  return {
    form,
    errors,
    scopes,
    keptAt: draft.keptAt,
    change: (part) => {
      setDraft(JSON.stringify(answer(form, part, reference)));
      const fields = Object.keys(part);
      setErrors(
        Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field))),
      );
    },
    save,
    discard: () => {
      setDraft('');
      setErrors({});
    },
  };
}
