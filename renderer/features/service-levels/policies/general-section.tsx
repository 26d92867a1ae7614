import type { ReactElement } from 'react';
import { SLA_AGREEMENTS } from '../../../../shared/model/policy.ts';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { FormSection, PathField } from './form-parts.tsx';
import { firstDay, fromFirstDay, fromLastDay, lastDay, usePolicyForm } from './policy-form.ts';
import { agreementHint, agreementName } from './policy-words.ts';

/** What the policy is called, what kind it is and when it is in force. */
export function GeneralSection(): ReactElement {
  const { form, set, reference } = usePolicyForm();
  const { name, agreement = 'sla', validFrom, validTo, calendarId } = form.body;
  const calendar = reference.policies.get(calendarId);
  const zone = calendar?.kind === 'calendar' ? calendar.timezone : 'UTC';
  return (
    <FormSection title={t('What it is')}>
      <PathField path="name" label={t('Name')} required>
        {(ids) => (
          <TextInput
            {...ids}
            value={name}
            maxLength={160}
            autoComplete="off"
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </PathField>
      <PathField path="agreement" label={t('Agreement')} hint={agreementHint(agreement)}>
        {({ required: _required, ...ids }) => (
          <Select
            {...ids}
            value={agreement}
            options={SLA_AGREEMENTS.map((value) => ({ value, label: agreementName(value) }))}
            onChange={(next) => set({ agreement: next === 'sla' ? undefined : next })}
          />
        )}
      </PathField>
      <div className="slp-pair">
        <PathField path="validFrom" label={t('First day')} hint={t('Empty: from the beginning.')}>
          {(ids) => (
            <TextInput
              {...ids}
              type="date"
              max="2299-12-31"
              min="1990-01-01"
              value={firstDay(validFrom, zone)}
              onChange={({ target }) => {
                if (isDate(target.value)) set({ validFrom: fromFirstDay(target.value, zone) });
              }}
            />
          )}
        </PathField>
        <PathField path="validTo" label={t('Last day')} hint={t('Empty: until further notice.')}>
          {(ids) => (
            <TextInput
              {...ids}
              type="date"
              max="2299-12-30"
              min="1990-01-01"
              value={lastDay(validTo, zone)}
              onChange={({ target }) => {
                if (isDate(target.value)) set({ validTo: fromLastDay(target.value, zone) });
              }}
            />
          )}
        </PathField>
      </div>
    </FormSection>
  );
}

/** Half-typed years such as 0002 are not stored. */
function isDate(text: string): boolean {
  return text === '' || (text >= '1990-01-01' && text <= '2299-12-30');
}
