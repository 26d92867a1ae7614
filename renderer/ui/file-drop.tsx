import { useRef, useState } from 'react';
import type { ClipboardEvent, DragEvent, JSX, ReactNode } from 'react';
import { Button, IconButton } from './button.tsx';
import type { ButtonSize } from './button.tsx';
import { cx } from './cx.ts';
import { Icon } from './icon.tsx';
import { t } from './i18n.ts';

export interface FileDropProps {
  /** Where the files go: "Attach to INC-1042". */
  readonly label: string;
  onFiles(files: readonly File[]): void;
  readonly className?: string;
  readonly children: ReactNode;
}

function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return [...dataTransfer.types].includes('Files');
}

/** Takes files that are dropped on what it holds, or pasted into it. */
export function FileDrop({ label, onFiles, className, children }: FileDropProps): JSX.Element {
  const [depth, setDepth] = useState(0);
  const onDrag = (step: 1 | -1) => (event: DragEvent) => {
    if (carriesFiles(event)) setDepth((before) => Math.max(0, before + step));
  };
  const onDrop = (event: DragEvent): void => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    setDepth(0);
    const files = [...event.dataTransfer.files];
    if (files.length > 0) onFiles(files);
  };
  const onPaste = (event: ClipboardEvent): void => {
    const files = [...event.clipboardData.files];
    // Text of a table comes with a picture of it; whoever pastes text wants the text.
    if (files.length === 0 || event.clipboardData.types.includes('text/plain')) return;
    event.preventDefault();
    onFiles(files);
  };
  return (
    <div
      className={cx('file-drop', className)}
      onDragEnter={onDrag(1)}
      onDragLeave={onDrag(-1)}
      onDragOver={(event) => {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      {children}
      {depth > 0 ? (
        <div className="file-drop__over" aria-hidden="true">
          <span>
            <Icon name="clip" size={16} />
            {label}
          </span>
        </div>
      ) : null}
    </div>
  );
}

export interface FileButtonProps {
  readonly label: string;
  /** An icon alone, with the label as its name. */
  readonly iconOnly?: boolean;
  readonly size?: ButtonSize;
  onFiles(files: readonly File[]): void;
}

/** Chooses files with the system's dialog. */
export function FileButton({ label, iconOnly, size, onFiles }: FileButtonProps): JSX.Element {
  const input = useRef<HTMLInputElement>(null);
  const common = { ...(size === undefined ? {} : { size }), onClick: () => input.current?.click() };
  return (
    <>
      {iconOnly === true ? (
        <IconButton icon="clip" label={label} {...common} />
      ) : (
        <Button icon="clip" variant="quiet" {...common}>
          {label}
        </Button>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('Files to attach')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // The same file again is a choice as well.
          event.target.value = '';
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}
