import type { JSX } from 'react';
import { Button, IconButton } from './button.tsx';
import { fileProblemText, fileStateText, previewUrl } from './file-view.ts';
import type { FileView } from './file-view.ts';
import { formatBytes } from './format.ts';
import { t, useLocale } from './i18n.ts';
import { Icon } from './icon.tsx';
import { RelativeTime } from './relative-time.tsx';
import { SyncMark } from './sync-mark.tsx';

export interface FileActions {
  /** Shows a picture, saves anything else. */
  onOpen(file: FileView): void;
  onSave(file: FileView): void;
  onCancel(file: FileView): void;
  onRetry(file: FileView): void;
}

export interface FileRowProps extends FileActions {
  readonly file: FileView;
  /** ms since the epoch; who and when are shown where it is given. */
  readonly now?: number;
}

function Thumb({ file }: { readonly file: FileView }): JSX.Element {
  if (file.preview !== undefined) {
    return <img className="file__picture" src={previewUrl(file.preview)} alt="" />;
  }
  return <Icon name={file.isPicture ? 'image' : 'file'} size={16} />;
}

function StateWords({ file }: { readonly file: FileView }): JSX.Element {
  const locale = useLocale();
  const { state } = file;
  const words = fileStateText(state, locale);
  return (
    <span className="file__state">
      {state.kind === 'waiting' || state.kind === 'sending' ? (
        <SyncMark kind="unsent" size={12} />
      ) : null}
      {state.kind === 'refused' ? <SyncMark kind="refused" size={12} /> : null}
      {words}
    </span>
  );
}

function Bar({ file }: { readonly file: FileView }): JSX.Element | null {
  const locale = useLocale();
  const { state } = file;
  if (state.kind !== 'sending' && state.kind !== 'fetching') return null;
  const share = state.total === 0 ? 0 : state.bytes / state.total;
  return (
    <span
      className="file__bar"
      role="progressbar"
      aria-label={file.name}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={fileStateText(state, locale)}
    >
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}

/** One file: picture or icon, name, size, where it stands, and what can be done with it. */
export function FileRow(props: FileRowProps): JSX.Element {
  const { file, now, onOpen, onSave, onCancel, onRetry } = props;
  const locale = useLocale();
  const problem = fileProblemText(file.state);
  const { name } = file;
  return (
    <div className="file" data-file-state={file.state.kind}>
      <button
        type="button"
        className="file__open"
        title={name}
        aria-label={file.isPicture ? t('Show {{name}}', { name }) : t('Save {{name}}', { name })}
        onClick={() => onOpen(file)}
      >
        <span className="file__thumb">
          <Thumb file={file} />
        </span>
      </button>
      <div className="file__main">
        <span className="file__name cut" title={name}>
          {name}
        </span>
        <span className="file__facts tnum">
          {formatBytes(locale, file.size)} · <StateWords file={file} />
        </span>
        {now === undefined ? null : (
          <span className="file__facts">
            {file.who}, <RelativeTime at={file.at} now={now} />
          </span>
        )}
        <Bar file={file} />
        {problem === null ? null : (
          <span className="file__problem" role="status">
            {problem}
          </span>
        )}
        {file.state.kind === 'refused' && file.state.note.code !== 'damaged-here' ? (
          <span>
            <Button size="sm" onClick={() => onRetry(file)}>
              {t('Try again')}
            </Button>
          </span>
        ) : null}
      </div>
      {file.state.kind === 'fetching' ? (
        <IconButton
          icon="close"
          size="sm"
          label={t('Stop fetching {{name}}', { name })}
          onClick={() => onCancel(file)}
        />
      ) : (
        <IconButton
          icon="download"
          size="sm"
          label={t('Save {{name}} to disk', { name })}
          onClick={() => onSave(file)}
        />
      )}
    </div>
  );
}

export interface FileListProps extends FileActions {
  readonly label: string;
  readonly files: readonly FileView[];
  readonly now?: number;
}

/** Files, one under the other. */
export function FileList({ label, files, ...rest }: FileListProps): JSX.Element {
  return (
    <ul className="files" aria-label={label}>
      {files.map((file) => (
        <li key={file.id}>
          <FileRow file={file} {...rest} />
        </li>
      ))}
    </ul>
  );
}

export interface ChosenFileView {
  readonly id: string;
  readonly name: string;
  readonly size: number;
  readonly preview?: string;
}

/** Files chosen for a draft, each with a way to leave it out. */
export function ChosenFiles(props: {
  readonly files: readonly ChosenFileView[];
  onRemove(id: string): void;
}): JSX.Element | null {
  const locale = useLocale();
  if (props.files.length === 0) return null;
  return (
    <ul className="chosen-files" aria-label={t('Files that will be attached')}>
      {props.files.map(({ id, name, size, preview }) => (
        <li key={id} className="chosen-file">
          {preview === undefined ? (
            <Icon name="file" size={14} />
          ) : (
            <img src={previewUrl(preview)} alt="" />
          )}
          <span className="cut" title={name}>
            {name}
          </span>
          <span className="t3 nowrap tnum">{formatBytes(locale, size)}</span>
          <IconButton
            icon="close"
            size="sm"
            label={t('Leave {{name}} out', { name })}
            onClick={() => props.onRemove(id)}
          />
        </li>
      ))}
    </ul>
  );
}
