import { useMemo, useState } from 'react';
import type { ReactElement } from 'react';
import type { TicketKind } from '../../../../shared/model/ticket.ts';
import { TICKET_KINDS } from '../../../../shared/model/ticket.ts';
import type { StateDemand } from '../../../../shared/workflow/states.ts';
import { STATE_MACHINES, stateSpec } from '../../../../shared/workflow/states.ts';
import { useBreakpoint } from '../../../ui/breakpoint.ts';
import { msg, t } from '../../../ui/i18n.ts';
import { StateMap } from '../../../ui/state-map.tsx';
import { StateMark } from '../../../ui/state-mark.tsx';
import { TabPanel, Tabs } from '../../../ui/tabs.tsx';
import { movesOf, statesOf } from '../../../words/state-map-words.tsx';
import { listTitle, stateLabel, stateMarkOf } from '../../../words/ticket-words.ts';
import { PageFrame } from '../page-frame.tsx';
import './states.css';

const DEMANDS: Readonly<Record<StateDemand, string>> = {
  'hold-reason': msg('what it waits for'),
  resolution: msg('how it was resolved, in a code and a sentence'),
};

function StateTable({ kind }: { readonly kind: TicketKind }): ReactElement {
  return (
    <table className="states-table">
      <thead>
        <tr>
          <th scope="col">{t('State')}</th>
          <th scope="col">{t('Leads to')}</th>
          <th scope="col">{t('Asks for')}</th>
        </tr>
      </thead>
      <tbody>
        {STATE_MACHINES[kind].order.map((state) => {
          const { next, demands, open } = stateSpec(kind, state);
          const isFirst = STATE_MACHINES[kind].initial === state;
          return (
            <tr key={state}>
              <th scope="row">
                <span className="states-name">
                  <StateMark state={stateMarkOf(state)} />
                  <span>
                    {stateLabel(state)}
                    <small className="t3">
                      {open ? (isFirst ? t('open, the first one') : t('open')) : t('ended')}
                    </small>
                  </span>
                </span>
              </th>
              <td>
                {next.length === 0 ? t('nothing, it is final') : next.map(stateLabel).join(', ')}
              </td>
              <td>{demands === undefined ? t('nothing') : t(DEMANDS[demands])}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** The state machines of all kinds: what console, merge and server hold records to. */
export function StatesPage(): ReactElement {
  const [kind, setKind] = useState<TicketKind>('incident');
  const isWide = useBreakpoint() === 'wide';
  const states = useMemo(() => statesOf(kind), [kind]);
  const moves = useMemo(() => movesOf(kind), [kind]);
  const name = listTitle(kind, false);
  return (
    <PageFrame title={t('States')}>
      <Tabs<TicketKind>
        label={t('Kinds of records')}
        value={kind}
        onChange={setKind}
        tabs={TICKET_KINDS.map((value) => ({ value, label: listTitle(value, false) }))}
        panelId="states-panel"
      />
      <TabPanel id="states-panel" label={name} className="states-panel">
        <p className="t2">
          {t(
            'The console offers these moves, the server takes no others, and of two moves made at once the one further along stays.',
          )}
        </p>
        <StateMap
          label={t('{{kind}}: states and where they lead', { kind: name })}
          states={states}
          moves={moves}
          direction={isWide ? 'LR' : 'TB'}
        />
        <StateTable kind={kind} />
      </TabPanel>
    </PageFrame>
  );
}
