import { Problem } from '../../api';
import type { Draft, OpenDraft } from '../../studioTypes';
import { createSaver } from './saver';
import type { Unsaved } from './unsaved';

const one = { id: 'd', text: 'one', revision: 1 } as OpenDraft;
const title = { 'zh-CN': '', en: '' };

function open({ kept = null, draft = one }: { kept?: Unsaved | null; draft?: OpenDraft } = {}) {
  const server = { text: draft.text, revision: draft.revision, isDown: false, isMute: false };
  const local: { unsaved: Unsaved | null } = { unsaved: kept };
  const saver = createSaver(draft, kept, {
    put(text, revision) {
      if (server.isDown) return Promise.reject(new Problem(0, 'OFFLINE', title));
      if (revision !== server.revision) return Promise.reject(new Problem(412, 'VERSION_CONFLICT', title));
      Object.assign(server, { text, revision: revision + 1 });
      if (server.isMute) return Promise.reject(new Problem(0, 'OFFLINE', title));
      return Promise.resolve({ revision: server.revision } as Draft);
    },
    get: () => Promise.resolve({ ...draft, text: server.text, revision: server.revision }),
    remember: (unsaved) => (local.unsaved = unsaved),
  });
  return { saver, server, local };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

test('what is written is saved, also what is written while it is saved', async () => {
  const { saver, server, local } = open();
  saver.change('two');
  expect(local.unsaved).toEqual({ text: 'two', revision: 1 });
  const saving = saver.flush();
  saver.change('three');
  expect(await saving).toBe(true);
  expect(server).toMatchObject({ text: 'three', revision: 3 });
  expect(local.unsaved).toBeNull();
  expect(saver.state().saving).toEqual({ state: 'saved' });
});

test('what could not be saved stays in the browser and is saved when the draft is opened again', async () => {
  const { saver, server, local } = open();
  server.isDown = true;
  saver.change('two');
  expect(await saver.flush()).toBe(false);
  expect(saver.state().saving.state).toBe('failed');
  const again = open({ kept: local.unsaved });
  expect(again.saver.state().text).toBe('two');
  expect(await again.saver.flush()).toBe(true);
  expect(again.server.text).toBe('two');
});

test('it is tried again by itself', async () => {
  const { saver, server } = open();
  server.isDown = true;
  saver.change('two');
  await saver.flush();
  server.isDown = false;
  await jest.advanceTimersByTimeAsync(5000);
  expect(server.text).toBe('two');
});

describe('the text arrived and its answer was lost', () => {
  test('what is written on is saved, and nobody else is said to have changed it', async () => {
    const { saver, server } = open();
    server.isMute = true;
    saver.change('two');
    expect(await saver.flush()).toBe(false);
    server.isMute = false;
    saver.change('three');
    expect(await saver.flush()).toBe(true);
    expect(server).toMatchObject({ text: 'three', revision: 3 });
  });

  test.each([
    ['the same', 'two'],
    ['more', 'three'],
  ])('because the page went away; %s stands in the browser', async (_, text) => {
    const before = open();
    before.server.isMute = true;
    before.saver.change('two');
    await before.saver.flush();
    before.saver.change(text);
    const { saver, server, local } = open({
      kept: before.local.unsaved,
      draft: { ...one, text: 'two', revision: 2 },
    });
    expect(await saver.flush()).toBe(true);
    saver.change('four');
    expect(await saver.flush()).toBe(true);
    expect(server.text).toBe('four');
    expect(local.unsaved).toBeNull();
  });
});

describe('somebody else saved meanwhile', () => {
  async function conflict() {
    const opened = open();
    Object.assign(opened.server, { text: 'theirs', revision: 2 });
    opened.saver.change('mine');
    expect(await opened.saver.flush()).toBe(false);
    expect(opened.saver.state().saving).toMatchObject({ state: 'conflict', theirs: { text: 'theirs' } });
    expect(opened.server.text).toBe('theirs');
    return opened;
  }

  test('their text is taken when I say so', async () => {
    const { saver, local } = await conflict();
    expect(saver.takeTheirs()).toBe('theirs');
    expect(saver.state()).toMatchObject({ text: 'theirs', revision: 2, saving: { state: 'saved' } });
    expect(local.unsaved).toBeNull();
  });

  test('mine is saved over it when I say so, with what I wrote since', async () => {
    const { saver, server } = await conflict();
    saver.change('mine, longer');
    expect(await saver.flush()).toBe(false);
    saver.keepMine();
    expect(await saver.flush()).toBe(true);
    expect(server.text).toBe('mine, longer');
  });

  test('what was made of both is saved over theirs', async () => {
    const { saver, server, local } = await conflict();
    expect(saver.state().saving).toMatchObject({ base: 'one' });
    saver.merge('of both');
    expect(await saver.flush()).toBe(true);
    expect(server).toMatchObject({ text: 'of both', revision: 3 });
    expect(local.unsaved).toBeNull();
  });

  test('nothing is to be saved when all of theirs was taken in merging', async () => {
    const { saver, server } = await conflict();
    saver.merge('theirs');
    expect(saver.state().saving).toEqual({ state: 'saved' });
    expect(server.revision).toBe(2);
  });

  test('what comes back from this browser may have begun with an older text', async () => {
    const { saver, server } = open({ kept: { text: 'mine', revision: 0 } });
    server.text = 'theirs';
    expect(await saver.flush()).toBe(false);
    expect(saver.state().saving).toMatchObject({ state: 'conflict', base: null });
  });
});
