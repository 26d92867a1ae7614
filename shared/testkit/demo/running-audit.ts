import type { Audit, Scan } from '../../model/audit.ts';
import type { PlaceId } from '../../model/ids.ts';
import { createDocument } from '../../workflow/record-commands.ts';
import type { Foundation } from './foundation.ts';
import type { Setting } from './ticket-histories.ts';

const MINUTE = 60_000;

function expectedOf(found: Foundation, places: ReadonlySet<PlaceId>): Audit['expected'] {
  return found.items.flatMap(({ document: item }) =>
    item.assetTag && item.placeId && places.has(item.placeId)
      ? [
          {
            itemId: item.id,
            tag: item.assetTag,
            serial: item.serial ?? '',
            placeId: item.placeId,
            ...(item.ownerId ? { ownerId: item.ownerId } : {}),
          },
        ]
      : [],
  );
}

/** Half-done: most scans fit, a few things stand elsewhere, one is not known. */
export function runAudit({ author, found, nowMs, scope }: Setting): void {
  const startMs = nowMs - 95 * MINUTE;
  const halls = ['LEJ-H1', 'LEJ-H2', 'LEJ-H3'].map((code) => found.places.get(code)!);
  const expected = expectedOf(found, new Set(halls));
  const { writes } = author.keep(
    createDocument(
      'audits',
      {
        kind: 'campaign',
        scope,
        number: 'AUD-31',
        name: 'Halls 1 to 3, Leipzig DC',
        reason: 'Yearly inventory before the financial statement',
        state: 'running',
        blind: false,
        placeIds: halls,
        auditors: ['pavel.reznik', 'denise.kofler'],
        startedAt: new Date(startMs).toISOString(),
        dueAt: new Date(nowMs + 3 * 24 * 60 * MINUTE).toISOString(),
        expected,
      },
      author.context(startMs, 'clara.bouchard'),
    ),
  );
  const auditId = (writes[0]!.document as Audit).id;
  const scanned = expected.slice(0, Math.floor(expected.length * 0.6));
  let atMs = startMs + 5 * MINUTE;
  const scan = (
    body: Pick<Scan, 'code'> & Partial<Pick<Scan, 'itemId' | 'placeId' | 'condition'>>,
  ): void => {
    atMs += author.between(8, 45) * 1000;
    const by = author.pick(['pavel.reznik', 'denise.kofler']);
    const at = new Date(atMs).toISOString();
    author.keep(
      createDocument(
        'scans',
        { kind: 'scan', scope, auditId, at, ...body },
        author.context(atMs, by),
      ),
    );
  };
  for (const { itemId, tag, placeId } of scanned) {
    const isMoved = author.chance(0.05);
    const seenAt = isMoved ? author.pick(halls) : placeId!;
    scan({
      code: tag,
      itemId,
      placeId: seenAt,
      ...(author.chance(0.02) ? { condition: 'damaged' as const } : {}),
    });
  }
  scan({ code: '4006381333931', placeId: halls[0]! });
}
