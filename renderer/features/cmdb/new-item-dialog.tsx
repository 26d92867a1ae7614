import { useId, useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import { create } from 'zustand';
import type { Item } from '../../../shared/model/item.ts';
import { CRITICALITIES, ITEM_STATUSES } from '../../../shared/model/item.ts';
import { CommandError } from '../../../shared/workflow/command.ts';
import type { NewBody } from '../../../shared/workflow/command.ts';
import { useReference, useReplica } from '../../replica/hooks.ts';
import { useNavigation } from '../../state/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormField } from '../../ui/form-field.tsx';
import { t } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import type { Option } from '../../ui/option.ts';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { readAttribute } from './attribute-value.ts';
import { attributesOf } from './item-classes.ts';
import type { ClassAttribute } from './item-classes.ts';
import { classOptions, personOptions, placeOptions, teamOptions } from './options.tsx';
import { useItemActs } from './use-item-acts.ts';
import { criticalityWord, fieldWord, statusWord } from './words.ts';

/** What was typed, by field; attributes as `attribute:<key>`. Kept until the item is made. */
type Draft = Readonly<Record<string, string>>;

const EMPTY: Draft = { status: 'operational', criticality: 'medium' };

/** A slip that closes the form loses nothing: it opens again as it was. */
const useDraft = create<{ readonly draft: Draft }>(() => ({ draft: EMPTY }));

/** Scopes the person may write in, from roles such as `scope:nordlicht`. */
function scopesOf(roles: readonly string[]): readonly string[] {
  return roles.filter((role) => role.startsWith('scope:')).map((role) => role.slice(6));
}

const TEXT_FIELDS = ['assetTag', 'serial', 'manufacturer', 'model'] as const;
const DATE_FIELDS = ['purchasedOn', 'warrantyEndsOn'] as const;
const ID_FIELDS = ['placeId', 'ownerId', 'teamId'] as const;

type Body = Omit<NewBody<'items'>, 'number'>;

/** The item that was typed, or what is wrong with which field. */
function read(
  draft: Draft,
  attributes: readonly ClassAttribute[],
  scope: string,
): Body | CommandError {
  if (!draft['className']) return new CommandError(t('Choose a class.'), 'className');
  if (!draft['name']?.trim()) return new CommandError(t('Give the item a name.'), 'name');
  const values: Record<string, Item['attributes'][string]> = {};
  for (const { key, type } of attributes) {
    const got = readAttribute(type, draft[`attribute:${key}`] ?? '');
    if (!got.ok) return new CommandError(got.message, `attribute:${key}`);
    if (got.value !== undefined) values[key] = got.value;
  }
  const own = [...TEXT_FIELDS, ...DATE_FIELDS, ...ID_FIELDS].flatMap((field) => {
    const value = draft[field]?.trim();
    return value ? [[field, value]] : [];
  });
  return {
    kind: 'item',
    scope,
    name: draft['name'].trim(),
    className: draft['className'],
    status: draft['status'],
    criticality: draft['criticality'],
    attributes: values,
    ...(Object.fromEntries(own) as Partial<Body>),
  } as Body;
}

interface InputsProps {
  readonly draft: Draft;
  readonly error: CommandError | null;
  readonly set: (field: string, value: string) => void;
}

function TextField({
  field,
  label,
  type = 'text',
  hint,
  required = false,
  ...form
}: InputsProps & {
  readonly field: string;
  readonly label: string;
  readonly type?: 'text' | 'date';
  readonly hint?: string | undefined;
  readonly required?: boolean;
}): ReactElement {
  const { draft, error, set } = form;
  return (
    <FormField
      label={label}
      hint={hint}
      required={required}
      error={error?.field === field ? error.message : undefined}
    >
      {(ids) => (
        <TextInput
          {...ids}
          type={type}
          value={draft[field] ?? ''}
          autoComplete="off"
          onChange={(event) => set(field, event.target.value)}
        />
      )}
    </FormField>
  );
}

function ChoiceField({
  field,
  label,
  options,
  isLong = false,
  required = false,
  placeholder,
  ...form
}: InputsProps & {
  readonly field: string;
  readonly label: string;
  readonly options: readonly Option[];
  /** Looked through by typing. */
  readonly isLong?: boolean;
  readonly required?: boolean;
  readonly placeholder?: string;
}): ReactElement {
  const { draft, error, set } = form;
  const value = draft[field] ?? '';
  const onChange = (next: string): void => set(field, next);
  const empty = placeholder === undefined ? {} : { placeholder };
  return (
    <FormField
      label={label}
      required={required}
      error={error?.field === field ? error.message : undefined}
    >
      {(ids) =>
        isLong ? (
          <Combobox
            {...ids}
            {...empty}
            value={value}
            options={options}
            allowEmpty
            onChange={onChange}
          />
        ) : (
          <Select {...ids} {...empty} value={value} options={options} onChange={onChange} />
        )
      }
    </FormField>
  );
}

function AttributeField({
  attribute,
  ...form
}: InputsProps & { readonly attribute: ClassAttribute }): ReactElement {
  const { key, label, type, unit, choices } = attribute;
  const field = `attribute:${key}`;
  if (type === 'boolean' || type === 'choice') {
    const options =
      type === 'choice'
        ? (choices ?? []).map((value) => ({ value, label: value }))
        : [
            { value: 'yes', label: t('Yes') },
            { value: 'no', label: t('No') },
          ];
    return <ChoiceField {...form} field={field} label={label} options={options} placeholder="–" />;
  }
  return (
    <TextField
      {...form}
      field={field}
      label={unit === undefined ? label : `${label} (${unit})`}
      type={type === 'date' ? 'date' : 'text'}
      hint={type === 'list' ? t('Several, with commas between them') : undefined}
    />
  );
}

function Inputs({
  attributes,
  scopes,
  ...form
}: InputsProps & {
  readonly attributes: readonly ClassAttribute[];
  readonly scopes: readonly string[];
}): ReactElement {
  const reference = useReference();
  const lists = useMemo(
    () => ({
      className: classOptions(reference.classes),
      placeId: placeOptions(reference.places),
      ownerId: personOptions(reference),
      teamId: teamOptions(reference),
    }),
    [reference],
  );
  const word = (field: string): string => fieldWord(field) ?? field;
  return (
    <div className="cmdb-form">
      <ChoiceField
        {...form}
        isLong
        required
        field="className"
        label={word('className')}
        options={lists.className}
      />
      <TextField {...form} required field="name" label={word('name')} />
      {scopes.length > 1 ? (
        <ChoiceField
          {...form}
          field="scope"
          label={t('Scope')}
          options={scopes.map((value) => ({ value, label: value }))}
        />
      ) : null}
      <ChoiceField
        {...form}
        field="status"
        label={word('status')}
        options={ITEM_STATUSES.map((value) => ({ value, label: statusWord(value) }))}
      />
      <ChoiceField
        {...form}
        field="criticality"
        label={word('criticality')}
        options={CRITICALITIES.map((value) => ({ value, label: criticalityWord(value) }))}
      />
      {ID_FIELDS.map((field) => (
        <ChoiceField
          {...form}
          key={field}
          isLong
          field={field}
          label={word(field)}
          options={lists[field]}
        />
      ))}
      {TEXT_FIELDS.map((field) => (
        <TextField {...form} key={field} field={field} label={word(field)} />
      ))}
      {DATE_FIELDS.map((field) => (
        <TextField {...form} key={field} type="date" field={field} label={word(field)} />
      ))}
      {attributes.map((attribute) => (
        <AttributeField {...form} key={attribute.key} attribute={attribute} />
      ))}
    </div>
  );
}

interface NewItemDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** A new item: the class decides what is asked for. */
export function NewItemDialog({ open, onOpenChange }: NewItemDialogProps): ReactElement {
  const formId = useId();
  const { classes } = useReference();
  const { session } = useReplica();
  const acts = useItemActs();
  const openRecord = useNavigation((state) => state.openRecord);
  const { draft } = useDraft();
  const [error, setError] = useState<CommandError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const scopes = scopesOf(session.roles);
  const scope = draft['scope'] ?? scopes[0];
  const className = draft['className'] ?? '';
  const attributes = useMemo(() => attributesOf(classes, className), [classes, className]);
  const set = (field: string, value: string): void => {
    useDraft.setState(({ draft: before }) => ({ draft: { ...before, [field]: value } }));
    if (error?.field === field) setError(null);
  };
  const submit = async (): Promise<void> => {
    if (isBusy || scope === undefined) return;
    const body = read(draft, attributes, scope);
    if (body instanceof CommandError) {
      setError(body);
      return;
    }
    setBusy(true);
    const made = await acts.create(body).finally(() => setBusy(false));
    if (made instanceof CommandError) {
      setError(made);
      return;
    }
    useDraft.setState({ draft: EMPTY });
    setError(null);
    onOpenChange(false);
    openRecord(made.id);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('New configuration item')}
      size="l"
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('Cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} disabled={scope === undefined}>
            {t('Create item')}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        {scope === undefined ? (
          <Notice tone="warning" title={t('You may not write in any scope')}>
            {t(
              'Ask an administrator for a role such as “scope:name”; then items can be made here.',
            )}
          </Notice>
        ) : null}
        {error && error.field === undefined ? (
          <Notice tone="warning" live>
            {error.message}
          </Notice>
        ) : null}
        <Inputs draft={draft} error={error} set={set} attributes={attributes} scopes={scopes} />
      </form>
    </Dialog>
  );
}
