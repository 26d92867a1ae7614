import { useMemo, useState } from 'react';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import type { TicketTemplate } from '../../../../shared/model/policy.ts';
import { NUMBER_PREFIXES } from '../../../../shared/model/ticket.ts';
import { createFromTemplate } from '../../../../shared/workflow/template.ts';
import { createTicket } from '../../../../shared/workflow/ticket-commands.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { assignNew, useAssignmentSources, withAssignment } from '../assign/use-assignment.ts';
import { useDraft } from '../drafts.ts';
import { sayFailure } from '../failures.ts';
import { policiesOf } from '../../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { useLastScope } from './last-scope.ts';
import { answer, checkForm, emptyForm, readDraft, scopesOf, toNewTicket } from './new-ticket.ts';
import type { FormErrors, NewTicketForm } from './new-ticket.ts';
import { templateErrors, withTemplate } from './template-form.ts';

export interface NewTicketState {
  readonly form: NewTicketForm;
  readonly errors: FormErrors;
  readonly scopes: readonly string[];
  readonly keptAt: string | null;
  /** The template it follows; null: none. */
  readonly template: TicketTemplate | null;
  /** Those there are for this kind, in their order. */
  readonly templates: readonly TicketTemplate[];
  choose(templateId: string): void;
  change(part: Partial<NewTicketForm>): void;
  /** The id of what was made, or null while something is missing. */
  save(): Promise<string | null>;
  discard(): void;
}

function templatesOf(reference: ReferenceSnapshot, kind: TicketKind): readonly TicketTemplate[] {
  return policiesOf(reference, 'ticket-template')
    .filter(({ ticketKind }) => ticketKind === kind)
    .sort((a, b) => a.order - b.order || a.name.localeCompare(b.name));
}

/** A new ticket while it is written: kept on every keystroke, one draft a kind. */
export function useNewTicket(kind: TicketKind): NewTicketState {
  const replica = useReplica();
  const reference = useReference();
  const [draft, setDraft] = useDraft(`draft:new:${kind}`);
  const [lastScope, setLastScope] = useLastScope();
  const sources = useAssignmentSources();
  const [errors, setErrors] = useState<FormErrors>({});
  const [saving, setSaving] = useState(false);
  const scopes = useMemo(() => scopesOf(replica.session.roles), [replica]);
  const scope = scopes.find((each) => each === lastScope) ?? scopes[0] ?? '';
  const form = useMemo(
    () => ({ ...readDraft(draft.text, emptyForm(kind, scope)), kind }),
    [draft.text, kind, scope],
  );
  const templates = useMemo(() => templatesOf(reference, kind), [reference, kind]);
  const template = templates.find(({ id }) => id === form.templateId) ?? null;
  const save = async (): Promise<string | null> => {
    const wrong = { ...templateErrors(form, template), ...checkForm(form) };
    setErrors(wrong);
    if (Object.keys(wrong).length > 0 || saving) return null;
    setSaving(true);
    try {
      const number = await replica.takeNumber(NUMBER_PREFIXES[form.kind]);
      const result = await replica.run(
        (context) => {
          const written = toNewTicket(form, number);
          const input = withAssignment(written, assignNew(written, sources()));
          if (template === null) return createTicket(input, context);
          const checklist = reference.policies.get(template.checklistId ?? '');
          const lines = checklist?.kind === 'checklist' ? checklist : undefined;
          return createFromTemplate(input, template, lines, context);
        },
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
    template,
    templates,
    choose: (id) => {
      const next = templates.find((each) => each.id === id) ?? null;
      const filled = withTemplate(form, next, template, emptyForm(kind, scope));
      setDraft(JSON.stringify(filled));
      setErrors({});
    },
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
