import { describe, expect, it } from 'vitest';
import type { CannedResponse } from '../model/policy.ts';
import { fakeContext } from '../testkit/factories.ts';
import {
  fillVariables,
  RESPONSE_VARIABLES,
  saveCannedResponse,
  variableOf,
} from './response-variables.ts';
import type { CannedResponseBody } from './response-variables.ts';

const VALUES = {
  'requester.name': 'Marit Sandvik',
  'requester.firstName': 'Marit',
  'ticket.number': 'INC-1042',
  'me.name': 'Tobias Brandt',
} as const;

describe('the variables of a text', () => {
  it.each([
    ['Hello {{requester.firstName}},', 'Hello Marit,'],
    ['{{ Requester.FirstName }} {{REQUESTER.NAME}}', 'Marit Marit Sandvik'],
    ['{{ticket.number}}{{ticket.number}}', 'INC-1042INC-1042'],
    ['nothing to fill in', 'nothing to fill in'],
    ['', ''],
    ['{{}} {{ }}', '{{}} {{ }}'],
    ['{requester.name} {{requester.name', '{requester.name} {{requester.name'],
    ['{{{requester.name}}}', '{Marit Sandvik}'],
    ['a\n{{requester\n.name}}', 'a\n{{requester\n.name}}'],
  ])('%j reads %j', (body, text) => {
    expect(fillVariables(body, VALUES).text).toBe(text);
  });

  it('leaves what it does not know in sight, and says so', () => {
    const filled = fillVariables(
      '{{requester.phone}} {{requester.shoeSize}} {{now}} {{now}}',
      VALUES,
    );
    expect(filled.text).toBe('{{requester.phone}} {{requester.shoeSize}} {{now}} {{now}}');
    expect(filled.unknown).toEqual(['requester.shoeSize']);
    expect(filled.empty).toEqual(['requester.phone', 'now']);
    expect(filled.pieces.map(({ kind }) => kind)).not.toContain('value');
  });

  it('never says undefined, whatever is missing', () => {
    const all = RESPONSE_VARIABLES.map((name) => `{{${name}}}`).join(' ');
    expect(fillVariables(all, {}).text).toBe(all);
    expect(fillVariables('{{toString}} {{__proto__}} {{constructor}}', {}).unknown).toHaveLength(3);
  });

  it('takes values as plain text: nothing in them is filled in or worked out', () => {
    const tricky = { 'requester.name': '{{me.name}} $& $1 ${1+1} <b>' };
    expect(fillVariables('Dear {{requester.name}}!', tricky).text).toBe(
      'Dear {{me.name}} $& $1 ${1+1} <b>!',
    );
  });

  it('ends at once on a text of nothing but braces', () => {
    const body = '{{'.repeat(50_000);
    expect(fillVariables(body, VALUES).text).toBe(body);
  });

  it('knows each of its names however it is typed', () => {
    for (const name of RESPONSE_VARIABLES) expect(variableOf(` ${name.toUpperCase()} `)).toBe(name);
  });
});

describe('saving a canned response', () => {
  const next = fakeContext();
  const body: CannedResponseBody = {
    name: ' Received ',
    shortcut: '/received',
    body: 'Hello',
    ticketKinds: ['request', 'incident'],
    audience: 'public',
  };
  const save = (more: Partial<CannedResponseBody>, others: readonly CannedResponse[] = []) =>
    saveCannedResponse(null, { ...body, ...more }, others, next()).writes[0]!
      .document as CannedResponse;

  it('takes the slash off the shortcut and puts the kinds in order', () => {
    expect(save({})).toMatchObject({
      name: 'Received',
      shortcut: 'received',
      ticketKinds: ['incident', 'request'],
    });
  });

  it.each([
    [{ name: ' ' }, 'name'],
    [{ shortcut: '' }, 'shortcut'],
    [{ shortcut: 'two words' }, 'shortcut'],
    [{ shortcut: 'x'.repeat(41) }, 'shortcut'],
    [{ body: '\n' }, 'body'],
    [{ ticketKinds: [] }, 'ticketKinds'],
  ] as const)('refuses %j', (more, field) => {
    expect(() => save(more as never)).toThrow(expect.objectContaining({ field }));
  });

  it('gives a shortcut once to whoever is offered both', () => {
    const shared = save({});
    expect(() => save({ shortcut: 'RECEIVED' }, [shared])).toThrow(
      expect.objectContaining({ field: 'shortcut' }),
    );
    const mine = save({ ownerUserName: 'tobias.brandt' });
    expect(() => save({ ownerUserName: 'denise.kofler' }, [mine])).not.toThrow();
    expect(() => save({ ownerUserName: 'tobias.brandt' }, [mine])).toThrow();
    expect(() => save({}, [mine])).toThrow();
  });

  it('makes a private one shared by taking the owner off', () => {
    const mine = save({ ownerUserName: 'tobias.brandt' });
    const { writes } = saveCannedResponse(mine, body, [mine], next());
    expect(writes[0]!.document).not.toHaveProperty('ownerUserName');
  });
});
