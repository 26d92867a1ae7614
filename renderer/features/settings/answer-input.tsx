import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { TicketKind } from '../../../shared/model/ticket.ts';
import { ORIGINS } from '../../../shared/model/ticket.ts';
import type { AnswerField, AnswerType } from '../../../shared/workflow/template-fields.ts';
import { useReference } from '../../replica/hooks.ts';
import { peopleOf, policiesOf, teamsOf } from '../../replica/reference.ts';
import type { ReferenceSnapshot } from '../../replica/reference.ts';
import { Combobox } from '../../ui/combobox.tsx';
import { t } from '../../ui/i18n.ts';
import type { Option } from '../../ui/option.ts';
import { Select } from '../../ui/select.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { changeTypeLabel, fieldLabel, levelLabel, originLabel } from '../../words/ticket-words.ts';

interface AnswerInputProps {
  readonly field: AnswerField;
  readonly kinds: readonly TicketKind[];
  readonly value: unknown;
  /** With undefined where nothing is said. */
  onChange(value: unknown): void;
  readonly invalid?: boolean;
}

interface Named {
  readonly id: string;
  readonly name: string;
  readonly removedAt?: string | undefined;
}

function named(all: Iterable<Named>): readonly Option[] {
  return [...all]
    .filter(({ removedAt }) => removedAt === undefined)
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort((a, b) => a.label.localeCompare(b.label));
}

function words(all: readonly string[]): readonly Option[] {
  return [...new Set(all)].sort().map((value) => ({ value, label: value }));
}

/** What a field can be answered with; null where it is written. */
function optionsOf(
  type: AnswerType,
  kinds: readonly TicketKind[],
  reference: ReferenceSnapshot,
): readonly Option[] | null {
  const categories = policiesOf(reference, 'category').filter(({ ticketKinds }) =>
    ticketKinds.some((kind) => kinds.includes(kind)),
  );
  switch (type) {
    case 'requester':
      return named(peopleOf(reference));
    case 'agent':
      return named(peopleOf(reference).filter(({ userName }) => userName !== undefined));
    case 'team':
      return named(teamsOf(reference));
    case 'site':
      return named([...reference.places.values()].filter(({ kind }) => kind === 'site'));
    case 'service':
      return named([...reference.catalog.values()].filter(({ kind }) => kind === 'service'));
    case 'category':
      return words(categories.map(({ name }) => name));
    case 'subcategory':
      return words(categories.flatMap(({ subcategories }) => subcategories));
    case 'level':
      return ([1, 2, 3] as const).map((level) => ({
        value: String(level),
        label: levelLabel(level),
      }));
    case 'origin':
      return ORIGINS.map((value) => ({ value, label: originLabel(value) }));
    case 'change-type':
      return ['standard', 'normal', 'emergency'].map((value) => ({
        value,
        label: changeTypeLabel(value),
      }));
    case 'text':
    case 'long':
      return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The input of a field's value, as templates and macros set it beforehand. */
export function AnswerInput(props: AnswerInputProps): ReactElement {
  const { field, kinds, value, onChange, invalid = false } = props;
  const reference = useReference();
  const { type } = field;
  const options = useMemo(() => optionsOf(type, kinds, reference), [type, kinds, reference]);
  const label = t('Value of {{field}}', { field: fieldLabel(field.field) });
  const say = (text: string): void => {
    if (text === '') onChange(undefined);
    else onChange(type === 'level' ? Number(text) : text);
  };
  const text = textOf(value);
  const wrong = invalid ? { 'aria-invalid': true as const } : {};
  if (type === 'long') {
    return (
      <TextArea
        aria-label={label}
        minRows={1}
        value={text}
        {...wrong}
        onChange={(event) => say(event.target.value)}
      />
    );
  }
  if (options === null) {
    return (
      <TextInput
        aria-label={label}
        maxLength={400}
        value={text}
        {...wrong}
        onChange={(event) => say(event.target.value)}
      />
    );
  }
  if (type === 'level' || type === 'origin' || type === 'change-type') {
    return (
      <Select
        label={label}
        value={text}
        options={options}
        placeholder={t('Nothing')}
        {...wrong}
        onChange={say}
      />
    );
  }
  return (
    <Combobox
      label={label}
      value={text}
      options={options}
      allowEmpty
      placeholder={t('Nothing')}
      {...wrong}
      onChange={say}
    />
  );
}
