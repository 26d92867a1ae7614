import { useEffect, useMemo, useRef } from 'react';
import type { KeyboardEvent, ReactElement } from 'react';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { useDraftFiles } from '../../../blobs/hooks.ts';
import { Button, IconButton } from '../../../ui/button.tsx';
import { Combobox } from '../../../ui/combobox.tsx';
import { FileButton, FileDrop } from '../../../ui/file-drop.tsx';
import { ChosenFiles } from '../../../ui/file-list.tsx';
import { formatTime } from '../../../ui/format.ts';
import { FormField } from '../../../ui/form-field.tsx';
import { t, useLocale } from '../../../ui/i18n.ts';
import { PaneBar } from '../../../ui/pane-bar.tsx';
import { PaneBody } from '../../../ui/pane.tsx';
import { Select } from '../../../ui/select.tsx';
import { TextArea } from '../../../ui/text-area.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { useReplica } from '../../../replica/hooks.ts';
import { sayFailure } from '../failures.ts';
import { RequesterSection } from '../context/requester-section.tsx';
import { SimilarSection, useSimilar } from '../context/similar-section.tsx';
import { usePerson } from '../context/use-context.ts';
import { sayNotTaken } from '../files/use-ticket-files.ts';
import { categoryOf } from '../reference-options.tsx';
import { newTitle } from '../../../words/ticket-words.ts';
import { CreateFields } from './create-fields.tsx';
import { isDemanded, isOnForm } from './template-form.ts';
import type { NewTicketState } from './use-new-ticket.ts';
import { useNewTicket } from './use-new-ticket.ts';

interface CreatePaneProps {
  readonly kind: TicketKind;
  readonly kinds: readonly TicketKind[];
  onKind(kind: TicketKind): void;
  onDone(id: string): void;
  onClose(): void;
}

function WordFields({ state }: { readonly state: NewTicketState }): ReactElement {
  const { form, errors, change, template } = state;
  return (
    <>
      {isOnForm(template, 'title') ? (
        <FormField label={t('Title')} required error={errors.title}>
          {(ids) => (
            <TextInput
              {...ids}
              data-create-first=""
              autoComplete="off"
              placeholder={t('What does not work, and where?')}
              value={form.title}
              onChange={(event) => change({ title: event.target.value })}
            />
          )}
        </FormField>
      ) : null}
      {isOnForm(template, 'description') ? (
        <FormField
          label={t('Description')}
          required={isDemanded(template, 'description')}
          error={errors.description}
        >
          {(ids) => (
            <TextArea
              {...ids}
              minRows={3}
              value={form.description}
              placeholder={t('What was seen, since when, who is affected')}
              onChange={(event) => change({ description: event.target.value })}
            />
          )}
        </FormField>
      ) : null}
    </>
  );
}

function useFocusFirst() {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('[data-create-first]')?.focus();
  }, []);
  return form;
}

/** What is known already: open tickets like it, and who asks. */
function useKnown({ form }: NewTicketState) {
  const requester = usePerson(form.requesterId || undefined);
  const similar = useSimilar({
    id: null,
    title: form.title,
    category: categoryOf(form.category).category,
    serviceId: form.serviceId || undefined,
  });
  return { requester, similar: similar.filter((each) => each.row.open) };
}

type KindFieldProps = Pick<CreatePaneProps, 'kind' | 'kinds' | 'onKind'>;

/** A saved view holds several kinds; a list of one kind has nothing to ask. */
function KindField({ kind, kinds, onKind }: KindFieldProps): ReactElement | null {
  if (kinds.length < 2) return null;
  return (
    <FormField label={t('Kind')}>
      {(ids) => (
        <Select
          {...ids}
          value={kind}
          options={kinds.map((value) => ({ value, label: newTitle(value) }))}
          onChange={(next) => onKind(kinds.find((each) => each === next) ?? kind)}
        />
      )}
    </FormField>
  );
}

