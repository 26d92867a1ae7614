import { expect, it } from 'vitest';
import { OpenRequests, isRequestId } from './open-requests.ts';

it('ends the request that was cancelled and no other', () => {
  const requests = new OpenRequests();
  const one = requests.begin('one');
  const two = requests.begin('two');
  requests.cancel('one');
  expect([one.abort.signal.aborted, two.abort.signal.aborted]).toEqual([true, false]);
});

it('ends a request that its cancellation overtook on the way', () => {
  const requests = new OpenRequests();
  requests.cancel('late');
  expect(requests.begin('late').abort.signal.aborted).toBe(true);
  expect(requests.begin('late').abort.signal.aborted).toBe(false);
});

it('remembers cancellations of requests that never come for a while only', () => {
  const requests = new OpenRequests();
  for (let i = 0; i < 300; i++) requests.cancel(`id${String(i)}`);
  expect(requests.begin('id0').abort.signal.aborted).toBe(false);
  expect(requests.begin('id299').abort.signal.aborted).toBe(true);
});

it('forgets requests that ended', () => {
  const requests = new OpenRequests();
  const one = requests.begin('one');
  expect(requests.size).toBe(1);
  one.end();
  one.end();
  expect(requests.size).toBe(0);
});

it('ends all of them when the account changes', () => {
  const requests = new OpenRequests();
  const open = [requests.begin('one'), requests.begin('two')];
  requests.cancelAll();
  expect(open.every(({ abort }) => abort.signal.aborted)).toBe(true);
});

it('knows what an id is', () => {
  expect(isRequestId('7f3e-Ab_9')).toBe(true);
  for (const text of ['', 'a b', 'a/b', 'ä', 'x'.repeat(65)]) expect(isRequestId(text)).toBe(false);
});
