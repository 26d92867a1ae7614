import { useState } from 'react';
import type { ReactElement, RefObject } from 'react';
import type { CannedResponse } from '../../../../shared/model/policy.ts';
import type { Ticket } from '../../../../shared/model/ticket.ts';
import { fillVariables } from '../../../../shared/workflow/response-variables.ts';
import type { ComposerCompletion, ComposerMode } from '../../../ui/composer.tsx';
import { IconButton } from '../../../ui/button.tsx';
import { t } from '../../../ui/i18n.ts';
import { insertText } from '../../../ui/insert-text.ts';
import { useCommands } from '../../../ui/use-commands.ts';
import { UnfilledNote } from '../../../words/filled-text.tsx';
import { responseValues } from '../../../words/response-values.ts';
import { ResponseDialog } from './response-dialog.tsx';
import { useResponses as useOfferedResponses, useSurroundings } from './use-aids.ts';
import { useCompletion } from './use-completion.tsx';

interface ResponseTarget {
  readonly ticket: Ticket;
  readonly mode: ComposerMode;
  readonly text: string;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  onChange(text: string): void;
}

interface ComposerResponses {
  readonly completion: ComposerCompletion;
  /** The button of the list. */
  readonly tool: ReactElement;
  /** What stays in braces; undefined where nothing does. */
  readonly note: ReactElement | undefined;
  /** The list while it is open. */
  readonly dialog: ReactElement | null;
}

const BRACES = /\{\{[^{}\n]*\}\}/;

/** Canned responses beside a text box: by shortcut while typing, and from the list. */
export function useComposerResponses(target: ResponseTarget): ComposerResponses {
  const { ticket, mode, text, area, onChange } = target;
  const responses = useOfferedResponses(ticket.kind, mode);
  const surroundings = useSurroundings();
  /** Where in the text the list was asked for; null while it is closed. */
  const [asked, setAsked] = useState<readonly [number, number] | null>(null);
  const put = (response: CannedResponse, place: readonly [number, number]): void => {
    const box = area.current;
    if (box === null) return;
    const filled = fillVariables(response.body, responseValues(ticket, surroundings()));
    insertText(box, place, filled.text, onChange);
  };
  const completion = useCompletion({
    text,
    responses,
    onChoose: (response, { from, to }) => put(response, [from, to]),
  });
  const open = (): void => {
    const box = area.current;
    setAsked([box?.selectionStart ?? text.length, box?.selectionEnd ?? text.length]);
  };
  useCommands([
    {
      id: 'ticket.response',
      label: t('Insert a text'),
      keys: 'Ctrl+J',
      group: t('Ticket'),
      icon: 'text',
      run: open,
    },
  ]);
  return {
    completion,
    note: BRACES.test(text) ? (
      <UnfilledNote filled={fillVariables(text, responseValues(ticket, surroundings()))} />
    ) : undefined,
    tool: (
      <IconButton icon="text" size="sm" kbd="Ctrl+J" label={t('Insert a text')} onClick={open} />
    ),
    dialog:
      asked === null ? null : (
        <ResponseDialog
          responses={responses}
          values={responseValues(ticket, surroundings())}
          onChoose={(response) => {
            setAsked(null);
            // The dialog gives the focus back first.
            setTimeout(() => put(response, asked), 0);
          }}
          onClose={() => setAsked(null)}
        />
      ),
  };
}
