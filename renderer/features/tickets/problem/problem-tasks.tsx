import { useState } from 'react';
import type { ReactElement } from 'react';
import type { Problem } from '../../../../shared/model/ticket.ts';
import { useReplica } from '../../../replica/hooks.ts';
import { Button } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { sayFailure } from '../failures.ts';
import { RecordLink } from '../record/record-link.tsx';
import { standOf } from './incident-lines.tsx';
import { addProblemTask, setTaskDone } from './problem-actions.ts';
import { useProblemTasks } from './use-linked-incidents.ts';

function say(said: string | undefined): void {
  if (said !== undefined) sayFailure(new Error(said));
}

function NewTask({ problem }: { readonly problem: Problem }): ReactElement {
  const replica = useReplica();
  const [title, setTitle] = useState('');
  const add = async (): Promise<void> => {
    if (title.trim() === '') return;
    const said = await addProblemTask(replica, problem, title);
    if (said === undefined) setTitle('');
    else say(said);
  };
  return (
    <form
      className="problem-new"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <TextInput
        aria-label={t('New task')}
        value={title}
        maxLength={400}
        placeholder={t('What has to be done, in a few words')}
        onChange={(event) => setTitle(event.target.value)}
      />
      <Button type="submit" size="sm" icon="plus" disabled={title.trim() === ''}>
        {t('Add task')}
      </Button>
    </form>
  );
}

/** What has to be done about a problem; ticked off in place. */
export function ProblemTasks({ problem }: { readonly problem: Problem }): ReactElement {
  const replica = useReplica();
  const tasks = useProblemTasks(problem);
  const done = tasks.filter(({ state }) => state === 'done').length;
  return (
    <section className="problem-part" aria-label={t('Problem tasks')}>
      <h3 className="problem-part__head">
        {t('Problem tasks')}
        {tasks.length === 0 ? null : (
          <span className="t3 tnum">
            {t('{{done}} of {{count}} done', { done, count: tasks.length })}
          </span>
        )}
      </h3>
      <ul className="problem-lines">
        {tasks.map((task) => (
          <li key={task.id} className="problem-line">
            <span className="grow">
              <Checkbox
                label={task.title}
                checked={task.state === 'done'}
                onChange={(is) => void setTaskDone(replica, task.id, is).then(say)}
              />
            </span>
            <span className="t3 t12 nowrap">
              <RecordLink id={task.id} /> · {standOf(task)}
            </span>
          </li>
        ))}
      </ul>
      {problem.state === 'closed' ? null : <NewTask problem={problem} />}
    </section>
  );
}
