import { asRecord } from '../couch/json-record.ts';
import type { NetboxIndex } from './netbox-rows.ts';
import type { RowReader } from './read-value.ts';

/** What a cable says about the two records it joins. */
export interface CableLink {
  readonly type: 'connected-to' | 'powered-by';
  /** Keys of items. */
  readonly from: string;
  readonly to: string;
  /** A side has several ends, of which the first counts. */
  readonly isSplit: boolean;
}

interface End {
  readonly key: string;
  readonly port: string;
}

const SUPPLIERS: ReadonlySet<string> = new Set(['dcim.poweroutlet', 'dcim.powerfeed']);

/**
 * Reads the two ends of a cable. Power goes from the consumer to what feeds it, whichever end was
 * noted first; every other cable joins both sides alike, so the same two records give the same link.
 * @throws RowError where an end is at nothing the file holds.
 */
export function cableLink(read: RowReader, index: NetboxIndex): CableLink {
  const isSplit = read.list('a').length > 1 || read.list('b').length > 1;
  const ends = [endOf(read, 'a', index), endOf(read, 'b', index)] as const;
  if (ends[0].key === ends[1].key) read.fail('Both ends of the cable are at the same record.');
  const supplier = ends.find((end) => SUPPLIERS.has(end.port));
  const consumer = ends.find((end) => end.port === 'dcim.powerport');
  if (supplier && consumer) {
    return { type: 'powered-by', from: consumer.key, to: supplier.key, isSplit };
  }
  const [from, to] = [ends[0].key, ends[1].key].sort();
  return { type: 'connected-to', from: from!, to: to!, isSplit };
}

function endOf(read: RowReader, side: 'a' | 'b', index: NetboxIndex): End {
  const { type, id, circuit, device } = asRecord(read.list(side)[0]);
  const port = typeof type === 'string' ? type : 'nothing';
  if (typeof device === 'number' && index.devices.has(device)) {
    return { key: `device ${device}`, port };
  }
  if (port === 'dcim.powerfeed' && typeof id === 'number' && index.powerFeeds.has(id)) {
    return { key: `feed ${id}`, port };
  }
  if (typeof circuit === 'string') {
    const circuitId = index.circuits.get(circuit);
    if (typeof circuitId === 'number') return { key: `circuit ${circuitId}`, port };
    if (circuitId === null) read.failAt(side, `is at "${circuit}", which two circuits are called`);
  }
  return read.failAt(side, `is at no device, circuit or power feed of the file (${port})`);
}
