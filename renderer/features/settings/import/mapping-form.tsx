import { useMemo } from 'react';
import type { ReactElement } from 'react';
import { PARTY_FIELDS, columnUse, type Mapping } from '../../../../shared/import/mapping.ts';
import { guessDateOrder } from '../../../../shared/import/read-date.ts';
import { dateTexts } from '../../../../shared/import/detect-format.ts';
import { PRESETS } from '../../../../shared/import/presets.ts';
import type { ImportMapping } from '../../../../shared/model/policy.ts';
import { useReference } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { formatBytes, formatNumber, formatPercent } from '../../../ui/format.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import type { Option } from '../../../ui/option.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { ColumnTable } from './column-table.tsx';
import {
  delimiterName,
  encodingName,
  kindOptions,
  orderOptions,
  partyLabel,
} from './import-words.ts';
import { SaveMapping } from './save-mapping.tsx';
import type { ImportDesk } from './use-import.ts';
import { WordTables } from './word-tables.tsx';

interface PartProps {
  readonly desk: ImportDesk;
}

const ZONES = Intl.supportedValuesOf('timeZone');

function zoneOptions(chosen: string): readonly Option[] {
  const zones = ['UTC', ...ZONES];
  const all = zones.includes(chosen) ? zones : [chosen, ...zones];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}

/** What the columns become, what their words mean, and who is made. */
export function MappingForm({ desk }: PartProps): ReactElement {
  return (
    <>
      <section className="imp__part" aria-labelledby="imp-columns">
        <div className="imp__head">
          <h3 id="imp-columns">{t('Columns')}</h3>
          <SaveMapping desk={desk} />
        </div>
        <ColumnTable desk={desk} />
      </section>
      <WordTables desk={desk} />
      <UnknownNames desk={desk} />
    </>
  );
}

function FileFacts({ desk }: PartProps): ReactElement {
  const locale = useLocale();
  const { file } = desk;
  if (!file) return <></>;
  const { table } = file;
  const facts = [
    formatBytes(locale, file.bytes),
    table.kind === 'csv' ? 'CSV' : table.kind === 'json' ? 'JSON' : 'JSON Lines',
    encodingName(file.encoding),
    ...(table.delimiter === undefined
      ? []
      : [t('parted by {{delimiter}}', { delimiter: delimiterName(table.delimiter) })]),
    t('{{number}} rows', { number: formatNumber(locale, table.rows.length) }),
    t('{{number}} columns', { number: table.columns.length }),
  ];
  return <p className="t12 t3 tnum">{facts.join(' · ')}</p>;
}

/** Kept mappings that know a column of this file. */
function useKept(desk: ImportDesk): readonly ImportMapping[] {
  const reference = useReference();
  const columns = desk.file?.table.columns;
  return useMemo(
    () =>
      policiesOf(reference, 'import-mapping').filter(({ mapping }) => {
        const known = mapping['columns'];
        return (
          typeof known === 'object' &&
          known !== null &&
          columns?.some((column) => Object.hasOwn(known, column))
        );
      }),
    [reference, columns],
  );
}

function FormatSelect({ desk }: PartProps): ReactElement {
  const locale = useLocale();
  const kept = useKept(desk);
  const options: Option[] = [
    ...desk.formats.map(({ preset, score }) => ({
      value: preset.id,
      label:
        score === 0
          ? preset.name
          : t('{{name}} (fits {{share}})', {
              name: preset.name,
              share: formatPercent(locale, score),
            }),
    })),
    { value: 'other', label: t('Another tool') },
    ...kept.map(({ id, name }) => ({ value: id, label: t('Own mapping: {{name}}', { name }) })),
  ];
  const onChange = (value: string): void => {
    const own = kept.find(({ id }) => id === value);
    const preset = PRESETS.find(({ id }) => id === value);
    desk.setBasis(own ?? preset?.id ?? 'other');
  };
  return (
    <FormField label={t('Written by')} hint={t('A guess by the names of the columns.')}>
      {(ids) => <Select {...ids} value={desk.basis} options={options} onChange={onChange} />}
    </FormField>
  );
}

