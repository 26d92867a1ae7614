import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Session } from '../../shared/protocol/ipc.ts';
import type { Credentials } from './account.ts';
import type { CredentialsCheck } from './check-credentials.ts';
import { SessionKeeper, type SessionKeeperDeps } from './session-keeper.ts';
import type { StoredSession, StoredState } from './session-store.ts';

const ada = { serverUrl: 'http://127.0.0.1:5985', userName: 'ada', password: 'x' };
const stored: StoredSession = { ...ada, roles: ['agent'], passwordKeptIn: 'keychain' };
const unreachable: CredentialsCheck = {
  ok: false,
  reason: 'unreachable',
  message: 'Nobody there.',
};
const wrong: CredentialsCheck = { ok: false, reason: 'wrong-credentials', message: 'No.' };
const confirmed = (...roles: string[]): CredentialsCheck => ({ ok: true, userName: 'ada', roles });

/** A disk and a server in memory. */
class World {
  state: StoredState = { kind: 'never' };
  server: CredentialsCheck = unreachable;
  asked: Credentials[] = [];
  told: { session: Session | null; accountChanged: boolean }[] = [];
  isDiskFull = false;

  keeper(handedOver: Credentials | null = null): SessionKeeper {
    const deps: SessionKeeperDeps = {
      store: {
        load: () => Promise.resolve(this.state),
        save: (credentials, roles) => {
          if (this.isDiskFull) return Promise.reject(new Error('ENOSPC'));
          const session: StoredSession = { ...credentials, roles, passwordKeptIn: 'file' };
          this.state = { kind: 'signed-in', session };
          return Promise.resolve(session);
        },
        clear: () => {
          this.state = { kind: 'signed-out' };
        },
      },
      check: (credentials) => {
        this.asked.push(credentials);
        return Promise.resolve(this.server);
      },
      deviceId: 'lusab-babad-gutih',
      handedOver,
      onChanged: (session, accountChanged) => this.told.push({ session, accountChanged }),
    };
    return new SessionKeeper(deps);
  }
}

let world: World;
beforeEach(() => {
  vi.useFakeTimers();
  world = new World();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a start without a network', () => {
  it('is signed in with the roles of last time', async () => {
    world.state = { kind: 'signed-in', session: stored };
    const keeper = world.keeper();
    expect(await keeper.get()).toEqual({
      userName: 'ada',
      roles: ['agent'],
      serverUrl: ada.serverUrl,
      passwordKeptIn: 'keychain',
      deviceId: 'lusab-babad-gutih',
    });
    expect((await keeper.account())?.authorization).toBe('Basic YWRhOng=');
  });

  it('asks again until the server answers, then tells of changed roles once', async () => {
    world.state = { kind: 'signed-in', session: stored };
    await world.keeper().start();
    await vi.advanceTimersByTimeAsync(2_000 + 4_000 + 8_000);
    expect(world.asked).toHaveLength(4);
    world.server = confirmed('agent', 'scope:leipzig');
    await vi.advanceTimersByTimeAsync(600_000);
    expect(world.asked).toHaveLength(5);
    expect(world.told).toMatchObject([
      { session: { roles: ['agent', 'scope:leipzig'] }, accountChanged: false },
    ]);
  });

  it('never waits longer than a minute to ask again', async () => {
    world.state = { kind: 'signed-in', session: stored };
    await world.keeper().start();
    await vi.advanceTimersByTimeAsync(3_600_000);
    expect(world.asked.length).toBeGreaterThan(60);
  });

  it('keeps name and replica open where the keychain lost the password, but sends nothing', async () => {
    world.state = { kind: 'signed-in', session: { ...stored, password: null } };
    const keeper = world.keeper();
    expect((await keeper.get())?.userName).toBe('ada');
    expect(await keeper.account()).toBeNull();
    expect(world.asked).toEqual([]);
  });
});

describe('a server that says no', () => {
  it('is asked once, as more would lock the account, and signs nobody out', async () => {
    world.state = { kind: 'signed-in', session: stored };
    world.server = wrong;
    const keeper = world.keeper();
    await keeper.start();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(world.asked).toHaveLength(1);
    expect((await keeper.get())?.userName).toBe('ada');
    expect(world.told).toEqual([]);
  });
});

