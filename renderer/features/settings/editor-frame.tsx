import { useState } from 'react';
import type { ReactElement, ReactNode } from 'react';
import type { Policy } from '../../../shared/model/policy.ts';
import { useReference } from '../../replica/hooks.ts';
import type { SettingsPage } from '../../state/routes.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/dialog.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatRelative } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Notice } from '../../ui/notice.tsx';
import { useCommands } from '../../ui/use-commands.ts';
import { useNow } from '../../ui/use-now.ts';
import { PageFrame } from './page-frame.tsx';
import { goToPage } from './use-setting-editor.ts';
import type { SettingEditor } from './use-setting-editor.ts';

interface EditorFrameProps<B> {
  readonly page: SettingsPage;
  readonly editor: SettingEditor<B>;
  readonly base: Policy | null;
  /** Its name, or what a new one is called. */
  readonly title: string;
  /** "All macros". */
  readonly back: string;
  /** What is asked before it is removed, and what that does. */
  readonly removal: { readonly title: string; readonly body: string; readonly act: string };
  readonly children: ReactNode;
  /** Beside the form: what it comes to. */
  readonly aside?: ReactNode;
}

/** What one has to know about the edits: that they are kept, and that somebody else was faster. */
function EditorNote<B>(props: {
  readonly base: Policy | null;
  readonly editor: SettingEditor<B>;
}): ReactElement | null {
  const { base, editor } = props;
  const { kept } = editor;
  const locale = useLocale();
  const now = useNow();
  const { byUserName } = useReference();
  if (kept.keptAt === null) return null;
  if (base !== null && kept.isOvertaken) {
    const name = byUserName.get(base.updatedBy)?.name ?? base.updatedBy;
    return (
      <Notice
        tone="warning"
        title={t('{{name}} changed this after you began', { name })}
        actions={
          <Button size="sm" onClick={kept.discard}>
            {t('Drop my edits')}
          </Button>
        }
      >
        <p>{t('You see your own edits. Saving them puts them in the place of the others.')}</p>
      </Notice>
    );
  }
  return (
    <p className="t3 t12" role="status">
      {t('Not saved yet. Your edits of {{time}} are kept on this machine.', {
        time: formatRelative(locale, kept.keptAt, now),
      })}
    </p>
  );
}

function EditorActions<B>(props: EditorFrameProps<B>): ReactElement {
  const { page, editor, base, back, removal } = props;
  const { kept, mayEdit, save, remove } = editor;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <IconButton icon="arrow-left" label={back} kbd="Escape" onClick={() => goToPage(page)} />
      {mayEdit && base !== null ? (
        <>
          <IconButton icon="trash" label={removal.act} onClick={() => setAsking(true)} />
          <ConfirmDialog
            open={asking}
            onOpenChange={setAsking}
            title={removal.title}
            body={removal.body}
            confirmLabel={removal.act}
            danger
            onConfirm={remove}
          />
        </>
      ) : null}
      {mayEdit && kept.isChanged ? (
        <Button onClick={kept.discard}>{t('Drop the edits')}</Button>
      ) : null}
      {mayEdit ? (
        <Button
          variant="primary"
          kbd="Ctrl+Enter"
          disabled={base !== null && !kept.isChanged}
          onClick={save}
        >
          {t('Save')}
        </Button>
      ) : null}
    </>
  );
}

/** The form of a document of the settings: title and acts above, what it comes to beside it. */
export function EditorFrame<B>(props: EditorFrameProps<B>): ReactElement {
  const { page, editor, base, title, back, children, aside } = props;
  const { mayEdit, root, save } = editor;
  useCommands([
    {
      id: 'setting.save',
      label: t('Save'),
      keys: 'Ctrl+Enter',
      group: t('Settings'),
      icon: 'check',
      when: () => mayEdit,
      run: save,
    },
    {
      id: 'setting.back',
      label: back,
      keys: 'Escape',
      group: t('Settings'),
      icon: 'arrow-left',
      run: () => goToPage(page),
    },
  ]);
  return (
    <PageFrame title={title} actions={<EditorActions {...props} />}>
      <div className="set-editor" ref={root}>
        <div
          className="set-form"
          {...(mayEdit ? {} : { role: 'group', 'aria-label': title, tabIndex: 0 })}
        >
          <EditorNote base={base} editor={editor} />
          <fieldset className="set-form__fields" disabled={!mayEdit}>
            {children}
          </fieldset>
        </div>
        {aside === undefined ? null : <div className="set-aside">{aside}</div>}
      </div>
    </PageFrame>
  );
}

/** What was opened by its address is gone. */
export function NotHere(props: {
  readonly page: SettingsPage;
  readonly title: string;
  readonly back: string;
}): ReactElement {
  const { page, title, back } = props;
  return (
    <PageFrame title={title}>
      <EmptyState
        icon="settings"
        title={t('This is not here any more.')}
        actions={<Button onClick={() => goToPage(page)}>{back}</Button>}
      >
        <p>{t('It was removed, or it has not come with a sync yet.')}</p>
      </EmptyState>
    </PageFrame>
  );
}
