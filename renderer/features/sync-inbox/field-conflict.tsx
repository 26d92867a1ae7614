import type { ReactElement } from 'react';
import type { MergeDecision } from '../../../shared/model/entry.ts';
import { Button } from '../../ui/button.tsx';
import { t } from '../../ui/i18n.ts';
import { TextArea } from '../../ui/text-area.tsx';
import type { Sides } from './conflict-sides.ts';
import { reasonOf } from './conflict-sides.ts';
import type { RecordWords } from './record-words.ts';
import { fieldName, isText } from './record-words.ts';
import { Version } from './version-card.tsx';

/** What a person chose for a field; null while they have not. */
export type Choice =
  | { readonly take: 'yours' | 'others' | 'present' }
  | { readonly take: 'own'; readonly text: string };

interface FieldConflictProps {
  readonly decision: MergeDecision;
  readonly sides: Sides;
  readonly present: unknown;
  readonly words: RecordWords;
  readonly canChoose: boolean;
  readonly choice: Choice | null;
  /** Several fields: each is chosen by itself. */
  readonly isOneOfMany: boolean;
  onChoose(choice: Choice | null): void;
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Why this value stands, in a sentence. */
function whySentence(props: FieldConflictProps): string {
  const { decision, sides, words, present } = props;
  const name = words.user(sides.other);
  if (!same(present, decision.kept)) return t('It was changed again after both were merged.');
  switch (reasonOf(decision, sides)) {
    case 'yours-first':
      return t('Yours reached the server first, so it stands for now. {{name}}’s is kept here.', {
        name,
      });
    case 'others-first':
      return t('{{name}}’s reached the server first, so it stands for now. Yours is kept here.', {
        name,
      });
    case 'further':
      return t('Of two states the one that is further along stands. The other is kept here.');
    case 'with-state':
      return t('It goes with the state that stands.');
    case 'derived':
      return t('It was worked out anew from what was kept; neither of you set it.');
  }
}

function Choices({ props }: { readonly props: FieldConflictProps }): ReactElement {
  const { decision, choice, sides, words, onChoose } = props;
  const name = words.user(sides.other);
  const options = [
    { take: 'yours', label: t('Take mine') },
    { take: 'others', label: t('Take {{name}}’s', { name }) },
    { take: 'present', label: t('Keep as it is') },
  ] as const;
  return (
    <div
      className="acts"
      role="group"
      aria-label={t('What becomes of {{field}}', { field: fieldName(decision.field) })}
    >
      {options.map(({ take, label }) => (
        <Button
          key={take}
          size="sm"
          aria-pressed={choice?.take === take}
          onClick={() => onChoose(choice?.take === take ? null : { take })}
        >
          {label}
        </Button>
      ))}
      {isText(decision.field) ? (
        <Button
          size="sm"
          aria-pressed={choice?.take === 'own'}
          onClick={() =>
            onChoose(
              choice?.take === 'own'
                ? null
                : { take: 'own', text: words.value(decision.field, props.present) },
            )
          }
        >
          {t('Edit')}
        </Button>
      ) : null}
    </div>
  );
}

/** One field: before, yours, the other one's, what stands and why; and what it should become. */
export function FieldConflict(props: FieldConflictProps): ReactElement {
  const { decision, sides, present, words, choice, canChoose, isOneOfMany, onChoose } = props;
  const { field, base } = decision;
  const show = (value: unknown): string => words.value(field, value);
  const before = isText(field) && base !== undefined ? show(base) : undefined;
  const [yours, others] = [decision[sides.yours], decision[sides.others]];
  const isElsewhere = !same(present, yours) && !same(present, others);
  const name = words.user(sides.other);
  const label = fieldName(field);
  return (
    <section className="cfl" aria-label={label}>
      <h3 className="cfl__field">{label}</h3>
      <div className="cfl__versions">
        <Version label={t('Before')} text={show(base)} />
        <Version
          label={t('Yours')}
          text={show(yours)}
          before={before}
          isPresent={same(present, yours)}
        />
        <Version
          label={t('{{name}}’s', { name })}
          text={show(others)}
          before={before}
          isPresent={same(present, others) && !same(present, yours)}
        />
        {isElsewhere ? (
          <Version label={t('Now')} text={show(present)} before={before} isPresent />
        ) : null}
      </div>
      <p className="cfl__why">{whySentence(props)}</p>
      {canChoose && isOneOfMany ? <Choices props={props} /> : null}
      {choice?.take === 'own' ? (
        <TextArea
          aria-label={t('{{field}} in your words', { field: label })}
          autoFocus
          minRows={2}
          value={choice.text}
          onChange={(event) => onChoose({ take: 'own', text: event.target.value })}
        />
      ) : null}
    </section>
  );
}