/** What kind of work it is: fills in, hides and demands. Nothing where there are no templates. */
function TemplateField({ state }: { readonly state: NewTicketState }): ReactElement | null {
  const { templates, template, choose } = state;
  const options = useMemo(
    () =>
      templates.map(({ id, name, description }) => ({
        value: id,
        label: name,
        ...(description === '' ? {} : { detail: description }),
      })),
    [templates],
  );
  if (templates.length === 0) return null;
  return (
    <FormField
      label={t('Template')}
      {...(template === null || template.description === '' ? {} : { hint: template.description })}
    >
      {(ids) => (
        <Combobox
          {...ids}
          allowEmpty
          value={template?.id ?? ''}
          options={options}
          placeholder={t('None')}
          onChange={choose}
        />
      )}
    </FormField>
  );
}

function CreateForm({ state, ...kinds }: KindFieldProps & { readonly state: NewTicketState }) {
  const { requester, similar } = useKnown(state);
  return (
    <>
      <KindField {...kinds} />
      <TemplateField state={state} />
      <WordFields state={state} />
      {similar.length > 0 ? (
        <div className="card tickets-aside">
          <h2 className="vh">{t('Tickets like this')}</h2>
          <SimilarSection similar={similar} title={t('Open already?')} />
        </div>
      ) : null}
      <CreateFields state={state} />
      {requester ? (
        <div className="card tickets-aside">
          <h2 className="vh">{t('The requester')}</h2>
          <RequesterSection person={requester} ticketId={null} />
        </div>
      ) : null}
    </>
  );
}

/** Files chosen for the new ticket: kept with its draft, attached once it is written. */
function useNewFiles({ form }: NewTicketState) {
  const replica = useReplica();
  const locale = useLocale();
  const files = useDraftFiles(`draft:new:${form.kind}`, form.scope);
  return {
    files: files.files,
    add: (chosen: readonly File[]): void =>
      void files.add(chosen).then((notTaken) => sayNotTaken(notTaken, locale)),
    remove: (id: string): void => void files.remove(id),
    clear: files.clear,
    async attachTo(ticketId: string): Promise<void> {
      try {
        const ticket = await replica.get('tickets', ticketId);
        if (!ticket) return;
        const count = files.files.length;
        const label = t('{{count}} files on {{number}}', { count, number: ticket.number });
        await files.attach(ticket, replica, label);
      } catch (error) {
        sayFailure(error);
      }
    },
  };
}

/** A new ticket beside the list, which stays usable. */
export function CreatePane(props: CreatePaneProps): ReactElement {
  const { kind, kinds, onKind, onDone, onClose } = props;
  const locale = useLocale();
  const state = useNewTicket(kind);
  const root = useFocusFirst();
  const files = useNewFiles(state);
  const save = async (): Promise<void> => {
    const id = await state.save();
    if (id !== null) {
      await files.attachTo(id);
      onDone(id);
    } else root.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    void save();
  };
  const discard = (): void => {
    state.discard();
    void files.clear();
    onClose();
  };
  return (
    <>
      <PaneBar title={newTitle(kind)}>
        {state.keptAt === null ? null : (
          <span className="t3 t12 nowrap" role="status">
            {t('Draft kept {{time}}', { time: formatTime(locale, state.keptAt) })}
          </span>
        )}
        <IconButton
          icon="close"
          size="sm"
          kbd="Escape"
          label={t('Close, the draft is kept')}
          onClick={onClose}
        />
      </PaneBar>
      <PaneBody>
        <FileDrop label={t('Attach to the new ticket')} onFiles={files.add}>
          <div ref={root} className="tickets-form tickets-create" onKeyDown={onKeyDown}>
            <CreateForm state={state} kind={kind} kinds={kinds} onKind={onKind} />
            <div>
              <FileButton label={t('Attach files')} onFiles={files.add} />
              <ChosenFiles files={files.files} onRemove={files.remove} />
            </div>
          </div>
        </FileDrop>
      </PaneBody>
      <div className="tickets-foot">
        <Button variant="quiet" onClick={discard}>
          {t('Discard')}
        </Button>
        <span className="grow" />
        <Button variant="primary" kbd="Ctrl+Enter" onClick={() => void save()}>
          {t('Save')}
        </Button>
      </div>
    </>
  );
}
