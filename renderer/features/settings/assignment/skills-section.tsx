import { useMemo, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { Person } from '../../../../shared/model/reference.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import { setSkills } from '../../../../shared/workflow/desk-commands.ts';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { peopleOf } from '../../../replica/reference.ts';
import { Chip, FilterChip } from '../../../ui/chip.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { toast } from '../../../ui/toast.ts';
import { usePersonActs } from '../person-acts.ts';
import { skillsOf } from './rule-fields.tsx';

const LIST_ID = 'known-skills';

function PersonSkills(props: { readonly person: Person; readonly mayEdit: boolean }): ReactElement {
  const { person, mayEdit } = props;
  const acts = usePersonActs();
  const [typed, setTyped] = useState('');
  const skills = person.skills ?? [];
  const save = (next: readonly string[]): void => {
    void acts
      .change(person.id, 'skills', (current, context) => setSkills(current, next, context))
      .then((said) => {
        if (said === undefined) setTyped('');
        else toast({ tone: 'danger', text: said });
      });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.ctrlKey || typed.trim() === '') return;
    event.preventDefault();
    save([...skills, typed]);
  };
  return (
    <tr>
      <th scope="row" className="nowrap">
        {person.name}
      </th>
      <td>
        <div className="pick-several">
          {skills.map((skill) =>
            mayEdit ? (
              <FilterChip
                key={skill}
                label={skill}
                onRemove={() => save(skills.filter((each) => each !== skill))}
              />
            ) : (
              <Chip key={skill} size="sm">
                {skill}
              </Chip>
            ),
          )}
          {mayEdit ? (
            <TextInput
              className="pick-several__add"
              aria-label={t('Another skill of {{name}}, Enter adds it', { name: person.name })}
              list={LIST_ID}
              value={typed}
              maxLength={80}
              placeholder={t('Add …')}
              onKeyDown={onKeyDown}
              onChange={({ target }) => setTyped(target.value)}
            />
          ) : null}
        </div>
      </td>
    </tr>
  );
}

/** What everybody who takes work can do; rules ask for it. */
export function SkillsSection(): ReactElement {
  const reference = useReference();
  const { session } = useReplica();
  const mayEdit = mayWrite(session.roles, 'people', 'update');
  const people = useMemo(
    () =>
      peopleOf(reference)
        .filter(({ userName }) => userName !== undefined)
        .sort((a, b) => a.name.localeCompare(b.name)),
    [reference],
  );
  const known = useMemo(() => skillsOf(reference), [reference]);
  return (
    <section className="work-section" aria-label={t('What people can do')}>
      <h3 className="work-head">{t('What people can do')}</h3>
      <datalist id={LIST_ID}>
        {known.map((skill) => (
          <option key={skill} value={skill} />
        ))}
      </datalist>
      <table className="work-table">
        <thead>
          <tr>
            <th scope="col">{t('Who')}</th>
            <th scope="col">{t('Skills')}</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <PersonSkills key={person.id} person={person} mayEdit={mayEdit} />
          ))}
        </tbody>
      </table>
    </section>
  );
}
