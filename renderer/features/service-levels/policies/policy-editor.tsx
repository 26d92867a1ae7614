import { useMemo, useRef, useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import type { SlaPolicyDocument } from '../../../../shared/model/policy.ts';
import { maySave } from '../../../../shared/sla/check-policy.ts';
import { useReference } from '../../../replica/hooks.ts';
import { useNavigation } from '../../../state/navigation.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { ConfirmDialog } from '../../../ui/dialog.tsx';
import { t } from '../../../ui/i18n.ts';
import { toast } from '../../../ui/toast.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { useMayEdit } from '../may-edit.ts';
import { PageFrame } from '../page-frame.tsx';
import { readAmount } from './duration.ts';
import { EditorNotes } from './editor-notes.tsx';
import { EffectPanel } from './effect-panel.tsx';
import { GeneralSection } from './general-section.tsx';
import { CourseSection, HoursSection } from './hours-section.tsx';
import { agreementOfNew, emptyPolicy } from './new-policy.ts';
import { usePolicyActs } from './policy-acts.ts';
import { bodyOf, documentOf, patched, PolicyFormContext, withTyped } from './policy-form.ts';
import type { PolicyForm, PolicyFormParts } from './policy-form.ts';
import { TargetsSection } from './targets-section.tsx';
import { TicketsSection } from './tickets-section.tsx';
import { useKeptForm } from '../../../replica/use-kept-form.ts';
import type { KeptForm } from '../../../replica/use-kept-form.ts';
import { useProblems } from './use-policies.ts';

interface PolicyEditorProps {
  /** Null: a new one. */
  readonly base: SlaPolicyDocument | null;
  /** Of the address: an id, or that of a new policy. */
  readonly id: string;
}

/** A policy as a form. Edits are kept as a draft until they are saved or dropped. */
export function PolicyEditor({ base, id }: PolicyEditorProps): ReactElement | null {
  const reference = useReference();
  const [fresh] = useState(() => emptyPolicy(agreementOfNew(id) ?? 'sla', reference));
  const initial = useMemo(
    (): PolicyForm => ({ body: base ? bodyOf(base) : fresh, texts: {} }),
    [base, fresh],
  );
  const kept = useKeptForm(`sla-policy:${id}`, initial, base?.version ?? null);
  return kept ? <LoadedEditor base={base} kept={kept} /> : null;
}

function toList(): void {
  useNavigation.getState().go({ kind: 'service-levels', page: 'policies' });
}

interface LoadedEditorProps {
  readonly base: SlaPolicyDocument | null;
  readonly kept: KeptForm<PolicyForm>;
}

/** The form's parts for all that stands in it. */
function useParts({ base, kept }: LoadedEditorProps, showErrors: boolean) {
  const reference = useReference();
  const mayEdit = useMayEdit();
  const form = kept.value;
  const edited = useMemo(() => documentOf(form.body, base), [form.body, base]);
  const problems = useProblems(edited);
  const parts = useMemo((): PolicyFormParts => {
    const change = (next: PolicyForm): void => {
      if (mayEdit) kept.set(next);
    };
    const shown = problems.filter(({ severity }) => showErrors || severity === 'warning');
    return {
      form,
      reference,
      mayEdit,
      isNew: base === null,
      set: (patch) => change({ ...form, body: patched(form.body, patch) }),
      setTarget(index, patch, typed) {
        const targets = form.body.targets.map((target, i) =>
          i === index ? patched(target, patch) : target,
        );
        const texts = withTyped(form.texts, typed);
        change({ body: { ...form.body, targets }, texts });
      },
      problemsAt: (path, deep = false) =>
        shown.filter(
          ({ field }) =>
            field === path ||
            (deep && (field.startsWith(`${path}.`) || field.startsWith(`${path}[`))),
        ),
    };
  }, [base, form, reference, mayEdit, problems, showErrors, kept]);
  const isUnreadable = Object.entries(form.texts).some(([path, text]) => isBad(form, path, text));
  return { parts, problems, edited, isValid: maySave(problems) && !isUnreadable };
}

function isBad({ body }: PolicyForm, path: string, text: string): boolean {
  const index = Number(/^targets\[(\d+)\]\.minutes/.exec(path)?.[1] ?? -1);
  return readAmount(text, body.targets[index]?.unit ?? 'minutes').kind === 'bad';
}

/** Goes to the first field that cannot be saved as it is. */
function goToFirstError(root: HTMLElement | null): void {
  const place = root?.querySelector<HTMLElement>(
    '[aria-invalid="true"], .slp-problem--error, .slp-amount__error',
  );
  const holder = place?.closest('[data-path]') ?? place;
  const input = place?.matches('input, select')
    ? place
    : holder?.querySelector<HTMLElement>('input, select, button');
  input?.focus();
  (input ?? place)?.scrollIntoView({ block: 'center' });
}

function useSave(
  { base, kept }: LoadedEditorProps,
  isValid: boolean,
  setTried: (tried: boolean) => void,
  root: RefObject<HTMLElement | null>,
): () => void {
  const acts = usePolicyActs();
  const isSaving = useRef(false);
  return () => {
    if (isSaving.current || (!kept.isChanged && base)) return;
    setTried(true);
    if (!isValid) {
      toast({ tone: 'warning', text: t('Not saved yet: something has to be corrected first.') });
      requestAnimationFrame(() => goToFirstError(root.current));
      return;
    }
    isSaving.current = true;
    void acts.save(base, kept.value.body).then((saved) => {
      isSaving.current = false;
      if ('problem' in saved) {
        toast({ tone: 'danger', text: saved.problem });
        return;
      }
      kept.discard();
      if (base === null) {
        useNavigation.getState().go({ kind: 'service-levels', page: 'policies', id: saved.id });
      }
    });
  };
}

function LoadedEditor(props: LoadedEditorProps): ReactElement {
  const { base, kept } = props;
  const root = useRef<HTMLDivElement>(null);
  const [tried, setTried] = useState(false);
  const { parts, edited, isValid } = useParts(props, tried || base !== null);
  const save = useSave(props, isValid, setTried, root);
  const { mayEdit } = parts;
  useCommands([
    {
      id: 'policy.save',
      label: t('Save the policy'),
      keys: 'Ctrl+Enter',
      group: t('Service levels'),
      icon: 'check',
      when: () => mayEdit,
      run: save,
    },
    {
      id: 'policy.back',
      label: t('Back to the policies'),
      keys: 'Escape',
      group: t('Service levels'),
      icon: 'arrow-left',
      run: toList,
    },
  ]);
  const name = kept.value.body.name.trim();
  return (
    <PageFrame
      title={name === '' ? t('New policy') : name}
      actions={<EditorActions {...props} mayEdit={mayEdit} onSave={save} />}
    >
      <PolicyFormContext.Provider value={parts}>
        <div
          className="slp-editor"
          ref={root}
          {...(mayEdit ? {} : { role: 'group', 'aria-label': name, tabIndex: 0 })}
        >
          <div className="slp-form">
            <EditorNotes base={base} kept={kept} />
            <fieldset className="slp-form__fields" disabled={!mayEdit}>
              <GeneralSection />
              <TicketsSection />
              <TargetsSection />
              <HoursSection />
              <CourseSection />
            </fieldset>
          </div>
          {mayEdit ? <EffectPanel policy={edited} isValid={isValid} /> : null}
        </div>
      </PolicyFormContext.Provider>
    </PageFrame>
  );
}

function EditorActions(
  props: LoadedEditorProps & { readonly mayEdit: boolean; onSave(): void },
): ReactElement {
  const { base, kept, mayEdit, onSave } = props;
  return (
    <>
      <IconButton icon="arrow-left" label={t('All policies')} kbd="Escape" onClick={toList} />
      {mayEdit && base ? <RemoveButton base={base} discard={kept.discard} /> : null}
      {mayEdit && kept.isChanged ? (
        <Button onClick={kept.discard}>{t('Drop the edits')}</Button>
      ) : null}
      {mayEdit ? (
        <Button
          variant="primary"
          kbd="Ctrl+Enter"
          disabled={base !== null && !kept.isChanged}
          onClick={onSave}
        >
          {t('Save')}
        </Button>
      ) : null}
    </>
  );
}

function RemoveButton(props: { readonly base: SlaPolicyDocument; discard(): void }): ReactElement {
  const { base, discard } = props;
  const acts = usePolicyActs();
  const [asking, setAsking] = useState(false);
  const remove = async (): Promise<void> => {
    const problem = await acts.remove(base);
    if (problem !== undefined) {
      toast({ tone: 'danger', text: problem });
      return;
    }
    discard();
    toList();
  };
  return (
    <>
      <IconButton icon="trash" label={t('Remove the policy')} onClick={() => setAsking(true)} />
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={t('Remove the policy {{name}}?', { name: base.name })}
        body={t(
          'It promises nothing any more, and what it promised in the past is not judged by it any more either. To end it from a day on, give it a last day instead. This can be taken back.',
        )}
        confirmLabel={t('Remove the policy')}
        danger
        onConfirm={() => void remove()}
      />
    </>
  );
}
