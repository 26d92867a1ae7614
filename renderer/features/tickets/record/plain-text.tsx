import { Fragment, useMemo } from 'react';
import type { ReactElement } from 'react';
import { linkText } from './link-text.ts';

/** What somebody typed: line breaks stay, addresses become links, nothing else is interpreted. */
export function PlainText({ text }: { readonly text: string }): ReactElement {
  const runs = useMemo(() => linkText(text), [text]);
  return (
    <div className="tickets-text">
      {runs.map((run, at) =>
        'href' in run ? (
          <a key={at} href={run.href} target="_blank" rel="noreferrer noopener">
            {run.text}
          </a>
        ) : (
          <Fragment key={at}>{run.text}</Fragment>
        ),
      )}
    </div>
  );
}