describe('a session handed over', () => {
  it('signs a new profile in, the server reachable or not', async () => {
    const keeper = world.keeper(ada);
    expect(await keeper.get()).toMatchObject({ userName: 'ada', roles: [] });
    world.server = confirmed('agent');
    await vi.advanceTimersByTimeAsync(2_000);
    expect(world.told).toMatchObject([{ session: { roles: ['agent'] }, accountChanged: false }]);
  });

  it('moves the same person to another port, with the roles known so far', async () => {
    world.state = { kind: 'signed-in', session: { ...stored, serverUrl: 'http://127.0.0.1:1' } };
    const session = await world.keeper(ada).get();
    expect(session).toMatchObject({ serverUrl: ada.serverUrl, roles: ['agent'] });
  });

  it('replaces nobody and brings nobody back who signed out', async () => {
    world.state = { kind: 'signed-in', session: { ...stored, userName: 'bob' } };
    expect((await world.keeper(ada).get())?.userName).toBe('bob');
    world.state = { kind: 'signed-out' };
    expect(await world.keeper(ada).get()).toBeNull();
  });

  it('works for this start on a full disk', async () => {
    world.isDiskFull = true;
    expect((await world.keeper(ada).get())?.userName).toBe('ada');
  });
});

describe('signing in', () => {
  it('keeps what the server confirmed and tells every window', async () => {
    world.server = confirmed('agent');
    const keeper = world.keeper();
    const result = await keeper.signIn({ ...ada, serverUrl: '127.0.0.1:5985/', userName: ' ada ' });
    expect(result).toMatchObject({ ok: true, session: { userName: 'ada', roles: ['agent'] } });
    expect(world.asked).toEqual([ada]);
    expect(world.told).toMatchObject([{ accountChanged: true }]);
    expect(world.state.kind).toBe('signed-in');
  });

  it.each([
    [{ ...ada, serverUrl: 'http://example.org' }, 'bad-url'],
    [{ ...ada, userName: 'a:b' }, 'wrong-credentials'],
    [{ ...ada, userName: ' ' }, 'wrong-credentials'],
  ])('asks no server for %j', async (request, reason) => {
    expect(await world.keeper().signIn(request)).toMatchObject({ ok: false, reason });
    expect(world.asked).toEqual([]);
  });

  it('leaves the session as it was where it fails', async () => {
    world.state = { kind: 'signed-in', session: stored };
    const keeper = world.keeper();
    world.server = wrong;
    expect(await keeper.signIn({ ...ada, userName: 'bob' })).toEqual(wrong);
    expect((await keeper.get())?.userName).toBe('ada');
  });

  it('with a new password of the same person interrupts no request', async () => {
    world.state = { kind: 'signed-in', session: stored };
    world.server = confirmed('agent');
    const keeper = world.keeper();
    await keeper.signIn({ ...ada, password: 'new' });
    expect(world.told).toMatchObject([{ accountChanged: false }]);
    expect((await keeper.account())?.authorization).toBe(`Basic ${btoa('ada:new')}`);
  });
});

it('signing out ends everything, also the asking in the background', async () => {
  world.state = { kind: 'signed-in', session: stored };
  const keeper = world.keeper();
  await keeper.start();
  await keeper.signOut();
  expect(world.told).toEqual([{ session: null, accountChanged: true }]);
  expect(await keeper.account()).toBeNull();
  const asked = world.asked.length;
  await vi.advanceTimersByTimeAsync(600_000);
  expect(world.asked).toHaveLength(asked);
});

it('an answer about somebody who signed out meanwhile brings nobody back', async () => {
  world.state = { kind: 'signed-in', session: stored };
  world.server = confirmed('agent', 'admin');
  const keeper = world.keeper();
  await keeper.start();
  const refresh = keeper.refresh();
  await keeper.signOut();
  expect(await refresh).toBeNull();
  expect(world.state).toEqual({ kind: 'signed-out' });
});
