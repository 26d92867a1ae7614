import type { NeedKind } from '../../../shared/graph/dependency-graph.ts';
import type { Hit } from '../../../shared/graph/impact.ts';
import { msg, t } from '../../ui/i18n.ts';

/** Why it stops, by the relation that carries the failure there. */
const ONLY_ONE = {
  'depends-on': msg('Depends on {{other}}. No second route is recorded.'),
  'runs-on': msg('Runs on {{other}}. No second host is recorded.'),
  'powered-by': msg('Takes its power from {{other}}. No second supply is recorded.'),
  'part-of': msg('Is part of {{other}} and goes with it.'),
  'connected-to': msg('Is connected through {{other}} only.'),
  provides: msg('Is provided by {{other}} alone.'),
} as const satisfies Record<NeedKind, string>;

/**
 * Why a record is hit as it is, in a sentence.
 * @param nameOf The name of a record.
 */
export function reasonOf(hit: Hit, nameOf: (id: string) => string): string {
  const last = hit.path.at(-1);
  if (!last) return '';
  const other = nameOf(last.dependency);
  const { cause } = hit;
  switch (cause.kind) {
    case 'only-one':
      return t(ONLY_ONE[last.kind], { other });
    case 'connection':
      return t('Is connected to {{other}}. A lost connection degrades, it does not stop.', {
        other,
      });
    case 'degraded-dependency':
      return t('Needs {{other}}, which degrades.', { other });
    case 'alternative':
      return hit.outcome === 'held'
        ? t('{{by}} carries on in place of {{other}}.', { by: nameOf(cause.byId), other })
        : t('Loses {{other}}, but {{by}} still works, so it degrades and does not stop.', {
            other,
            by: nameOf(cause.byId),
          });
    case 'backup':
      return t('{{by}} takes over from {{of}}.', {
        by: nameOf(cause.byId),
        of: nameOf(cause.ofId),
      });
  }
}

/** Who carries on where something is held; undefined where nobody has to. */
export function holderName(
  hit: Hit | undefined,
  nameOf: (id: string) => string,
): string | undefined {
  if (hit?.outcome !== 'held') return undefined;
  return 'byId' in hit.cause ? nameOf(hit.cause.byId) : undefined;
}
