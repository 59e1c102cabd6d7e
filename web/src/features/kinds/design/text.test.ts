import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import {
  addComponent,
  addLink,
  changed,
  lineOf,
  move,
  read,
  removeComponent,
  removeKey,
  removeLink,
  rename,
  setKey,
  unplace,
  type Design,
  type TextChange,
} from './text';

const WHOLE = `# How I read the question.
[claim]
p99 = "80ms"   # what I promise

[framing]
goal = """
Two
[[component]]
lines"""

[[component]]
name = "edge"
part = "edge"
instances = 40 # enough for the evening
pick = "power_of_two"
queue = { limit = 200, when_full = "shed" }
at = [120, 40]

# The dear one.
[[component]]
name = 'ranker'
part = "ranker"
batch = {size = 32, wait = "2ms"}

[[link]]
from = "edge"
to = "ranker"
timeout = "40ms"
optional = true

[notes]
why = ["a", "b"] # kept
`;
const DOTTED = `[[component]]
name = "a"
queue.limit = 3
queue.when_full = "shed"

[[component]]
name = "b"
  [component.queue]
  limit = 4 # four

[[link]]
from = "a"
to = "b"
[[link]]
from = "b"
to = "a"
`;
const INLINE = `component = [ { name = "a" }, { name = "b", queue = { limit = 1 } } , {name="c"}]
link = [{from = "a", to = "b"}, {from = "b", to = "c"}, {from = "a", to = "c"}]
[claim]
p99 = "1s"
`;

function design(text: string): Design {
  const reading = read(text);
  if (reading.design === null) {
    throw new Error(`line ${reading.problem.line}: ${reading.problem.message}`);
  }
  return reading.design;
}

/** Does a change and tells what the text is and what it says then. */
function after(text: string, change: (design: Design) => TextChange[]) {
  const next = changed(text, change(design(text)));
  return { text: next, says: parse(next), design: design(next) };
}

/** Lines that are in one text and not in the other, as often as they are. */
function left(text: string, other: string): string[] {
  const rest = other.split('\n');
  return text.split('\n').filter((line) => {
    const at = rest.indexOf(line);
    if (at !== -1) {
      rest.splice(at, 1);
    }
    return at === -1;
  });
}

describe('reading', () => {
  it('finds components and links, their ends and lines', () => {
    const { components, links } = design(WHOLE);
    expect(components.map(({ id, part, at, line }) => ({ id, part, at, line }))).toEqual([
      { id: 'edge', part: 'edge', at: [120, 40], line: 11 },
      { id: 'ranker', part: 'ranker', at: null, line: 20 },
    ]);
    expect(links).toMatchObject([{ id: 'edge→ranker', from: 'edge', to: 'ranker', line: 25 }]);
  });

  it('reads other ways to write the same', () => {
    expect(design(DOTTED).components.map(({ table }) => table.queue)).toEqual([
      { limit: 3, when_full: 'shed' },
      { limit: 4 },
    ]);
    expect(design(INLINE).links.map(({ id }) => id)).toEqual(['a→b', 'b→c', 'a→c']);
    expect(design('').components).toEqual([]);
  });

  it('follows what is spaced, spread over lines, quoted and commented', () => {
    const text = `[[ component ]] # [[link]]
"name" = 'a'
at = [
  1, # x
  2,
]
[ component . queue ]
"limit" = 0x10
[[link]]
from = "a"
to = """a"""
note = '''
]] "quoted" '' # no comment
'''
`;
    const found = design(text);
    expect(found.components[0]).toMatchObject({ id: 'a', at: [1, 2], line: 1 });
    expect(found.links[0]).toMatchObject({ from: 'a', to: 'a', line: 9 });
    const { design: other } = after(text, (one) => rename(one, 0, 'b'));
    expect(other.links[0]).toMatchObject({ from: 'b', to: 'b' });
    const moved = after(text, (one) => move(one, 0, [3, 4]));
    expect(moved.text).toBe(text.replace('[\n  1, # x\n  2,\n]', '[3, 4]'));
    const set = after(text, (one) => setKey(one, 'component', 0, ['queue', 'limit'], 5));
    expect(set.text).toBe(text.replace('0x10', '5'));
    expect(after(text, (one) => removeComponent(one, 0)).text).toBe('');
  });

  it('keeps apart what has one name, and shows what leads nowhere', () => {
    const twice = '[[component]]\nname = "a"\n';
    const link = '[[link]]\nfrom = "a"\nto = "x"\n';
    const { components, links } = design(`${twice}${twice}[[component]]\n${link}${link}`);
    expect(components.map(({ id }) => id)).toEqual(['a', '#2', '#3']);
    expect(links.map(({ id, from, to }) => [id, from, to])).toEqual([
      ['a→x', 'a', null],
      ['a→x#2', 'a', null],
    ]);
  });

  it.each([
    ['[[component]]\nname = "a\n', 2],
    ['a = 1\n\n[[component]\n', 3],
    ['[claim]\nx = 1\n\n[component]\nname = "a"\n', 4],
    ['x = 1\ncomponent = 3\n', 2],
    ['[[link]]\nfrom = "a"\nfrom = "b"\n', 3],
  ])('says where %j does not read', (text, line) => {
    expect(read(text).problem).toMatchObject({ line, message: expect.stringMatching(/^[^\n]+$/) });
  });
});