/** The file, which tool wrote it, and how its dates are read. */
export function FilePart({ desk }: PartProps): ReactElement {
  const { mapping, file } = desk;
  const set = (patch: Partial<Mapping>): void => desk.setMapping({ ...mapping!, ...patch });
  return (
    <section className="imp__part" aria-labelledby="imp-file">
      <div className="imp__head">
        <h3 id="imp-file" className="cut">
          {file!.name}
        </h3>
        <FileFacts desk={desk} />
      </div>
      <div className="imp__form">
        <FormatSelect desk={desk} />
        <FormField
          label={t('System')}
          hint={t('The same system and key are the same ticket for ever.')}
        >
          {(ids) => (
            <TextInput
              {...ids}
              value={mapping!.system}
              maxLength={60}
              onChange={(event) => set({ system: event.target.value })}
            />
          )}
        </FormField>
        {desk.scopes.length < 2 ? null : (
          <FormField label={t('Scope')}>
            {(ids) => (
              <Select
                {...ids}
                value={desk.scope}
                options={desk.scopes.map((scope) => ({ value: scope, label: scope }))}
                onChange={desk.setScope}
              />
            )}
          </FormField>
        )}
        <FormField label={t('Kind of ticket')} hint={t('Of rows whose columns do not say.')}>
          {(ids) => (
            <Select
              {...ids}
              value={mapping!.kind}
              options={kindOptions()}
              onChange={(kind) => set({ kind })}
            />
          )}
        </FormField>
        <DateFields desk={desk} set={set} />
      </div>
    </section>
  );
}

function DateFields({
  desk,
  set,
}: PartProps & { readonly set: (patch: Partial<Mapping>) => void }): ReactElement {
  const { mapping, file } = desk;
  const zones = useMemo(() => zoneOptions(mapping!.timezone), [mapping]);
  const dates = useMemo(
    () => guessDateOrder(dateTexts(file!.table, mapping!.columns)),
    [file, mapping],
  );
  const isOpen = dates.order === 'ambiguous';
  return (
    <>
      <FormField
        label={t('Dates')}
        hint={
          dates.example === undefined
            ? t('The year comes first in all of them.')
            : t('As in {{example}}.', { example: dates.example })
        }
      >
        {(ids) => (
          <Select
            {...ids}
            value={mapping!.dateOrder}
            options={orderOptions(isOpen)}
            onChange={(dateOrder) => set({ dateOrder })}
          />
        )}
      </FormField>
      <FormField label={t('Time zone')} hint={t('Of times that name none.')}>
        {(ids) => (
          <Combobox
            {...ids}
            value={mapping!.timezone}
            options={zones}
            onChange={(timezone) => set({ timezone })}
          />
        )}
      </FormField>
    </>
  );
}

const FIELD_OF_PARTY = {
  people: ['requester', 'assignee', 'requesterMail'],
  teams: ['team'],
  sites: ['site'],
  services: ['service'],
} as const;

/** Made anew, or a line of the description: asked where the file has such a column. */
function UnknownNames({ desk }: PartProps): ReactElement | null {
  const { mapping, file } = desk;
  const uses = new Set(file!.table.columns.map((column) => columnUse(mapping!, column)));
  const shown = PARTY_FIELDS.filter((party) =>
    FIELD_OF_PARTY[party].some((field) => uses.has(field)),
  );
  if (shown.length === 0) return null;
  return (
    <section className="imp__part" aria-labelledby="imp-names">
      <h3 id="imp-names">{t('Names')}</h3>
      <p className="t12 t3">
        {t('People are found by mail address, user name and name; the others by name.')}
      </p>
      <div className="imp__names">
        {shown.map((party) => (
          <div key={party} className="imp__name">
            <span>{partyLabel(party)}</span>
            <Segmented
              label={partyLabel(party)}
              value={mapping!.unknown[party]}
              options={[
                { value: 'text', label: t('Stay text') },
                { value: 'create', label: t('Are made') },
              ]}
              onChange={(choice) =>
                desk.setMapping({
                  ...mapping!,
                  unknown: { ...mapping!.unknown, [party]: choice },
                })
              }
            />
          </div>
        ))}
      </div>
    </section>
  );
}
