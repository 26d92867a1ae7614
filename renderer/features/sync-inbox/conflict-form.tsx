import { useState } from 'react';
import type { ReactElement } from 'react';
import type { MergeDecision } from '../../../shared/model/entry.ts';
import { Button } from '../../ui/button.tsx';
import type { Command } from '../../ui/commands.ts';
import { t } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import type { Sides } from './conflict-sides.ts';
import type { Choice } from './field-conflict.tsx';
import { FieldConflict } from './field-conflict.tsx';
import { isText } from './record-words.ts';
import type { RecordWords } from './record-words.ts';

export interface FieldChoice {
  readonly field: string;
  readonly choice: Choice;
}

interface ConflictFormProps {
  readonly decisions: readonly MergeDecision[];
  readonly sides: Sides;
  readonly words: RecordWords;
  /** What the record says now, by field. */
  readonly present: Readonly<Record<string, unknown>>;
  canChoose(decision: MergeDecision): boolean;
  /** False: it is settled, and what was decided can still be looked at. */
  readonly isOpen: boolean;
  /** Carries the choices out; resolves to the sentence that says why it could not. */
  onSettle(choices: readonly FieldChoice[]): Promise<string | undefined>;
}

type Choices = Readonly<Record<string, Choice | null>>;

interface Acts {
  takeAll(take: 'yours' | 'others' | 'present'): void;
  edit(): void;
  settle(): void;
}

/** The keys of the conflict that is shown. */
function conflictCommands(acts: Acts, canEdit: boolean): Command[] {
  const group = t('Sync');
  return [
    {
      id: 'conflict.mine',
      label: t('Take mine'),
      keys: 'm',
      group,
      run: () => acts.takeAll('yours'),
    },
    {
      id: 'conflict.theirs',
      label: t('Take theirs'),
      keys: 't',
      group,
      run: () => acts.takeAll('others'),
    },
    {
      id: 'conflict.keep',
      label: t('Keep as it is'),
      keys: 'y',
      group,
      run: () => acts.takeAll('present'),
    },
    {
      id: 'conflict.edit',
      label: t('Edit the text'),
      keys: 'e',
      group,
      when: () => canEdit,
      run: acts.edit,
    },
    {
      id: 'conflict.settle',
      label: t('Settle what was chosen'),
      keys: 'Ctrl+Enter',
      group,
      run: acts.settle,
    },
  ];
}

function useForm({ decisions, canChoose, onSettle, words, present }: ConflictFormProps) {
  const [choices, setChoices] = useState<Choices>({});
  const [problem, setProblem] = useState<string>();
  const choosable = decisions.filter(canChoose);
  const settle = (chosen: Choices): void => {
    const given = choosable.flatMap(({ field }): FieldChoice[] => {
      const choice = chosen[field];
      return choice ? [{ field, choice }] : [];
    });
    if (given.length === 0) return;
    void onSettle(given).then((said) => {
      setProblem(said);
      if (said === undefined) setChoices({});
    });
  };
  const firstText = choosable.find(({ field }) => isText(field));
  return {
    choices,
    problem,
    choosable,
    firstText,
    chosen: choosable.filter(({ field }) => choices[field]).length,
    choose: (field: string, choice: Choice | null) =>
      setChoices((all) => ({ ...all, [field]: choice })),
    settle: () => settle(choices),
    takeAll: (take: 'yours' | 'others' | 'present') =>
      settle(Object.fromEntries(choosable.map(({ field }) => [field, { take }]))),
    edit() {
      if (!firstText) return;
      const { field } = firstText;
      setChoices((all) => ({
        ...all,
        [field]: { take: 'own', text: words.value(field, present[field]) },
      }));
    },
  };
}

/** The fields of a conflict and what can be done about them, by mouse and by key. */
export function ConflictForm(props: ConflictFormProps): ReactElement {
  const { decisions, sides, words, present, isOpen } = props;
  const form = useForm(props);
  const name = words.user(sides.other);
  useCommands(
    isOpen && form.choosable.length > 0 ? conflictCommands(form, form.firstText !== undefined) : [],
  );
  const isMany = form.choosable.length > 1;
  return (
    <>
      {decisions.map((decision) => (
        <FieldConflict
          key={decision.field}
          decision={decision}
          sides={sides}
          present={present[decision.field]}
          words={words}
          canChoose={isOpen && props.canChoose(decision)}
          choice={form.choices[decision.field] ?? null}
          isOneOfMany={isMany}
          onChoose={(choice) => form.choose(decision.field, choice)}
        />
      ))}
      {form.problem === undefined ? null : (
        <Notice tone="warning" title={t('This was not settled')} live>
          {form.problem}
        </Notice>
      )}
      {isOpen ? (
        <div className="inbox__acts">
          {form.chosen > 0 ? (
            <Button variant="primary" kbd="Ctrl+Enter" onClick={form.settle}>
              {t('Settle {{count}} fields', { count: form.chosen })}
            </Button>
          ) : null}
          <Button
            variant={form.chosen > 0 ? 'default' : 'primary'}
            kbd="m"
            onClick={() => form.takeAll('yours')}
          >
            {isMany ? t('Take all mine') : t('Take mine')}
          </Button>
          <Button kbd="t" onClick={() => form.takeAll('others')}>
            {isMany ? t('Take all of {{name}}’s', { name }) : t('Take {{name}}’s', { name })}
          </Button>
          <Button kbd="y" onClick={() => form.takeAll('present')}>
            {isMany ? t('Keep all as it is') : t('Keep as it is')}
          </Button>
          {form.firstText === undefined || isMany ? null : (
            <Button kbd="e" onClick={form.edit}>
              {t('Edit the text')}
            </Button>
          )}
        </div>
      ) : null}
    </>
  );
}
