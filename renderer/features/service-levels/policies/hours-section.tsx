import type { ReactElement } from 'react';
import { CALENDAR_SOURCES } from '../../../../shared/model/policy.ts';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import { HOLD_REASONS } from '../../../../shared/model/ticket.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { RadioList } from '../../../ui/choice.tsx';
import { t } from '../../../ui/i18n.ts';
import { Select } from '../../../ui/select.tsx';
import { holdLabel } from '../../../words/ticket-words.ts';
import { CheckRow, FormSection, Group, PathField } from './form-parts.tsx';
import { usePolicyForm } from './policy-form.ts';
import { sourceName } from './policy-words.ts';

/** Whose hours count, and what happens to the clock on the way. */
export function HoursSection(): ReactElement {
  const { form, set, reference } = usePolicyForm();
  const { calendarId, calendarSource = 'fixed' } = form.body;
  const calendars = policiesOf(reference, 'calendar')
    .map(({ id, name, timezone }) => ({ value: id, label: `${name} (${timezone})` }))
    .sort((a, b) => a.label.localeCompare(b.label));
  const isThere = calendars.some(({ value }) => value === calendarId);
  return (
    <FormSection title={t('By which hours')}>
      <div className="slp-pair">
        <PathField path="calendarId" label={t('Calendar')} required>
          {(ids) => (
            <Select
              {...ids}
              value={isThere ? calendarId : ''}
              options={calendars}
              placeholder={t('Choose a calendar')}
              onChange={(next) => set({ calendarId: next as SlaPolicyDocument['calendarId'] })}
            />
          )}
        </PathField>
        <PathField path="calendarSource" label={t('Which calendar counts')}>
          {({ required: _required, ...ids }) => (
            <Select
              {...ids}
              value={calendarSource}
              options={CALENDAR_SOURCES.map((value) => ({ value, label: sourceName(value) }))}
              onChange={(next) => set({ calendarSource: next === 'fixed' ? undefined : next })}
            />
          )}
        </PathField>
      </div>
    </FormSection>
  );
}

/** Pauses, reopening, and what a change of priority does. */
export function CourseSection(): ReactElement {
  const { form, set } = usePolicyForm();
  const { pauseReasons, reopen, retroactive } = form.body;
  return (
    <FormSection title={t('On the way')}>
      <Group label={t('On hold, the clock pauses while the ticket is')} path="pauseReasons">
        <CheckRow
          options={HOLD_REASONS.map((value) => ({ value, label: holdLabel(value) }))}
          chosen={pauseReasons}
          onChange={(next) => set({ pauseReasons: next })}
        />
      </Group>
      <Group label={t('When a ticket is reopened')}>
        <RadioList
          label={t('When a ticket is reopened')}
          value={reopen}
          onChange={(next) => set({ reopen: next })}
          options={[
            {
              value: 'resume',
              label: t('The clock goes on'),
              detail: t('Time before the resolution counts; time in between does not.'),
            },
            {
              value: 'restart',
              label: t('The clock starts anew'),
              detail: t('The first verdict stays, and a second one follows.'),
            },
            {
              value: 'nothing',
              label: t('Nothing happens'),
              detail: t('The first verdict is final.'),
            },
          ]}
        />
      </Group>
      <Group label={t('When the priority or the policy changes')}>
        <RadioList
          label={t('When the priority or the policy changes')}
          value={retroactive}
          onChange={(next) => set({ retroactive: next })}
          options={[
            {
              value: 'fromStart',
              label: t('The new target counts from the start'),
              detail: t('A ticket that becomes urgent late may be breached at once.'),
            },
            {
              value: 'fromChange',
              label: t('The new target counts from the change'),
              detail: t('What was used up before is left behind.'),
            },
          ]}
        />
      </Group>
    </FormSection>
  );
}
