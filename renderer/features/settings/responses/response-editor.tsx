import { useCallback, useMemo, useRef, useState } from 'react';
import type { ReactElement } from 'react';
import type { CannedResponse } from '../../../../shared/model/policy.ts';
import { mayWrite } from '../../../../shared/policy/rights.ts';
import {
  checkCannedResponse,
  fillVariables,
  RESPONSE_VARIABLES,
  saveCannedResponse,
} from '../../../../shared/workflow/response-variables.ts';
import type { CannedResponseBody } from '../../../../shared/workflow/response-variables.ts';
import { useMe, useReference, useReplica } from '../../../replica/hooks.ts';
import { policiesOf } from '../../../replica/reference.ts';
import { Combobox } from '../../../ui/combobox.tsx';
import { FormField } from '../../../ui/form-field.tsx';
import { msg, t, useLocale } from '../../../ui/i18n.ts';
import { insertText } from '../../../ui/insert-text.ts';
import { Segmented } from '../../../ui/segmented.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { FilledPreview, UnfilledNote } from '../../../words/filled-text.tsx';
import { responseValues, typedVariable, variableName } from '../../../words/response-values.ts';
import { EditorFrame } from '../editor-frame.tsx';
import { KindsField, OwnerField } from '../form-parts.tsx';
import { useSample } from '../use-sample.ts';
import { useMayEdit, useSettingEditor } from '../use-setting-editor.ts';
import type { SettingEditor } from '../use-setting-editor.ts';

/** Sentences of the command, so that they are translated where they are shown. */
export const RESPONSE_SENTENCES = [
  msg('Give the text a name.'),
  msg('A shortcut is one word of letters, digits and hyphens, at most 40.'),
  msg('Another text has this shortcut already.'),
  msg('Write the text first.'),
  msg('Choose at least one kind of record.'),
] as const;

interface ResponseEditorProps {
  readonly base: CannedResponse | null;
  readonly id: string;
}

function bodyOf(base: CannedResponse): CannedResponseBody {
  const { name, shortcut, body, ticketKinds, audience, ownerUserName } = base;
  return {
    name,
    shortcut,
    body,
    ticketKinds: [...ticketKinds],
    audience,
    ...(ownerUserName === undefined ? {} : { ownerUserName }),
  };
}

/** A new one is the person's own, unless they look after those of everybody. */
function useFresh(): CannedResponseBody {
  const { session } = useReplica();
  const [fresh] = useState((): CannedResponseBody => {
    const mayShare = mayWrite(session.roles, 'policies', 'create');
    return {
      name: '',
      shortcut: '',
      body: '',
      ticketKinds: ['incident', 'request'],
      audience: 'public',
      ...(mayShare ? {} : { ownerUserName: session.userName }),
    };
  });
  return fresh;
}

/** The text box with the variables it may hold; one that is chosen goes to the caret. */
function BodyField({ editor }: { readonly editor: SettingEditor<CannedResponseBody> }) {
  const { body, set, errorAt, mayEdit } = editor;
  const area = useRef<HTMLTextAreaElement>(null);
  const [count, setCount] = useState(0);
  const options = useMemo(
    () =>
      RESPONSE_VARIABLES.map((name) => ({
        value: name,
        label: variableName(name),
        detail: typedVariable(name),
      })),
    [],
  );
  const insert = (name: string): void => {
    const box = area.current;
    if (box === null || name === '') return;
    setCount(count + 1);
    insertText(box, [box.selectionStart, box.selectionEnd], typedVariable(name), (whole) =>
      set({ body: whole }),
    );
  };
  return (
    <>
      <FormField label={t('Text')} required error={errorAt('body')}>
        {(ids) => (
          <TextArea
            {...ids}
            ref={area}
            minRows={6}
            maxRows={24}
            maxLength={20_000}
            value={body.body}
            onChange={(event) => set({ body: event.target.value })}
          />
        )}
      </FormField>
      {mayEdit ? (
        <FormField
          label={t('Put in a variable')}
          hint={t('Where nothing is known for one, it stays visible in braces.')}
        >
          {(ids) => (
            <Combobox
              key={count}
              {...ids}
              value=""
              options={options}
              placeholder={t('Name of the requester, number of the record …')}
              onChange={insert}
            />
          )}
        </FormField>
      ) : null}
    </>
  );
}

