import { isPicture, MAX_FILE_BYTES, plainMediaType, safeFileName } from '../model/blob.ts';
import type { AttachmentEntry } from '../model/entry.ts';
import type { Item } from '../model/item.ts';
import type { Ticket } from '../model/ticket.ts';
import type { CommandContext, CommandResult } from './command.ts';
import { CommandBuilder, CommandError } from './command.ts';

/** A file whose content is kept already; `entryId` was chosen when it was. */
export interface AttachedFile extends Pick<
  AttachmentEntry,
  'name' | 'mediaType' | 'size' | 'sha256' | 'parts' | 'preview'
> {
  readonly entryId: string;
}

/**
 * Puts files on a record: an entry each, under one mutation. The same entry id again is the same
 * entry, so that what a crash cut off is finished and not done twice.
 */
export function attachFiles(
  record: Ticket | Item,
  files: readonly AttachedFile[],
  context: CommandContext,
): CommandResult {
  const build = new CommandBuilder(context);
  for (const file of files) {
    if (file.size > MAX_FILE_BYTES) {
      throw new CommandError(`${file.name} is larger than 100 MB.`, 'size');
    }
    const mediaType = plainMediaType(file.mediaType);
    const preview = isPicture(mediaType) ? file.preview : undefined;
    build.create(
      'entries',
      {
        kind: 'attachment',
        scope: record.scope,
        recordId: record.id,
        at: context.now,
        name: safeFileName(file.name),
        mediaType,
        size: file.size,
        sha256: file.sha256,
        parts: [...file.parts],
        ...(preview === undefined ? {} : { preview }),
      },
      file.entryId,
    );
  }
  return build.result();
}
