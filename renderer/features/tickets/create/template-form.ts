import type { TicketTemplate } from '../../../../shared/model/policy.ts';
import type { Level, Origin } from '../../../../shared/model/ticket.ts';
import { missingMandatory } from '../../../../shared/workflow/template-fields.ts';
import { t } from '../../../ui/i18n.ts';
import { fieldLabel } from '../../../words/ticket-words.ts';
import { categoryValue } from '../reference-options.tsx';
import { toNewTicket } from './new-ticket.ts';
import type { FormErrors, FormField, NewTicketForm } from './new-ticket.ts';

/** Fields of the form that a template may fill in, hide or demand. */
const FIELDS = [
  'title',
  'description',
  'requesterId',
  'category',
  'serviceId',
  'siteId',
  'teamId',
  'assigneeId',
  'impact',
  'urgency',
  'origin',
] as const;
type TemplateField = (typeof FIELDS)[number];

/** What a template says about the form; what it says nothing about is absent. */
function valuesOf({ values }: TicketTemplate): Partial<NewTicketForm> {
  const { category, subcategory, impact, urgency, origin, ...rest } = values as Readonly<
    Record<string, string | undefined>
  >;
  const words = FIELDS.filter((field) => typeof rest[field] === 'string').map(
    (field): [string, unknown] => [field, rest[field]],
  );
  return {
    ...Object.fromEntries(words),
    ...(category === undefined ? {} : { category: categoryValue(category, subcategory) }),
    ...(impact === undefined ? {} : { impact: impact as unknown as Level }),
    ...(urgency === undefined ? {} : { urgency: urgency as unknown as Level }),
    ...(origin === undefined ? {} : { origin: origin as Origin }),
  };
}

/**
 * The form with another template, or with none. What the person typed or chose stays; what the
 * template before filled in and nobody touched goes with it.
 *
 * @param empty The form as it begins.
 */
export function withTemplate(
  form: NewTicketForm,
  template: TicketTemplate | null,
  former: TicketTemplate | null,
  empty: NewTicketForm,
): NewTicketForm {
  const given = template === null ? {} : valuesOf(template);
  const before = former === null ? {} : valuesOf(former);
  const hidden = new Set(template?.hidden ?? []);
  const next: Record<string, unknown> = { ...form, templateId: template?.id ?? '' };
  for (const field of FIELDS) {
    const isUntouched = form[field] === (before[field] ?? empty[field]) || form[field] === '';
    // What is hidden cannot be corrected, so it is what the template says.
    if (hidden.has(field) || isUntouched) next[field] = given[field] ?? empty[field];
  }
  return next as unknown as NewTicketForm;
}

/** Is a field of the form to be seen? */
export function isOnForm(template: TicketTemplate | null, field: FormField): boolean {
  return template === null || !template.hidden.includes(field);
}

/** Does the template demand this field of the form? */
export function isDemanded(template: TicketTemplate | null, field: FormField): boolean {
  if (template === null) return false;
  const demanded = template.mandatory;
  if (field === 'category' && demanded.includes('subcategory')) return true;
  return demanded.includes(field);
}

/** What a template demands and the form does not say, as sentences at the fields. */
export function templateErrors(form: NewTicketForm, template: TicketTemplate | null): FormErrors {
  if (template === null) return {};
  const ticket = toNewTicket(form, '') as unknown as Parameters<typeof missingMandatory>[0];
  const wrong: Partial<Record<FormField, string>> = {};
  for (const field of missingMandatory(ticket, template)) {
    const place = field === 'subcategory' ? 'category' : field;
    if (!FIELDS.includes(place as TemplateField)) continue;
    wrong[place as TemplateField] ??= t('The template demands a value first: {{field}}.', {
      field: fieldLabel(field),
    });
  }
  return wrong;
}
