import { useMemo, useRef, useState } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { ChecklistPolicy } from '../../../../shared/model/policy.ts';
import { checkChecklist, saveChecklist } from '../../../../shared/workflow/checklist.ts';
import type { ChecklistBody } from '../../../../shared/workflow/checklist.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Checkbox } from '../../../ui/choice.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t } from '../../../ui/i18n.ts';
import { TextInput } from '../../../ui/text-input.tsx';
import { EditorFrame } from '../editor-frame.tsx';
import { FormSection, GroupError, KindsField } from '../form-parts.tsx';
import { moved } from '../moved.ts';
import { useMayEdit, useSettingEditor } from '../use-setting-editor.ts';
import type { SettingEditor } from '../use-setting-editor.ts';

/** Sentences of the command, so that they are translated where they are shown. */
export const CHECKLIST_SENTENCES = [
  msg('Give the checklist a name.'),
  msg('Choose at least one kind of record.'),
  msg('Write at least one line.'),
  msg('Say what is to be done.'),
  msg('A line has at most 400 characters.'),
  msg('A checklist has at most 200 lines.'),
] as const;

type Line = ChecklistBody['lines'][number];

function newLine(): Line {
  return { id: crypto.randomUUID().slice(0, 13), text: '', required: false };
}

interface LineRowProps {
  readonly line: Line;
  readonly number: number;
  readonly error: string | undefined;
  onChange(patch: Partial<Line>): void;
  onMove(by: 1 | -1): void;
  onRemove(): void;
  /** Enter in the line: the next one. */
  onNext(): void;
}

function LineRow(props: LineRowProps): ReactElement {
  const { line, number, error, onChange, onMove, onRemove, onNext } = props;
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.altKey
      ? { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key]
      : undefined;
    if (by !== undefined) onMove(by);
    else if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) onNext();
    else return;
    event.preventDefault();
  };
  return (
    <li>
      <div className="set-line">
        <span className="set-number">{number}</span>
        <TextInput
          data-line={line.id}
          aria-label={t('Line {{number}}', { number })}
          aria-invalid={error === undefined ? undefined : true}
          maxLength={400}
          value={line.text}
          onChange={(event) => onChange({ text: event.target.value })}
          onKeyDown={onKeyDown}
        />
        <Checkbox
          label={t('required')}
          checked={line.required}
          onChange={(required) => onChange({ required })}
        />
        <IconButton
          icon="chevron-up"
          size="sm"
          label={t('Move line {{number}} up', { number })}
          onClick={() => onMove(-1)}
        />
        <IconButton
          icon="chevron-down"
          size="sm"
          label={t('Move line {{number}} down', { number })}
          onClick={() => onMove(1)}
        />
        <IconButton
          icon="trash"
          size="sm"
          label={t('Remove line {{number}}', { number })}
          onClick={onRemove}
        />
      </div>
      <GroupError text={error} />
    </li>
  );
}

function Lines({ editor }: { readonly editor: SettingEditor<ChecklistBody> }): ReactElement {
  const { body, set, errorAt, mayEdit } = editor;
  const { lines } = body;
  const list = useRef<HTMLOListElement>(null);
  const focus = (id: string): void => {
    requestAnimationFrame(() =>
      list.current?.querySelector<HTMLElement>(`[data-line="${CSS.escape(id)}"]`)?.focus(),
    );
  };
  const insertAfter = (at: number): void => {
    const line = newLine();
    set({ lines: [...lines.slice(0, at + 1), line, ...lines.slice(at + 1)] });
    focus(line.id);
  };
  const remove = (at: number): void => {
    set({ lines: lines.filter((_each, index) => index !== at) });
    const next = lines[at + 1] ?? lines[at - 1];
    if (next !== undefined) focus(next.id);
  };
  return (
    <FormSection
      title={t('Lines')}
      hint={t('Required lines hold up resolving. Records that have the checklist keep theirs.')}
    >
      <ol ref={list} className="set-lines">
        {lines.map((line, at) => (
          <LineRow
            key={line.id}
            line={line}
            number={at + 1}
            error={errorAt(`lines[${at}].text`)}
            onChange={(patch) =>
              set({
                lines: lines.map((each, index) => (index === at ? { ...each, ...patch } : each)),
              })
            }
            onMove={(by) => {
              set({ lines: moved(lines, at, by) });
              focus(line.id);
            }}
            onRemove={() => remove(at)}
            onNext={() => insertAfter(at)}
          />
        ))}
      </ol>
      <GroupError text={errorAt('lines')} />
      {mayEdit ? (
        <div className="acts">
          <Button size="sm" icon="plus" onClick={() => insertAfter(lines.length - 1)}>
            {t('Add a line')}
          </Button>
        </div>
      ) : null}
    </FormSection>
  );
}

/** A checklist of the desk as a form. Enter adds a line, Alt with an arrow moves one. */
export function ChecklistEditor(props: {
  readonly base: ChecklistPolicy | null;
  readonly id: string;
}): ReactElement | null {
  const { base, id } = props;
  const mayEdit = useMayEdit()(undefined);
  const [fresh] = useState((): ChecklistBody => ({
    name: '',
    ticketKinds: ['incident', 'request'],
    lines: [newLine()],
  }));
  const initial = useMemo(
    (): ChecklistBody =>
      base === null
        ? fresh
        : {
            name: base.name,
            ticketKinds: [...base.ticketKinds],
            lines: base.lines.map((line) => ({ ...line })),
          },
    [base, fresh],
  );
  const editor = useSettingEditor<ChecklistPolicy, ChecklistBody>({
    page: 'checklists',
    base,
    id,
    initial,
    mayEdit,
    check: checkChecklist,
    write: (former, body, context) => saveChecklist(former, body, context),
    nameOf: (body) => body.name.trim(),
    saved: t('Checklist saved'),
    removed: t('Checklist removed'),
  });
  if (editor === null) return null;
  const { body, set, errorAt } = editor;
  const title = body.name.trim() === '' ? t('New checklist') : body.name.trim();
  return (
    <EditorFrame
      page="checklists"
      editor={editor}
      base={base}
      title={title}
      back={t('All checklists')}
      removal={{
        title: t('Remove the checklist {{name}}?', { name: title }),
        body: t('It is not offered any more. Records that have it keep their lines.'),
        act: t('Remove the checklist'),
      }}
    >
      <FormField label={t('Name')} required error={errorAt('name')}>
        {(ids) => (
          <TextInput
            {...ids}
            maxLength={120}
            value={body.name}
            onChange={(event) => set({ name: event.target.value })}
          />
        )}
      </FormField>
      <KindsField
        kinds={body.ticketKinds}
        error={errorAt('ticketKinds')}
        onChange={(ticketKinds) => set({ ticketKinds })}
      />
      <Lines editor={editor} />
    </EditorFrame>
  );
}
