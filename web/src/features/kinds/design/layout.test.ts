import { expect, it } from 'vitest';
import { BOX, layout } from './layout';
import { read, type Design } from './text';

function design(names: string[], links: [string, string][], at: Record<string, string> = {}) {
  const tables = [
    ...names.map(
      (name) => `[[component]]\nname = "${name}"\n${at[name] ? `at = ${at[name]}\n` : ''}`,
    ),
    ...links.map(([from, to]) => `[[link]]\nfrom = "${from}"\nto = "${to}"\n`),
  ];
  return read(tables.join('')).design as Design;
}

const isEntry = (id: string) => id === 'edge';

function overlaps(places: Map<string, { x: number; y: number }>): string[] {
  const all = [...places];
  return all.flatMap(([id, one], at) =>
    all
      .slice(at + 1)
      .filter(
        ([, other]) =>
          Math.abs(one.x - other.x) < BOX.width && Math.abs(one.y - other.y) < BOX.height,
      )
      .map(([other]) => `${id} and ${other}`),
  );
}

it('puts each box right of those that call it, whatever their order', () => {
  const links: [string, string][] = [
    ['edge', 'ranker'],
    ['ranker', 'store'],
    ['edge', 'store'],
  ];
  const { boxes: places } = layout(design(['store', 'ranker', 'edge'], links), isEntry);
  const x = (id: string) => places.get(id)?.x ?? Number.NaN;
  expect(x('edge')).toBeLessThan(x('ranker'));
  expect(x('ranker')).toBeLessThan(x('store'));
});

it('leaves room for a link past the boxes between its ends', () => {
  const chain: [string, string][] = [
    ['edge', 'a'],
    ['a', 'b'],
    ['b', 'c'],
    ['edge', 'c'],
  ];
  const { boxes: places, rooms } = layout(design(['edge', 'a', 'b', 'c'], chain), isEntry);
  const y = (id: string) => places.get(id)?.y ?? Number.NaN;
  expect(y('edge')).toBe(y('c'));
  for (const between of ['a', 'b']) {
    expect(Math.abs(y(between) - y('edge'))).toBeGreaterThan(BOX.height / 2);
  }
  const through = rooms('edge', 'c').map((point, at) => [`room ${at}`, point] as const);
  expect(through).toHaveLength(2);
  expect(overlaps(new Map([...places, ...through]))).toEqual([]);
  expect(rooms('edge', 'a')).toEqual([]);
  const put = layout(design(['edge', 'a', 'b', 'c'], chain, { c: '[9, 9]' }), isEntry);
  expect(put.rooms('edge', 'c')).toEqual([]);
});

it('cuts circles and stays away from boxes that have a place', () => {
  const links: [string, string][] = [
    ['edge', 'a'],
    ['a', 'b'],
    ['b', 'a'],
    ['b', 'edge'],
    ['c', 'c'],
  ];
  const at = { b: '[0, 0]', c: '[340, 30]' };
  const { boxes: places } = layout(design(['edge', 'a', 'b', 'c', 'd'], links, at), isEntry);
  expect(places.get('b')).toEqual({ x: 0, y: 0 });
  expect(overlaps(places)).toEqual([]);
});

it('is the same each time, without overlaps, for any number of boxes', () => {
  for (const count of [0, 1, 2, 7, 40]) {
    const names = Array.from({ length: count }, (_, at) => (at === 0 ? 'edge' : `c${at}`));
    const links = names
      .slice(1)
      .map((name, at): [string, string] => [names[(at * 7) % (at + 1)] ?? '', name]);
    const one = design(names, links);
    const { boxes: places } = layout(one, isEntry);
    expect(places.size).toBe(count);
    expect(overlaps(places)).toEqual([]);
    expect([...layout(one, isEntry).boxes]).toEqual([...places]);
  }
});