describe('keys', () => {
  it.each([
    [WHOLE, 0, ['instances'], 41],
    [WHOLE, 0, ['queue', 'limit'], 0],
    [WHOLE, 0, ['queue', 'when_full'], 'wait'],
    [WHOLE, 0, ['cache', 'ttl'], '60s'],
    [WHOLE, 0, ['at'], [-10, 50]],
    [WHOLE, 1, ['name'], 'a "b" \\ \u007f µ'],
    [WHOLE, 1, ['batch', 'size'], 64],
    [WHOLE, 1, ['batch', 'more'], 0.5],
    [WHOLE, 1, ['queue'], { limit: 5, when_full: 'shed' }],
    [DOTTED, 0, ['queue', 'limit'], 9],
    [DOTTED, 0, ['queue', 'other'], true],
    [DOTTED, 1, ['queue', 'limit'], 9],
    [DOTTED, 1, ['queue', 'other'], 'x'],
    [DOTTED, 1, ['instances'], 7],
    [INLINE, 0, ['queue', 'limit'], 2],
    [INLINE, 1, ['queue', 'limit'], 2],
    [INLINE, 2, ['instances'], 2],
    ['[[component]]', 0, ['name'], 'a'],
    ['[[component]]\nqueue = {}\n', 0, ['queue', 'limit'], 1],
    ['  [[component]] # one\n  name = "a" # two\n\n[x]\n', 0, ['instances'], 2],
  ] as const)('%#: writes one and nothing else', (text, index, path, value) => {
    const { says, text: next } = after(text, (one) =>
      setKey(one, 'component', index, [...path], value as never),
    );
    const expected = structuredClone(parse(text)) as { component: Record<string, unknown>[] };
    let table = expected.component[index] as Record<string, unknown>;
    for (const key of path.slice(0, -1)) {
      table = (table[key] ??= {}) as Record<string, unknown>;
    }
    table[path.at(-1) as string] = value;
    expect(says).toEqual(expected);
    expect(left(text, next).length).toBeLessThanOrEqual(1);
  });

  it('keeps the comment behind a value', () => {
    const { text } = after(WHOLE, (one) => setKey(one, 'component', 0, ['instances'], 41));
    expect(text).toBe(WHOLE.replace('instances = 40 #', 'instances = 41 #'));
  });

  it.each([
    [WHOLE, 0, ['instances'], ['instances = 40 # enough for the evening']],
    [WHOLE, 0, ['queue', 'limit'], ['queue = { limit = 200, when_full = "shed" }']],
    [WHOLE, 0, ['queue'], ['queue = { limit = 200, when_full = "shed" }']],
    [WHOLE, 1, ['batch', 'wait'], ['batch = {size = 32, wait = "2ms"}']],
    [WHOLE, 1, ['pick'], []],
    [DOTTED, 0, ['queue'], ['queue.limit = 3', 'queue.when_full = "shed"']],
    [DOTTED, 1, ['queue'], ['  [component.queue]', '  limit = 4 # four']],
    [INLINE, 1, ['queue', 'limit'], [INLINE.split('\n')[0]]],
    [INLINE, 1, ['queue'], [INLINE.split('\n')[0]]],
  ] as const)('%#: takes one out and nothing else', (text, index, path, lines) => {
    const { says, text: next } = after(text, (one) =>
      removeKey(one, 'component', index, [...path]),
    );
    const expected = structuredClone(parse(text)) as { component: Record<string, unknown>[] };
    const table = expected.component[index] as Record<string, Record<string, unknown>>;
    const [first = '', second] = path;
    if (second === undefined) {
      delete table[first];
    } else {
      delete table[first]?.[second];
      if (Object.keys(table[first] ?? {}).length === 0) {
        delete table[first];
      }
    }
    expect(says).toEqual(expected);
    expect(left(text, next).filter((line) => line !== '')).toEqual(lines);
  });

  it('takes the last key between braces out with its table', () => {
    const text = '[[component]]\nname = "a"\nqueue = { limit = 1 } # why\npick = "key"\n';
    const { text: next } = after(text, (one) => removeKey(one, 'component', 0, ['queue', 'limit']));
    expect(next).toBe('[[component]]\nname = "a"\npick = "key"\n');
  });
});

