import { useMemo } from 'react';
import type { ReactElement } from 'react';
import type { AnnouncementBody } from '../../../../shared/workflow/desk-commands.ts';
import { useReference, useRows, useWorkspace } from '../../../replica/hooks.ts';
import type { ReferenceSnapshot } from '../../../replica/reference.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { t } from '../../../ui/i18n.ts';
import { fromLocalInput, toLocalInput } from '../../../ui/local-instant.ts';
import type { Option } from '../../../ui/option.ts';
import { PickSeveral } from '../../../ui/pick-several.tsx';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { severityLabel } from '../../../words/announcement-words.ts';

interface FieldsProps {
  readonly body: AnnouncementBody;
  readonly mayEdit: boolean;
  errorOf(field: string): string | undefined;
  onChange(next: AnnouncementBody): void;
}

function byLabel(a: Option, b: Option): number {
  return a.label.localeCompare(b.label);
}

function siteOptions({ places }: ReferenceSnapshot): readonly Option[] {
  return [...places.values()]
    .filter(({ kind, removedAt }) => kind === 'site' && removedAt === undefined)
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort(byLabel);
}

function serviceOptions({ catalog }: ReferenceSnapshot): readonly Option[] {
  return [...catalog.values()]
    .filter(({ kind, removedAt }) => kind === 'service' && removedAt === undefined)
    .map(({ id, name }) => ({ value: id, label: name }))
    .sort(byLabel);
}

/** Open incidents and changes, the newest first: what an announcement can be about. */
function useTicketOptions(chosen: string | undefined): readonly Option[] {
  const rows = useRows(useWorkspace().tickets);
  return useMemo(
    () =>
      rows
        .filter(
          ({ id, kind, open }) =>
            id === chosen || (open && (kind === 'incident' || kind === 'change')),
        )
        .sort((a, b) => b.openedAt - a.openedAt)
        .map(({ id, number, title }) => ({ value: id, label: number, detail: title })),
    [rows, chosen],
  );
}

function InstantField(props: {
  readonly label: string;
  readonly value: string | undefined;
  readonly required?: boolean;
  readonly hint?: string;
  readonly error: string | undefined;
  onChange(value: string | undefined): void;
}): ReactElement {
  const { label, value, required = false, hint, error, onChange } = props;
  return (
    <FormField label={label} required={required} hint={hint} error={error}>
      {(ids) => (
        <TextInput
          {...ids}
          type="datetime-local"
          value={value === undefined ? '' : toLocalInput(value)}
          onChange={({ target }) => {
            const next = fromLocalInput(target.value) ?? undefined;
            if (next !== undefined || !required) onChange(next);
          }}
        />
      )}
    </FormField>
  );
}

type Set = (part: Partial<Record<keyof AnnouncementBody, unknown>>) => void;

/** Whom and what it is about. */
function WhomFields({ body, mayEdit, set }: FieldsProps & { readonly set: Set }): ReactElement {
  const reference = useReference();
  const sites = useMemo(() => siteOptions(reference), [reference]);
  const services = useMemo(() => serviceOptions(reference), [reference]);
  const tickets = useTicketOptions(body.ticketId);
  return (
    <>
      <FormField
        label={t('Services')}
        hint={t('Tickets about these services say that it is known.')}
      >
        {(ids) => (
          <PickSeveral
            ids={ids}
            chosen={body.serviceIds}
            options={services}
            disabled={!mayEdit}
            onChange={(serviceIds) => set({ serviceIds })}
          />
        )}
      </FormField>
      <FormField label={t('Sites')} hint={t('None chosen: it is for everybody.')}>
        {(ids) => (
          <PickSeveral
            ids={ids}
            chosen={body.siteIds}
            options={sites}
            disabled={!mayEdit}
            onChange={(siteIds) => set({ siteIds })}
          />
        )}
      </FormField>
      <FormField label={t('The incident or change it is about')}>
        {(ids) => (
          <Combobox
            {...ids}
            allowEmpty
            value={body.ticketId ?? ''}
            options={tickets}
            disabled={!mayEdit}
            onChange={(ticketId) => set({ ticketId: ticketId === '' ? undefined : ticketId })}
          />
        )}
      </FormField>
    </>
  );
}

/** What a person decides about an announcement. */
export function AnnouncementFields(props: FieldsProps): ReactElement {
  const { body, errorOf, onChange } = props;
  const set: Set = (part) => {
    const next = Object.entries({ ...body, ...part }).filter(([, value]) => value !== undefined);
    onChange(Object.fromEntries(next) as unknown as AnnouncementBody);
  };
  return (
    <>
      <FormField label={t('What')} required error={errorOf('name')}>
        {(ids) => (
          <TextInput
            {...ids}
            value={body.name}
            maxLength={200}
            autoComplete="off"
            onChange={({ target }) => set({ name: target.value })}
          />
        )}
      </FormField>
      <div>
        <div className="form-field__label">{t('Severity')}</div>
        <Segmented
          label={t('Severity')}
          value={body.severity}
          options={(['info', 'maintenance', 'outage'] as const).map((value) => ({
            value,
            label: severityLabel(value),
          }))}
          onChange={(severity) => set({ severity })}
        />
      </div>
      <FormField label={t('What people are to know and do')}>
        {(ids) => (
          <TextArea
            {...ids}
            value={body.body}
            minRows={3}
            maxLength={4000}
            onChange={({ target }) => set({ body: target.value })}
          />
        )}
      </FormField>
      <div className="work-pair">
        <InstantField
          label={t('From')}
          value={body.fromAt}
          required
          error={errorOf('fromAt')}
          onChange={(fromAt) => set({ fromAt })}
        />
        <InstantField
          label={t('To')}
          value={body.toAt}
          hint={t('Left empty: until somebody ends it.')}
          error={errorOf('toAt')}
          onChange={(toAt) => set({ toAt })}
        />
      </div>
      <WhomFields {...props} set={set} />
    </>
  );
}
