import { describe, expect, it } from 'vitest';
import { makeUlid } from '../model/ids.ts';
import type { SavedView } from '../model/policy.ts';
import { validateDocument } from '../model/validate.ts';
import { mulberry32 } from '../testkit/random.ts';
import type { CommandContext } from './command.ts';
import { CommandError } from './command.ts';
import { DEFAULT_MATRIX } from './priority.ts';
import { movedView, orderViews, removeView, restoreView, saveView } from './saved-view-commands.ts';
import type { SavedViewBody } from './saved-view-commands.ts';

const NOW = '2027-03-30T08:46:00.000Z';

function context(): CommandContext {
  const random = mulberry32(7);
  return {
    now: NOW,
    userName: 'tobias.brandt',
    roles: ['agent'],
    deviceId: 'DESK',
    ulid: () => makeUlid(Date.parse(NOW), random),
    matrix: DEFAULT_MATRIX,
  };
}

const body: SavedViewBody = {
  name: ' Printers of mine ',
  icon: 'printer',
  ticketKinds: ['incident'],
  query: 'state:open printer',
  ownerUserName: 'tobias.brandt',
  order: 3,
  columns: ['number', 'title', 'state'],
  sort: { id: 'updated', dir: 'desc' },
  groupBy: 'team',
};

function saved(part: Partial<SavedViewBody> = {}): SavedView {
  const [write] = saveView(null, { ...body, ...part }, context()).writes;
  return write!.document as SavedView;
}

describe('a saved view', () => {
  it('keeps what was laid out, and every console can read it', () => {
    const view = saved();
    expect(view).toMatchObject({ kind: 'saved-view', name: 'Printers of mine', groupBy: 'team' });
    expect(validateDocument(view)).toMatchObject({ ok: true });
  });

  it('writes nothing when nothing changed, and takes off what was taken off', () => {
    const view = saved();
    expect(saveView(view, { ...body }, context()).writes).toEqual([]);
    const { groupBy: _groupBy, ownerUserName: _owner, ...rest } = body;
    const [write] = saveView(view, rest, context()).writes;
    expect(write!.document).not.toHaveProperty('groupBy');
    expect(write!.document).not.toHaveProperty('ownerUserName');
    expect(write!.document).toMatchObject({ columns: body.columns });
  });

  it.each([
    [{ name: '  ' }, 'name'],
    [{ query: 'x'.repeat(1001) }, 'query'],
    [{ ticketKinds: [] }, 'ticketKinds'],
  ] as const)('refuses %j and says which field', (part, field) => {
    try {
      saveView(null, { ...body, ...part }, context());
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(CommandError);
      expect((error as CommandError).field).toBe(field);
    }
  });

  it('goes and comes back', () => {
    const [gone] = removeView(saved(), context()).writes;
    expect(gone!.document).toMatchObject({ removedAt: NOW });
    const [back] = restoreView(gone!.document as SavedView, context()).writes;
    expect(back!.document).not.toHaveProperty('removedAt');
  });

  it('is moved among the others, and only those that moved are written', () => {
    const views = [0, 1, 2].map((order) => ({
      ...saved({ order }),
      id: `policy:${order}` as SavedView['id'],
    }));
    const next = movedView(views, 'policy:2', -1);
    expect(next.map(({ id }) => id)).toEqual(['policy:0', 'policy:2', 'policy:1']);
    const { writes } = orderViews(next, context());
    expect(writes.map(({ document }) => document.id)).toEqual(['policy:2', 'policy:1']);
    expect(movedView(views, 'policy:0', -1)).toBe(views);
  });
});
