/** What a page goes on with, and in which order texts reach the server. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { DraftKeeper, LONGEST_WAIT_MS, reconcile, REST_MS, RETRY_MS } from './draft';
import type { Save, SaveState, Shelf, Stored, Unsaved } from './draft';

const stored = (text: string, version: number): Stored => ({ text, cursor: 0, version });
const unsaved = (text: string, base: number): Unsaved => ({ text, cursor: 0, base, at: 0 });

describe('reconcile', () => {
  it.each([
    ['nothing anywhere', null, null, 'stored'],
    ['only the server', stored('a', 3), null, 'stored'],
    ['only the browser', null, unsaved('a', 0), 'restored'],
    ['typed on from the server', stored('a', 3), unsaved('ab', 3), 'restored'],
    ['the same text', stored('a', 4), unsaved('a', 3), 'stored'],
    ['the server went on elsewhere', stored('x', 5), unsaved('ab', 3), 'conflict'],
  ] as const)('%s', (_, server, browser, kind) => {
    expect(reconcile(server, browser).kind).toBe(kind);
  });
});

describe('DraftKeeper', () => {
  let kept: Map<string, Unsaved>;
  let states: SaveState[];
  let theirs: Stored | null;
  let calls: Stored[];

  beforeEach(() => {
    vi.useFakeTimers();
    kept = new Map();
    states = [];
    theirs = null;
    calls = [];
  });

  function keeper(save?: Save) {
    const shelf: Shelf = {
      read: (key) => kept.get(key) ?? null,
      write: (key, value) => void kept.set(key, value),
      remove: (key) => void kept.delete(key),
    };
    return new DraftKeeper({
      key: 'k',
      shelf,
      save:
        save ??
        ((draft) => {
          calls.push(draft);
          return Promise.resolve({ saved: true, draft });
        }),
      now: () => Date.now(),
      changed: (state, other) => {
        states.push(state);
        theirs = other;
      },
    });
  }

  it('keeps a text in the browser at once and on the server after a rest', async () => {
    const it = keeper();
    it.open(stored('a', 7));
    it.type({ text: 'ab', cursor: 2 });
    expect(kept.get('k')).toMatchObject({ text: 'ab', base: 7 });
    expect(calls).toEqual([]);
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(calls).toEqual([{ text: 'ab', cursor: 2, version: 8 }]);
    expect(kept.size).toBe(0);
    expect(states.at(-1)).toBe('saved');
  });

  it('saves while typing never rests', async () => {
    const it = keeper();
    it.open(null);
    for (let typed = 0; typed <= LONGEST_WAIT_MS; typed += 200) {
      it.type({ text: 'x'.repeat(typed / 200 + 1), cursor: 0 });
      await vi.advanceTimersByTimeAsync(200);
    }
    expect(calls.length).toBeGreaterThan(0);
  });

  it('tries again until the server is back, and keeps the text meanwhile', async () => {
    let up = false;
    const it = keeper((draft) => {
      calls.push(draft);
      return up ? Promise.resolve({ saved: true, draft }) : Promise.reject(new Error('down'));
    });
    it.open(stored('a', 1));
    it.type({ text: 'ab', cursor: 0 });
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(states.at(-1)).toBe('offline');
    expect(kept.get('k')?.text).toBe('ab');
    up = true;
    await vi.advanceTimersByTimeAsync(RETRY_MS);
    expect(states.at(-1)).toBe('saved');
    expect(kept.size).toBe(0);
    expect(calls.map(({ version }) => version)).toEqual([2, 3]);
  });

  it('says that another window was faster, and writes over it only when told to', async () => {
    const other = stored('other', 9);
    let refuse = true;
    const it = keeper((draft) => {
      calls.push(draft);
      return Promise.resolve(refuse ? { saved: false, draft: other } : { saved: true, draft });
    });
    it.open(stored('a', 1));
    it.type({ text: 'mine', cursor: 0 });
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(states.at(-1)).toBe('conflict');
    expect(theirs).toEqual(other);
    it.type({ text: 'mine, longer', cursor: 0 });
    await vi.advanceTimersByTimeAsync(10 * REST_MS);
    expect(calls).toHaveLength(1);
    expect(kept.get('k')).toMatchObject({ text: 'mine, longer', base: 1 });
    refuse = false;
    it.settle({ text: 'mine, longer', cursor: 0 });
    await vi.advanceTimersByTimeAsync(0);
    expect(calls.at(-1)).toEqual({ text: 'mine, longer', cursor: 0, version: 10 });
    expect(states.at(-1)).toBe('saved');
  });

  it('goes on from an unsaved text that grew from what the server has', async () => {
    kept.set('k', unsaved('ab', 4));
    const it = keeper();
    expect(it.open(stored('a', 4)).kind).toBe('restored');
    await vi.advanceTimersByTimeAsync(REST_MS);
    expect(calls).toEqual([{ text: 'ab', cursor: 0, version: 5 }]);
  });

  it('sends a newer version when the page leaves while a save is under way', async () => {
    const it = keeper((draft) => {
      calls.push(draft);
      return new Promise(() => {});
    });
    it.open(null);
    it.type({ text: 'a', cursor: 0 });
    await vi.advanceTimersByTimeAsync(REST_MS);
    it.type({ text: 'ab', cursor: 0 });
    it.flush(true);
    expect(calls.map(({ text, version }) => [text, version])).toEqual([
      ['a', 1],
      ['ab', 2],
    ]);
  });
});
