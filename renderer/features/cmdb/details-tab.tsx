import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { Item } from '../../../shared/model/item.ts';
import { CRITICALITIES } from '../../../shared/model/item.ts';
import { useReference } from '../../replica/hooks.ts';
import { formatDate } from '../../ui/format.ts';
import { Field, FieldGrid } from '../../ui/field.tsx';
import type { FieldEditor } from '../../ui/field.tsx';
import { t, useLocale } from '../../ui/i18n.ts';
import type { Option } from '../../ui/option.ts';
import { SectionHead } from '../../ui/section-head.tsx';
import { attributeText, attributeWords, readAttribute, typeOfValue } from './attribute-value.ts';
import { attributesOf, classNameOf } from './item-classes.ts';
import type { ClassAttribute } from './item-classes.ts';
import { classOptions, personOptions, placeOptions, teamOptions } from './options.tsx';
import { placeText } from './place-path.ts';
import { useItemActs } from './use-item-acts.ts';
import { criticalityWord, fieldWord } from './words.ts';

type BaseField =
  | 'name'
  | 'className'
  | 'criticality'
  | 'assetTag'
  | 'serial'
  | 'manufacturer'
  | 'model'
  | 'placeId'
  | 'ownerId'
  | 'teamId'
  | 'description'
  | 'purchasedOn'
  | 'warrantyEndsOn';

interface BaseFieldProps {
  readonly item: Item;
  readonly field: BaseField;
  readonly editor: FieldEditor;
  /** How the value reads, where it is an id or a key. */
  readonly display?: string | undefined;
  readonly isFirst?: boolean;
  /** It cannot be without one. */
  readonly isRequired?: boolean;
}

function BaseFieldView(props: BaseFieldProps): ReactElement {
  const { item, field, editor, display, isFirst = false, isRequired = false } = props;
  const acts = useItemActs();
  const label = fieldWord(field) ?? field;
  return (
    <Field
      label={label}
      value={item[field] ?? ''}
      {...(display === undefined ? {} : { display, spoken: display })}
      editor={editor}
      hotkey={isFirst}
      validate={(value) =>
        isRequired && value.trim() === '' ? t('This cannot be empty.') : undefined
      }
      onCommit={async (value) =>
        acts.update(item, { [field]: value.trim() === '' ? undefined : value.trim() }, label)
      }
      {...(editor.kind === 'textarea' ? { className: 'cmdb-wide' } : {})}
    />
  );
}

function editorOf({ type, choices }: ClassAttribute): FieldEditor {
  switch (type) {
    case 'boolean':
      return {
        kind: 'combobox',
        allowEmpty: true,
        options: [
          { value: 'yes', label: t('Yes') },
          { value: 'no', label: t('No') },
        ],
      };
    case 'choice':
      return {
        kind: 'combobox',
        allowEmpty: true,
        options: (choices ?? []).map((value): Option => ({ value, label: value })),
      };
    case 'date':
      return { kind: 'text', type: 'date' };
    case 'number':
      return { kind: 'text', inputMode: 'decimal' };
    case 'list':
      return { kind: 'text', placeholder: t('Several, with commas between them') };
    case 'text':
      return { kind: 'text', maxLength: 1000 };
  }
}

function AttributeView({
  item,
  attribute,
}: {
  readonly item: Item;
  readonly attribute: ClassAttribute;
}): ReactElement {
  const acts = useItemActs();
  const locale = useLocale();
  const { key, label, type, unit } = attribute;
  const value = item.attributes[key];
  const isDate = type === 'date' && typeof value === 'string';
  const words = isDate ? dateWords(locale, value) : attributeWords(value, unit);
  return (
    <Field
      label={label}
      value={attributeText(value)}
      {...(value === undefined ? {} : { display: words, spoken: words })}
      editor={editorOf(attribute)}
      validate={(typed) => {
        const read = readAttribute(type, typed);
        return read.ok ? undefined : read.message;
      }}
      onCommit={async (typed) => {
        const read = readAttribute(type, typed);
        return read.ok ? acts.updateAttribute(item, key, read.value, label) : read.message;
      }}
    />
  );
}

