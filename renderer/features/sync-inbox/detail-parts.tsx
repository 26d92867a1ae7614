import type { ReactElement, ReactNode } from 'react';
import { useNavigation } from '../../state/navigation.ts';
import { routeOfRecord } from '../../state/routes.ts';
import { Chip } from '../../ui/chip.tsx';
import { formatDateTime, formatExact } from '../../ui/format.ts';
import { useLocale } from '../../ui/i18n.ts';
import { SyncMark } from '../../ui/sync-mark.tsx';
import type { SyncMarkKind } from '../../ui/sync-mark.tsx';
import { useReplica } from '../../replica/hooks.ts';
import { useRecordNames } from './use-inbox.ts';

interface DetailHeadProps {
  readonly mark?: SyncMarkKind;
  readonly what: string;
  readonly recordId?: string;
  readonly at?: string | undefined;
  readonly title: string;
  readonly children?: ReactNode;
}

/** The record something is about, as a link where it has a screen. */
export function RecordLink({ recordId }: { readonly recordId: string }): ReactElement | null {
  const openRecord = useNavigation((state) => state.openRecord);
  const { number, title } = useRecordNames()(recordId);
  const text = [number, title].filter(Boolean).join(' ');
  if (text === '') return null;
  if (routeOfRecord(recordId) === null) return <span className="cut">{text}</span>;
  return (
    <button type="button" className="inbox__link cut" onClick={() => openRecord(recordId)}>
      {text}
    </button>
  );
}

/** What it is, of which record, since when; the sentence that sums it up. */
export function DetailHead(props: DetailHeadProps): ReactElement {
  const { mark, what, recordId, at, title, children } = props;
  const locale = useLocale();
  const { now } = useReplica();
  return (
    <div className="inbox__head">
      <div className="inbox__facts">
        <Chip mark={mark === undefined ? undefined : <SyncMark kind={mark} size={12} />}>
          {what}
        </Chip>
        {recordId === undefined ? null : <RecordLink recordId={recordId} />}
        {at === undefined ? null : (
          <time className="t3 t12 nowrap" title={formatExact(locale, at)}>
            {formatDateTime(locale, at, now())}
          </time>
        )}
      </div>
      <h2>{title}</h2>
      {children === undefined ? null : <div className="inbox__lead">{children}</div>}
    </div>
  );
}

/** What happened, what is safe, what to do: side by side, in this order. */
export function Explanation(props: {
  readonly parts: readonly { readonly label: string; readonly text: ReactNode }[];
}): ReactElement {
  return (
    <dl className="inbox__why">
      {props.parts.map(({ label, text }) => (
        <div key={label}>
          <dt className="label">{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
