import type { Ticket } from '../../../../shared/model/ticket.ts';
import { t } from '../../../ui/i18n.ts';

/** What a ticket knows, as the first draft of an article: what was seen, why, and what helped. */
export function articleText(ticket: Ticket): string {
  const isProblem = ticket.kind === 'problem';
  const parts: readonly (readonly [string, string | undefined])[] = [
    [t('Symptoms'), (isProblem ? ticket.symptoms : undefined) ?? ticket.description],
    [t('Cause'), isProblem ? ticket.rootCause : undefined],
    [t('Workaround'), isProblem ? ticket.workaround : undefined],
    [t('Resolution'), ticket.resolution],
  ];
  return parts
    .map(([heading, text]) => [heading, text?.trim() ?? ''] as const)
    .filter(([heading, text]) => text !== '' || heading === t('Resolution'))
    .map(([heading, text]) => `## ${heading}\n\n${text}`.trimEnd())
    .join('\n\n');
}