/** A date without a time is the same day everywhere; text that is none stays as it is. */
function dateWords(locale: string, date: string): string {
  const at = Date.parse(`${date}T12:00:00Z`);
  return Number.isNaN(at) ? date : formatDate(locale, at, 'UTC');
}

/** Attributes the class defines, then those the item has all the same. */
function useAttributes(item: Item): readonly ClassAttribute[] {
  const { classes } = useReference();
  return useMemo(() => {
    const defined = attributesOf(classes, item.className);
    const known = new Set(defined.map((each) => each.key));
    const others = Object.entries(item.attributes)
      .filter(([key]) => !known.has(key))
      .map(([key, value]): ClassAttribute => ({ key, label: key, type: typeOfValue(value) }));
    return [...defined, ...others];
  }, [classes, item.className, item.attributes]);
}

/** The fields every item has. */
function BaseFields({ item }: { readonly item: Item }): ReactElement {
  const reference = useReference();
  const locale = useLocale();
  const lists = useMemo(
    () => ({
      classes: classOptions(reference.classes),
      places: placeOptions(reference.places),
      people: personOptions(reference),
      teams: teamOptions(reference),
    }),
    [reference],
  );
  const nameOf = (id: string | undefined): string | undefined =>
    id === undefined ? undefined : (reference.people.get(id)?.name ?? t('Record that is not here'));
  const day = (value: string | undefined): string | undefined =>
    value === undefined ? undefined : dateWords(locale, value);
  const place = item.placeId === undefined ? undefined : placeText(reference.places, item.placeId);
  const field = (name: BaseField, editor: FieldEditor, display?: string): ReactElement => (
    <BaseFieldView item={item} field={name} editor={editor} display={display} />
  );
  return (
    <FieldGrid columns={3}>
      <BaseFieldView item={item} field="name" editor={TEXT} isFirst isRequired />
      <BaseFieldView
        item={item}
        field="className"
        isRequired
        editor={{ kind: 'combobox', options: lists.classes }}
        display={classNameOf(reference.classes, item.className)}
      />
      <BaseFieldView
        item={item}
        field="criticality"
        isRequired
        editor={{
          kind: 'select',
          options: CRITICALITIES.map((value) => ({ value, label: criticalityWord(value) })),
        }}
        display={criticalityWord(item.criticality)}
      />
      {field('placeId', chosenFrom(lists.places), place)}
      {field('ownerId', chosenFrom(lists.people), nameOf(item.ownerId))}
      {field('teamId', chosenFrom(lists.teams), nameOf(item.teamId))}
      {field('assetTag', TEXT)}
      {field('serial', TEXT)}
      {field('manufacturer', TEXT)}
      {field('model', TEXT)}
      {field('purchasedOn', DATE, day(item.purchasedOn))}
      {field('warrantyEndsOn', DATE, day(item.warrantyEndsOn))}
      {field('description', { kind: 'textarea' })}
    </FieldGrid>
  );
}

const TEXT: FieldEditor = { kind: 'text', maxLength: 200 };
const DATE: FieldEditor = { kind: 'text', type: 'date' };

function chosenFrom(options: readonly Option[]): FieldEditor {
  return { kind: 'combobox', options, allowEmpty: true };
}

/** All fields of an item, edited where they stand. */
export function DetailsTab({ item }: { readonly item: Item }): ReactElement {
  const { classes } = useReference();
  const attributes = useAttributes(item);
  return (
    <div className="cmdb-details">
      <BaseFields item={item} />
      {attributes.length > 0 ? (
        <>
          <SectionHead>{classNameOf(classes, item.className)}</SectionHead>
          <FieldGrid columns={3}>
            {attributes.map((attribute) => (
              <AttributeView key={attribute.key} item={item} attribute={attribute} />
            ))}
          </FieldGrid>
        </>
      ) : null}
    </div>
  );
}
