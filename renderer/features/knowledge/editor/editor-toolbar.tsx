import type { KeyboardEvent, ReactElement, ReactNode } from 'react';
import { Button, IconButton } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { Menu } from '../../../ui/menu.tsx';
import type { MenuItem } from '../../../ui/menu.tsx';
import { Tooltip } from '../../../ui/tooltip.tsx';
import { toggleList, toggleMark } from './markdown-edits.ts';
import type { EditorHandle } from './markdown-editor.tsx';
import { calloutItems, codeItems, headingItems, tableItems } from './toolbar-keys.ts';
import type { ToolbarDialogs } from './toolbar-keys.ts';

export interface EditorToolbarProps extends ToolbarDialogs {
  readonly editor: EditorHandle;
}

/** Arrow keys go through the toolbar, as in every toolbar. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button')];
  const at = buttons.findIndex((button) => button === document.activeElement);
  if (at < 0) return;
  event.preventDefault();
  buttons[(at + step + buttons.length) % buttons.length]?.focus();
}

function ToolbarMenu(props: {
  readonly label: string;
  readonly items: readonly MenuItem[];
}): ReactElement {
  return (
    <Menu
      trigger={
        <Button variant="quiet" size="sm" trailingIcon="chevron-down">
          {props.label}
        </Button>
      }
      items={props.items}
    />
  );
}

/** A button whose sign is a letter; its name and key stand in the hint. */
function SignButton(props: {
  readonly label: string;
  readonly kbd: string;
  readonly children: ReactNode;
  onClick(): void;
}): ReactElement {
  const { label, kbd, children, onClick } = props;
  return (
    <Tooltip text={label} kbd={kbd}>
      <Button
        variant="quiet"
        size="sm"
        className="kbe-toolbar__sign"
        aria-label={label}
        onClick={onClick}
      >
        {children}
      </Button>
    </Tooltip>
  );
}

/** What is done to the text by mouse; every button names its key. */
export function EditorToolbar({ editor, onLink, onPicture }: EditorToolbarProps): ReactElement {
  const mark = (sign: string) => () => editor.edit((selected) => toggleMark(selected, sign));
  return (
    <div
      className="kbe-toolbar"
      role="toolbar"
      aria-label={t('Format the text')}
      onKeyDown={moveFocus}
    >
      <ToolbarMenu label={t('Heading')} items={headingItems(editor)} />
      <SignButton label={t('Bold')} kbd="Ctrl+B" onClick={mark('**')}>
        <b>B</b>
      </SignButton>
      <SignButton label={t('Italic')} kbd="Ctrl+I" onClick={mark('*')}>
        <i>I</i>
      </SignButton>
      <IconButton
        size="sm"
        icon="list"
        label={t('List')}
        kbd="Ctrl+Shift+8"
        onClick={() => editor.edit((selected) => toggleList(selected, 'bullets'))}
      />
      <SignButton
        label={t('Numbered steps')}
        kbd="Ctrl+Shift+7"
        onClick={() => editor.edit((selected) => toggleList(selected, 'numbers'))}
      >
        1.
      </SignButton>
      <IconButton
        size="sm"
        icon="check"
        label={t('List to tick off')}
        kbd="Ctrl+Shift+9"
        onClick={() => editor.edit((selected) => toggleList(selected, 'tasks'))}
      />
      <IconButton
        size="sm"
        icon="link"
        label={t('Insert a link')}
        kbd="Ctrl+Shift+K"
        onClick={onLink}
      />
      <IconButton
        size="sm"
        icon="image"
        label={t('Picture')}
        kbd="Ctrl+Shift+U"
        onClick={onPicture}
      />
      <ToolbarMenu label={t('Table')} items={tableItems(editor)} />
      <ToolbarMenu label={t('Code')} items={codeItems(editor)} />
      <ToolbarMenu label={t('Callout')} items={calloutItems(editor)} />
    </div>
  );
}
