import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { Person } from '../../../../shared/model/reference.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { setAbsences } from '../../../../shared/workflow/desk-commands.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { peopleOf } from '../../../replica/reference.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { formatDate } from '../../../ui/format.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { useNow } from '../../../ui/use-now.ts';
import { usePersonActs } from '../person-acts.ts';

type Absence = NonNullable<Person['absences']>[number];

/** Sentences of the command. */
export const ABSENCE_SENTENCES = [msg('Say from which day to which.')] as const;

interface Away {
  readonly person: Person;
  readonly absence: Absence;
}

/** Who is away now or later, soonest first; what is past is left out. */
function upcoming(people: readonly Person[], today: string): readonly Away[] {
  return people
    .flatMap((person) => (person.absences ?? []).map((absence) => ({ person, absence })))
    .filter(({ absence }) => absence.to >= today)
    .sort((a, b) => (a.absence.from < b.absence.from ? -1 : 1));
}

const EMPTY = { personId: '', from: '', to: '', reason: '' };

interface DaysProps {
  readonly form: typeof EMPTY;
  set(part: Partial<typeof EMPTY>): void;
}

function AbsenceDays({ form, set }: DaysProps): ReactElement {
  return (
    <>
      <FormField label={t('First day')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="date"
            value={form.from}
            onChange={({ target }) =>
              set({ from: target.value, ...(form.to === '' ? { to: target.value } : {}) })
            }
          />
        )}
      </FormField>
      <FormField label={t('Last day')}>
        {(ids) => (
          <TextInput
            {...ids}
            type="date"
            value={form.to}
            onChange={({ target }) => set({ to: target.value })}
          />
        )}
      </FormField>
      <FormField label={t('Why, if everybody may know')}>
        {(ids) => (
          <TextInput
            {...ids}
            value={form.reason}
            maxLength={200}
            onChange={({ target }) => set({ reason: target.value })}
          />
        )}
      </FormField>
    </>
  );
}

function AbsenceForm({ people }: { readonly people: readonly Person[] }): ReactElement {
  const acts = usePersonActs();
  const [form, setForm] = useState(EMPTY);
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const options = useMemo(
    () => people.map(({ id, name }) => ({ value: id, label: name })),
    [people],
  );
  const set = (part: Partial<typeof EMPTY>): void => setForm({ ...form, ...part });
  const add = (): void => {
    const { personId, from, to, reason } = form;
    if (personId === '') {
      setProblem(t('Say who is away.'));
      return;
    }
    const absence = { from, to, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
    void acts
      .change(personId, 'absences', (person, context) =>
        setAbsences(person, [...(person.absences ?? []), absence], context),
      )
      .then((said) => {
        setProblem(said);
        if (said === undefined) setForm(EMPTY);
      });
  };
  return (
    <div className="work-part">
      <div className="work-pair">
        <FormField label={t('Who')}>
          {(ids) => (
            <Combobox
              {...ids}
              value={form.personId}
              options={options}
              onChange={(personId) => set({ personId })}
            />
          )}
        </FormField>
        <AbsenceDays form={form} set={set} />
      </div>
      {problem === undefined ? null : (
        <Notice tone="danger" live>
          <p>{problem}</p>
        </Notice>
      )}
      <div>
        <Button icon="plus" onClick={add}>
          {t('Add the absence')}
        </Button>
      </div>
    </div>
  );
}

/** Who takes no work on which days; shifts, pickers and rules know of it at once. */
export function AbsencesSection(): ReactElement {
  const reference = useReference();
  const { session } = useReplica();
  const locale = useLocale();
  const acts = usePersonActs();
  const now = useNow(600_000);
  const mayEdit = mayWrite(session.roles, 'people', 'update');
  const people = useMemo(
    () =>
      peopleOf(reference)
        .filter(({ userName }) => userName !== undefined)
        .sort((a, b) => a.name.localeCompare(b.name)),
    [reference],
  );
  const today = new Date(now).toISOString().slice(0, 10);
  const away = upcoming(people, today);
  const day = (date: string): string => formatDate(locale, `${date}T00:00:00Z`, 'UTC');
  const remove = ({ person, absence }: Away): void => {
    void acts.change(person.id, 'absences', (current, context) =>
      setAbsences(
        current,
        (current.absences ?? []).filter((each) => JSON.stringify(each) !== JSON.stringify(absence)),
        context,
      ),
    );
  };
  return (
    <section className="work-section" aria-label={t('Absences')}>
      <h3 className="work-head">{t('Absences')}</h3>
      {away.length === 0 ? (
        <p className="t3 t12">{t('Nobody is entered as away, today or later.')}</p>
      ) : (
        <table className="work-table">
          <thead>
            <tr>
              <th scope="col">{t('Who')}</th>
              <th scope="col">{t('When')}</th>
              <th scope="col">{t('Why')}</th>
              {mayEdit ? <td /> : null}
            </tr>
          </thead>
          <tbody>
            {away.map((each) => (
              <tr key={`${each.person.id} ${each.absence.from} ${each.absence.to}`}>
                <th scope="row">{each.person.name}</th>
                <td className="tnum nowrap">
                  {day(each.absence.from)} – {day(each.absence.to)}
                </td>
                <td>{each.absence.reason ?? '–'}</td>
                {mayEdit ? (
                  <td>
                    <IconButton
                      icon="trash"
                      size="sm"
                      label={t('Remove the absence of {{name}}', { name: each.person.name })}
                      onClick={() => remove(each)}
                    />
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {mayEdit ? <AbsenceForm people={people} /> : null}
    </section>
  );
}
