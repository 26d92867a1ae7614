import type { ReactElement } from 'react';
import type { AffectedService } from '../../../../shared/desk/affected-services.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { Icon } from '../../../ui/icon.tsx';
import { ItemStatusMark } from '../../../ui/item-status-mark.tsx';
import type { AffectedState } from './use-affected-services.ts';

const OUTCOMES = {
  stops: { mark: 'down', label: msg('stops') },
  degrades: { mark: 'degraded', label: msg('degrades') },
  held: { mark: 'working', label: msg('is held by a second one') },
} as const satisfies Readonly<Record<AffectedService['outcome'], unknown>>;

interface ServiceLineProps {
  readonly service: AffectedService;
  nameOf(id: string): string;
}

function ServiceLine({ service, nameOf }: ServiceLineProps): ReactElement {
  const { outcome, way, serviceId, failedIds } = service;
  const { mark, label } = OUTCOMES[outcome];
  const others = failedIds.length - 1;
  return (
    <li className="major-service">
      <ItemStatusMark status={mark} />
      <div className="grow">
        <b className="med">{nameOf(serviceId)}</b> <span className="t2">{t(label)}</span>
        <div className="major-way t3 t12">
          {way.length === 1
            ? t('named on the record itself')
            : way.map((id, at) => (
                <span key={id} className="major-way__step">
                  {at > 0 ? <Icon name="arrow-right" size={12} label={t('then')} /> : null}
                  {nameOf(id)}
                </span>
              ))}
          {others > 0 ? (
            <span>{t('and {{count}} more linked items lead there', { count: others })}</span>
          ) : null}
        </div>
      </div>
    </li>
  );
}

/** Services that go along with the linked items, each with the way that explains it. */
export function AffectedList({ state }: { readonly state: AffectedState }): ReactElement {
  const { services, linked, isComplete, nameOf } = state;
  return (
    <div className="major-part">
      <h3 className="major-part__head">
        {t('Affected services')} <span className="t3 tnum">{services.length}</span>
      </h3>
      {services.length === 0 ? (
        <p className="t3 t12">
          {linked === 0
            ? t('Link the items that fail, and the services that need them show here.')
            : t('No service is recorded that needs the linked items.')}
        </p>
      ) : (
        <ul>
          {services.map((service) => (
            <ServiceLine key={service.serviceId} service={service} nameOf={nameOf} />
          ))}
        </ul>
      )}
      {isComplete ? null : (
        <p className="t3 t12">{t('Relations are still being read; there may be more.')}</p>
      )}
    </div>
  );
}