describe('tables', () => {
  it('adds a component after the last and a link after the last', () => {
    const added = after(WHOLE, (one) => addComponent(one, { name: 'store', part: 'store' }));
    expect(added.text).toBe(
      WHOLE.replace(
        'wait = "2ms"}\n',
        'wait = "2ms"}\n\n[[component]]\nname = "store"\npart = "store"\n',
      ),
    );
    const linked = after(added.text, (one) => addLink(one, 'ranker', 'store'));
    expect(linked.text).toBe(
      added.text.replace(
        'optional = true\n',
        'optional = true\n\n[[link]]\nfrom = "ranker"\nto = "store"\n',
      ),
    );
  });

  it.each([
    '',
    '# only a comment',
    '[claim]\np99 = "1s"\n',
    'component = []\nlink = [ ]\n',
    INLINE,
  ])('adds to %j', (text) => {
    const first = after(text, (one) => addComponent(one, { name: 'x', part: 'p' }));
    const both = after(first.text, (one) => addComponent(one, { name: 'y z', part: 'q' }));
    const { design: found, text: next } = after(both.text, (one) => addLink(one, 'x', 'y z'));
    expect(found.components.slice(-2).map(({ id, part }) => [id, part])).toEqual([
      ['x', 'p'],
      ['y z', 'q'],
    ]);
    expect(found.links.at(-1)).toMatchObject({ from: 'x', to: 'y z' });
    expect(left(text, next).length).toBeLessThanOrEqual(2);
  });

  it('takes a component out with its links and leaves the rest', () => {
    const { text, design: found } = after(WHOLE, (one) => removeComponent(one, 1));
    expect(found.components.map(({ id }) => id)).toEqual(['edge']);
    expect(found.links).toEqual([]);
    expect(left(text, WHOLE)).toEqual([]);
    expect(text).toContain('# The dear one.');
    expect(text).toContain('why = ["a", "b"] # kept');
    expect(text).not.toMatch(/\n\n\n/);
  });

  it.each([
    [DOTTED, 0],
    [DOTTED, 1],
    [INLINE, 0],
    [INLINE, 1],
    [INLINE, 2],
    [WHOLE, 0],
  ])('%#: leaves no link behind', (text, index) => {
    const before = design(text);
    const gone = before.components[index]?.id;
    const { design: found } = after(text, (one) => removeComponent(one, index));
    expect(found.components.map(({ id }) => id)).toEqual(
      before.components.map(({ id }) => id).filter((id) => id !== gone),
    );
    expect(found.links.map(({ id }) => id)).toEqual(
      before.links.filter(({ from, to }) => from !== gone && to !== gone).map(({ id }) => id),
    );
  });

  it('takes out one link of several', () => {
    for (const text of [DOTTED, INLINE]) {
      const { links } = design(text);
      for (const [at] of links.entries()) {
        const { design: found } = after(text, (one) => removeLink(one, at));
        expect(found.links.map(({ id }) => id)).toEqual(
          links.map(({ id }) => id).filter((_, other) => other !== at),
        );
      }
    }
  });

  it('renames in the links too, and nowhere else', () => {
    const { text } = after(WHOLE, (one) => rename(one, 1, 'light ranker'));
    expect(text).toBe(
      WHOLE.replace("'ranker'", '"light ranker"').replace('to = "ranker"', 'to = "light ranker"'),
    );
    const { design: found } = after(INLINE, (one) => rename(one, 0, 'z'));
    expect(found.links.map(({ id }) => id)).toEqual(['z→b', 'b→c', 'z→c']);
  });

  it('moves, and gives places back to the layout', () => {
    const { design: moved, text } = after(WHOLE, (one) => move(one, 1, [10.4, -20]));
    expect(moved.components[1]?.at).toEqual([10, -20]);
    const { design: free } = after(text, unplace);
    expect(free.components.map(({ at }) => at)).toEqual([null, null]);
  });
});

it('reads back whatever was done to it, step after step', () => {
  // A walk of 120 steps by the minimal standard generator, seed 7.
  let state = 7;
  const draw = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  let text = WHOLE;
  for (let step = 0; step < 120; step += 1) {
    const one = design(text);
    const index = draw(Math.max(1, one.components.length));
    const names = one.components.map(({ id }) => id);
    const link = draw(Math.max(1, one.links.length));
    const changes = [
      () => addComponent(one, { name: `c${step}`, part: 'p' }),
      () => addLink(one, names[index] ?? '', names[0] ?? ''),
      () => move(one, index, [draw(500), draw(500)]),
      () => setKey(one, 'component', index, ['queue', 'limit'], draw(99)),
      () => removeKey(one, 'component', index, ['queue', 'limit']),
      () => setKey(one, 'link', link, ['timeout'], `${draw(99)}ms`),
      () => rename(one, index, `r${step}`),
      () => (draw(3) === 0 ? removeComponent(one, index) : []),
      () => (draw(2) === 0 ? removeLink(one, link) : []),
    ][draw(9)]?.();
    text = changed(text, changes ?? []);
    const found = read(text);
    expect(found.problem, `step ${step}:\n${text}`).toBeNull();
    expect(found.design?.links.every(({ from, to }) => from !== null && to !== null)).toBe(true);
  }
  expect(text).toContain('p99 = "80ms"   # what I promise');
  expect(text).toContain('why = ["a", "b"] # kept');
});

it('counts lines from one', () => {
  expect([0, 1, 2, 3].map((at) => lineOf('a\n\nb', at))).toEqual([1, 1, 2, 3]);
});
