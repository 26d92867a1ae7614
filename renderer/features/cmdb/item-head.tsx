import type { ReactElement, ReactNode } from 'react';
import type { Item } from '../../../shared/model/item.ts';
import { ITEM_STATUSES } from '../../../shared/model/item.ts';
import { useReference, useReplica, useUnsent } from '../../replica/hooks.ts';
import { Chip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { formatDate } from '../../ui/format.ts';
import { t, useLocale } from '../../ui/i18n.ts';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import { UnsentMark } from '../../ui/sync-mark.tsx';
import { attributeText } from './attribute-value.ts';
import { classIconOf, classNameOf } from './item-classes.ts';
import { placeLine } from './place-path.ts';
import { STATUS_TONES, StatusMark } from './status-mark.tsx';
import { sayFailure } from './say-failure.ts';
import { useItemActs } from './use-item-acts.ts';
import type { LinkedTicket } from './use-linked-tickets.ts';
import { daysLeft } from './warranty.ts';
import { criticalityWord, fieldWord, statusWord } from './words.ts';

function StatusMenu({ item }: { readonly item: Item }): ReactElement {
  const acts = useItemActs();
  const tone = STATUS_TONES[item.status];
  const set = (status: string): void =>
    void acts.update(item, { status }, fieldWord('status') ?? '').then(sayFailure);
  return (
    <Menu
      label={t('Status')}
      trigger={
        <button
          type="button"
          className={cx('chip cmdb-status', tone !== undefined && `chip--${tone}`)}
          aria-label={t('Status: {{status}}. Change', { status: statusWord(item.status) })}
        >
          <StatusMark status={item.status} />
          {statusWord(item.status)}
          <Icon name="chevron-down" size={12} />
        </button>
      }
      items={ITEM_STATUSES.map((status) => ({
        id: status,
        label: statusWord(status),
        mark: <StatusMark status={status} />,
        checked: status === item.status,
        onSelect: () => set(status),
      }))}
    />
  );
}

/** Name, status and what it is. */
export function ItemHead({ item }: { readonly item: Item }): ReactElement {
  const { classes, people } = useReference();
  const unsent = useUnsent();
  const parts = [
    classNameOf(classes, item.className),
    item.number,
    people.get(item.teamId ?? '')?.name,
    item.source ? t('from {{system}}', { system: item.source.system }) : undefined,
  ].filter((part) => part !== undefined);
  return (
    <div className="cmdb-head">
      <span className="cmdb-head__icon">
        <Icon name={classIconOf(classes, item.className)} />
      </span>
      <div className="grow">
        <div className="cmdb-head__name">
          <h1>{item.name}</h1>
          {unsent.documentIds.has(item.id) ? <UnsentMark /> : null}
          <StatusMenu item={item} />
          <Chip>
            {t('Criticality {{level}}', { level: criticalityWord(item.criticality).toLowerCase() })}
          </Chip>
        </div>
        <div className="t3 t12">{parts.join(', ')}</div>
      </div>
    </div>
  );
}

function Fact({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}): ReactElement {
  return (
    <div className="cmdb-fact">
      <dt className="label">{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Warranty({ endsOn }: { readonly endsOn: string }): ReactElement {
  const locale = useLocale();
  const { now } = useReplica();
  const days = daysLeft(endsOn, now());
  const date =
    days === null ? endsOn : formatDate(locale, Date.parse(`${endsOn}T12:00:00Z`), 'UTC');
  if (days === null) return <>{date}</>;
  return days < 0 ? (
    <>
      {t('ended {{date}}', { date })}{' '}
      <span className="t3">{t('{{count}} days ago', { count: -days })}</span>
    </>
  ) : (
    <>
      {t('ends {{date}}', { date })}{' '}
      <span className="t3">{t('in {{count}} days', { count: days })}</span>
    </>
  );
}

function OpenTickets({
  tickets,
  onOpen,
}: {
  readonly tickets: readonly LinkedTicket[];
  readonly onOpen: () => void;
}): ReactElement {
  const open = tickets.filter(({ ticket }) => ticket.open);
  if (open.length === 0) return <span className="t3">{t('none')}</span>;
  const count = (kind: string): number => open.filter(({ ticket }) => ticket.kind === kind).length;
  const words = [
    { n: count('incident'), text: t('{{count}} incidents', { count: count('incident') }) },
    { n: count('problem'), text: t('{{count}} problems', { count: count('problem') }) },
    { n: count('change'), text: t('{{count}} changes', { count: count('change') }) },
    { n: count('request'), text: t('{{count}} requests', { count: count('request') }) },
    { n: count('task'), text: t('{{count}} tasks', { count: count('task') }) },
  ].flatMap(({ n, text }) => (n > 0 ? [text] : []));
  return (
    <button type="button" className="cmdb-link" onClick={onOpen}>
      {words.join(', ')}
    </button>
  );
}

interface ItemFactsProps {
  readonly item: Item;
  readonly tickets: readonly LinkedTicket[];
  readonly onTickets: () => void;
}

/** What one looks for first: where it is, what runs on it, how long it is covered. */
export function ItemFacts({ item, tickets, onTickets }: ItemFactsProps): ReactElement {
  const { places, people } = useReference();
  const [site, ...inside] = placeLine(places, item.placeId);
  const units = attributeText(item.attributes['rackUnits']);
  const within = inside.map((place) => place.name).join(' › ');
  const system = attributeText(item.attributes['operatingSystem']);
  const address = attributeText(item.attributes['address']);
  const model = [item.manufacturer, item.model].filter(Boolean).join(' ');
  const owner = people.get(item.ownerId ?? '')?.name;
  return (
    <dl className="cmdb-facts">
      {site ? <Fact label={t('Site')}>{site.name}</Fact> : null}
      {within ? (
        <Fact label={t('Place')}>
          {units ? t('{{place}}, unit {{units}}', { place: within, units }) : within}
        </Fact>
      ) : null}
      {system ? <Fact label={t('Operating system')}>{system}</Fact> : null}
      {!system && model ? <Fact label={t('Model')}>{model}</Fact> : null}
      {address ? <Fact label={t('Address')}>{address}</Fact> : null}
      {owner ? <Fact label={t('Owner')}>{owner}</Fact> : null}
      {item.warrantyEndsOn ? (
        <Fact label={t('Warranty')}>
          <Warranty endsOn={item.warrantyEndsOn} />
        </Fact>
      ) : null}
      <Fact label={t('Open tickets')}>
        <OpenTickets tickets={tickets} onOpen={onTickets} />
      </Fact>
    </dl>
  );
}
