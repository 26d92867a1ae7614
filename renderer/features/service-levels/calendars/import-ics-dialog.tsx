import { useRef, useState } from 'react';
import type { ReactElement } from 'react';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { FileDrop } from '../../../ui/file-drop.tsx';
import { t } from '../../../ui/i18n.ts';
import { Notice } from '../../../ui/notice.tsx';
import { addDays, offerDays } from './add-days.ts';
import type { CalendarDraft } from './calendar-draft.ts';
import { addLabel, DayOffers, useUnwanted, wantedOf } from './day-offers.tsx';
import type { IcsReading } from './read-ics.ts';

interface ImportIcsProps {
  readonly open: boolean;
  readonly draft: CalendarDraft;
  readonly nowMs: number;
  onOpenChange(open: boolean): void;
  onChange(next: CalendarDraft): void;
}

interface Read {
  readonly fileName: string;
  readonly reading: IcsReading | null;
  /** What is wrong with the file. */
  readonly problem: string | null;
}

/** Yearly days are expanded for so many years from now on. */
const YEARS_AHEAD = 5;

async function readFile(file: File, nowMs: number): Promise<Read> {
  const { IcsError, MOST_ICS_BYTES, readIcs, tooLarge } = await import('./read-ics.ts');
  const year = new Date(nowMs).getUTCFullYear();
  try {
    if (file.size > MOST_ICS_BYTES) throw new IcsError(tooLarge(file.size));
    const reading = readIcs(await file.text(), year - 1, year + YEARS_AHEAD);
    return { fileName: file.name, reading, problem: null };
  } catch (error) {
    const problem = error instanceof IcsError ? error.message : t('The file cannot be read.');
    return { fileName: file.name, reading: null, problem };
  }
}

function Skipped({ reading }: { readonly reading: IcsReading }): ReactElement | null {
  const { skipped } = reading;
  if (skipped.length === 0) return null;
  return (
    <details className="cal-skipped">
      <summary>{t('{{count}} events are left out', { count: skipped.length })}</summary>
      <ul>
        {skipped.slice(0, 100).map(({ line, name, reason }) => (
          <li key={line}>
            {t('Line {{line}}, “{{name}}”: {{reason}}', {
              line,
              name: name || t('without a name'),
              reason,
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function FileChoice({ onFile }: { readonly onFile: (file: File) => void }): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  return (
    <FileDrop
      label={t('Read this file')}
      className="cal-drop"
      onFiles={([file]) => {
        if (file) onFile(file);
      }}
    >
      <Button icon="calendar" onClick={() => input.current?.click()}>
        {t('Choose a file…')}
      </Button>
      <span className="t3">{t('or drop one here (.ics)')}</span>
      <input
        ref={input}
        type="file"
        accept=".ics,text/calendar"
        hidden
        aria-label={t('iCalendar file')}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file again is a choice as well.
          event.target.value = '';
          if (file) onFile(file);
        }}
      />
    </FileDrop>
  );
}

function ImportIcsForm(props: ImportIcsProps): ReactElement {
  const { draft, nowMs, onOpenChange, onChange } = props;
  const [read, setRead] = useState<Read | null>(null);
  const { unwanted, toggle, reset } = useUnwanted();
  const offers = offerDays(draft, read?.reading?.days ?? []);
  const wanted = wantedOf(offers, unwanted);
  return (
    <Dialog
      open
      onOpenChange={onOpenChange}
      size="l"
      title={t('Add holidays from an iCalendar file')}
      description={t(
        'Whole days become holidays; what repeats once a year is taken for the next years. Nothing is changed before you say so.',
      )}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>{t('Cancel')}</Button>
          <Button
            variant="primary"
            disabled={wanted.length === 0}
            onClick={() => {
              onChange(addDays(draft, wanted, null));
              onOpenChange(false);
            }}
          >
            {addLabel(wanted)}
          </Button>
        </>
      }
    >
      <FileChoice
        onFile={(file) => {
          reset();
          void readFile(file, nowMs).then(setRead);
        }}
      />
      {read?.problem ? (
        <Notice tone="danger" title={read.fileName} live>
          {read.problem}
        </Notice>
      ) : null}
      {read?.reading ? (
        <>
          <p role="status">
            {t('{{file}}: {{count}} days in it', {
              file: read.fileName,
              count: read.reading.days.length,
            })}
          </p>
          {offers.length > 0 ? (
            <DayOffers offers={offers} unwanted={unwanted} onToggle={toggle} />
          ) : null}
          <Skipped reading={read.reading} />
        </>
      ) : null}
    </Dialog>
  );
}

/** Takes the whole days of an iCalendar file as holidays, after a look at them. */
export function ImportIcsDialog(props: ImportIcsProps): ReactElement | null {
  return props.open ? <ImportIcsForm {...props} /> : null;
}
