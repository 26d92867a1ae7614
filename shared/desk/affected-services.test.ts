import { describe, expect, it } from 'vitest';
import { affectedServices } from './affected-services.ts';
import type { FailureOf, ServiceHit } from './affected-services.ts';

const isService = (id: string): boolean => id.startsWith('service:');

/** `print-srv → service:labels`: each step needs the one before. */
function hit(outcome: ServiceHit['outcome'], ...way: readonly string[]): ServiceHit {
  const path = way.slice(1).map((dependant, at) => ({ dependency: way[at]!, dependant }));
  return { id: way.at(-1)!, outcome, path };
}

const server: FailureOf = {
  failedId: 'srv',
  hits: [
    hit('stops', 'srv', 'app'),
    hit('stops', 'srv', 'app', 'service:labels'),
    hit('held', 'srv', 'app', 'service:mail'),
    hit('degrades', 'srv', 'service:wifi'),
  ],
};
const battery: FailureOf = {
  failedId: 'ups',
  hits: [hit('stops', 'ups', 'service:labels'), hit('stops', 'ups', 'rack', 'srv', 'service:wifi')],
};

describe('affected services', () => {
  it('are the services only, the worst first, each with the way that explains it', () => {
    expect(affectedServices([server], isService, undefined)).toEqual([
      {
        serviceId: 'service:labels',
        outcome: 'stops',
        way: ['srv', 'app', 'service:labels'],
        failedIds: ['srv'],
      },
      {
        serviceId: 'service:wifi',
        outcome: 'degrades',
        way: ['srv', 'service:wifi'],
        failedIds: ['srv'],
      },
      {
        serviceId: 'service:mail',
        outcome: 'held',
        way: ['srv', 'app', 'service:mail'],
        failedIds: ['srv'],
      },
    ]);
  });

  it('are told once where several things reach them: the worst, then the shortest way', () => {
    const found = affectedServices([server, battery], isService, undefined);
    expect(
      found.map(({ serviceId, outcome, way, failedIds }) => [
        serviceId,
        outcome,
        way.length,
        failedIds,
      ]),
    ).toEqual([
      ['service:labels', 'stops', 2, ['srv', 'ups']],
      ['service:wifi', 'stops', 4, ['ups']],
      ['service:mail', 'held', 3, ['srv']],
    ]);
    expect(
      affectedServices([battery, server], isService, undefined).map(({ serviceId, way }) => [
        serviceId,
        way,
      ]),
    ).toEqual(found.map(({ serviceId, way }) => [serviceId, way]));
  });

  it('hold the service the record names, even where the graph knows nothing', () => {
    expect(affectedServices([], isService, 'service:mail')).toEqual([
      { serviceId: 'service:mail', outcome: 'stops', way: ['service:mail'], failedIds: [] },
    ]);
    // Where the graph explains it, the way is shown and not the name.
    expect(affectedServices([server], isService, 'service:labels')[0]!.way).toHaveLength(3);
    expect(affectedServices([server], isService, 'service:wifi')[0]).toMatchObject({
      serviceId: 'service:wifi',
      way: ['service:wifi'],
    });
    const [first] = affectedServices(
      [{ failedId: 'service:mail', hits: [] }],
      isService,
      undefined,
    );
    expect(first).toMatchObject({ serviceId: 'service:mail', outcome: 'stops' });
  });
});
