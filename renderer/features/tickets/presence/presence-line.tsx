import type { ReactElement } from 'react';
import { useReference, useReplica } from '../../../replica/hooks.ts';
import { usePresence } from '../../../replica/presence-port.ts';
import type { PresencePeer } from '../../../replica/presence-port.ts';
import { currentLocale, msg, t } from '../../../ui/i18n.ts';
import { PresenceMark } from '../../../ui/presence-mark.tsx';

function listed(names: readonly string[]): string {
  return new Intl.ListFormat(currentLocale(), { type: 'conjunction' }).format(names);
}

const EDITING = [msg('{{names}} is editing this'), msg('{{names}} are editing this')] as const;
const LOOKING = [msg('{{names}} has this open'), msg('{{names}} have this open')] as const;

function sentenceOf(
  names: readonly string[],
  [one, many]: readonly [one: string, many: string],
): string {
  if (names.length === 0) return '';
  return t(names.length === 1 ? one : many, { names: listed(names) });
}

/** "Denise Kofler is editing this; Tobias Brandt has it open"; empty for nobody. */
export function presenceSentence(
  peers: readonly PresencePeer[],
  nameOf: (userName: string) => string,
): string {
  const namesOf = (isEditing: boolean): readonly string[] => [
    ...new Set(
      peers.filter((peer) => peer.isEditing === isEditing).map((peer) => nameOf(peer.userName)),
    ),
  ];
  const editing = namesOf(true);
  const looking = namesOf(false).filter((name) => !editing.includes(name));
  return [sentenceOf(editing, EDITING), sentenceOf(looking, LOOKING)].filter(Boolean).join('; ');
}

/** Who else has this record open or edits it; nothing while offline. */
export function PresenceLine({ recordId }: { readonly recordId: string }): ReactElement {
  const peers = usePresence(recordId);
  const { byUserName } = useReference();
  const { session } = useReplica();
  const nameOf = (userName: string): string =>
    userName === session.userName
      ? t('you, on another machine')
      : (byUserName.get(userName)?.name ?? userName);
  return (
    <PresenceMark
      names={[...new Set(peers.map(({ userName }) => byUserName.get(userName)?.name ?? userName))]}
      isEditing={peers.some(({ isEditing }) => isEditing)}
      sentence={presenceSentence(peers, nameOf)}
    />
  );
}