function Preview({ body }: { readonly body: CannedResponseBody }): ReactElement {
  const sample = useSample(body.ticketKinds);
  const reference = useReference();
  const me = useMe();
  const locale = useLocale();
  const { now } = useReplica();
  const values =
    sample === null ? {} : responseValues(sample, { reference, me, locale, now: now() });
  const filled = fillVariables(body.body, values);
  return (
    <>
      <h3>
        {sample === null ? t('Preview') : t('As it reads on {{number}}', { number: sample.number })}
      </h3>
      {body.body.trim() === '' ? (
        <p className="t3">{t('The text shows here with its variables filled in.')}</p>
      ) : (
        <FilledPreview filled={filled} />
      )}
      <UnfilledNote filled={filled} />
    </>
  );
}

function ResponseFields(props: {
  readonly editor: SettingEditor<CannedResponseBody>;
}): ReactElement {
  const { editor } = props;
  const { body, set, errorAt } = editor;
  return (
    <>
      <div className="set-pair">
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
        <FormField
          label={t('Shortcut')}
          required
          hint={t('A slash and this word put the text in.')}
          error={errorAt('shortcut')}
        >
          {(ids) => (
            <TextInput
              {...ids}
              maxLength={41}
              spellCheck={false}
              autoComplete="off"
              value={body.shortcut}
              onChange={(event) => set({ shortcut: event.target.value })}
            />
          )}
        </FormField>
      </div>
      <BodyField editor={editor} />
      <div>
        <div className="form-field__label">{t('Who reads it')}</div>
        <Segmented
          label={t('Who reads it')}
          value={body.audience}
          onChange={(audience) => set({ audience })}
          options={[
            { value: 'public', label: t('Public'), icon: 'chat' },
            { value: 'internal', label: t('Internal'), icon: 'lock' },
          ]}
        />
      </div>
      <KindsField
        kinds={body.ticketKinds}
        error={errorAt('ticketKinds')}
        onChange={(ticketKinds) => set({ ticketKinds })}
      />
      <OwnerField
        ownerUserName={body.ownerUserName}
        onChange={(ownerUserName) => set({ ownerUserName } as Partial<CannedResponseBody>)}
      />
    </>
  );
}

/** A text to answer with, as a form with what it comes to beside it. */
export function ResponseEditor({ base, id }: ResponseEditorProps): ReactElement | null {
  const reference = useReference();
  const mayEdit = useMayEdit();
  const fresh = useFresh();
  const initial = useMemo(() => (base === null ? fresh : bodyOf(base)), [base, fresh]);
  const others = useMemo(
    () => policiesOf(reference, 'canned-response').filter((each) => each.id !== base?.id),
    [reference, base],
  );
  const check = useCallback(
    (body: CannedResponseBody) =>
      checkCannedResponse({ ...body, shortcut: body.shortcut.replace(/^\//, '') }, others),
    [others],
  );
  const editor = useSettingEditor<CannedResponse, CannedResponseBody>({
    page: 'responses',
    base,
    id,
    initial,
    mayEdit: base === null || mayEdit(base.ownerUserName),
    check,
    write: (former, body, context) => saveCannedResponse(former, body, others, context),
    nameOf: (body) => body.name.trim(),
    saved: t('Text saved'),
    removed: t('Text removed'),
  });
  if (editor === null) return null;
  const { body } = editor;
  const title = body.name.trim() === '' ? t('New text') : body.name.trim();
  return (
    <EditorFrame
      page="responses"
      editor={editor}
      base={base}
      title={title}
      back={t('All texts')}
      removal={{
        title: t('Remove the text {{name}}?', { name: title }),
        body: t('It is not offered any more. What was sent with it stays. This can be taken back.'),
        act: t('Remove the text'),
      }}
      aside={<Preview body={body} />}
    >
      <ResponseFields editor={editor} />
    </EditorFrame>
  );
}
