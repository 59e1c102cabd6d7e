/**
 * Where boxes stand that the text gives no place: in layers from where requests enter, each box
 * right of those that call it. The same design always gets the same places, and none lie over
 * another.
 */
import type { Design } from './text';

/** A place on the canvas: the upper left corner of a box. */
export type Point = { x: number; y: number };

/** The size of every box. */
export const BOX = { width: 190, height: 104 };
/** The room between boxes. */
export const GAP = { x: 150, y: 40 };

const STEP = { x: BOX.width + GAP.x, y: BOX.height + GAP.y };

/** The layer of each component: one more than the farthest of its callers; circles are cut. */
function layersOf(design: Design, isEntry: (id: string) => boolean): Map<string, number> {
  const ids = design.components.map(({ id }) => id);
  const targets = new Map(ids.map((id) => [id, [] as string[]]));
  const called = new Set<string>();
  for (const { from, to } of design.links) {
    if (from !== null && to !== null && from !== to) {
      targets.get(from)?.push(to);
      called.add(to);
    }
  }
  const roots = [
    ...ids.filter(isEntry),
    ...ids.filter((id) => !isEntry(id) && !called.has(id)),
    ...ids,
  ];
  // Depth first, so that a link back to a box whose callees are still being seen closes a circle.
  const order: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const forward = new Map<string, string[]>();
  const visit = (id: string) => {
    state.set(id, 'open');
    forward.set(id, []);
    for (const to of targets.get(id) ?? []) {
      if (state.get(to) !== 'open') {
        forward.get(id)?.push(to);
      }
      if (!state.has(to)) {
        visit(to);
      }
    }
    state.set(id, 'done');
    order.unshift(id);
  };
  for (const id of roots) {
    if (!state.has(id)) {
      visit(id);
    }
  }
  const layers = new Map(ids.map((id) => [id, 0]));
  for (const id of order) {
    for (const to of forward.get(id) ?? []) {
      layers.set(to, Math.max(layers.get(to) ?? 0, (layers.get(id) ?? 0) + 1));
    }
  }
  return layers;
}

const apart = (one: Point, other: Point): boolean =>
  Math.abs(one.x - other.x) >= BOX.width + GAP.y / 2 ||
  Math.abs(one.y - other.y) >= BOX.height + GAP.y / 2;

/** What a link passes through on its way, by the ids of its ends. */
const wayOf = (from: string, to: string) => `${from}→${to}`;
const roomOf = (way: string, layer: number) => `${way} in ${layer}`;

/** What stands in a column: a box, or the room that a link over several columns passes through. */
type Item = { id: string; callers: string[] };

/** The columns, each with what stands in it; links that pass through a column hold a row there. */
function columnsOf(design: Design, layers: Map<string, number>): Item[][] {
  const columns: Item[][] = [];
  const items = new Map<string, Item>();
  const stand = (layer: number, id: string, callers: string[]) => {
    const item = { id, callers };
    (columns[layer] ??= []).push(item);
    items.set(id, item);
  };
  for (const { id } of design.components) {
    stand(layers.get(id) ?? 0, id, []);
  }
  const passed = new Set<string>();
  for (const { from, to } of design.links) {
    const way = wayOf(from ?? '', to ?? '');
    if (from === null || to === null || passed.has(way)) {
      continue;
    }
    passed.add(way);
    let caller = from;
    const last = layers.get(to) ?? 0;
    for (let layer = (layers.get(from) ?? 0) + 1; layer < last; layer += 1) {
      const room = roomOf(way, layer);
      stand(layer, room, [caller]);
      caller = room;
    }
    items.get(to)?.callers.push(caller);
  }
  return columns;
}

/** Where everything stands. */
export type Layout = {
  /** The place of every box, by the id of its component. */
  boxes: Map<string, Point>;
  /** The places, as wide as boxes, that a link between two boxes passes through. */
  rooms: (from: string, to: string) => Point[];
};

/** Lays a design out. */
export function layout(design: Design, isEntry: (id: string) => boolean): Layout {
  const layers = layersOf(design, isEntry);
  const columns = columnsOf(design, layers);
  const rows = new Map<string, number>();
  const tallest = Math.max(0, ...columns.map(({ length }) => length));
  for (const column of columns) {
    // By the middle of their callers, so that links cross little; else as the text has them.
    const middle = ({ callers }: Item): number => {
      const known = callers.map((id) => rows.get(id)).filter((row) => row !== undefined);
      return known.length === 0 ? 0 : known.reduce((sum, row) => sum + row, 0) / known.length;
    };
    const sorted = column
      .map((item, at) => ({ id: item.id, at, middle: middle(item) }))
      .toSorted((one, other) => one.middle - other.middle || one.at - other.at);
    const top = (tallest - sorted.length) / 2;
    for (const [at, { id }] of sorted.entries()) {
      rows.set(id, top + at);
    }
  }
  const placed = new Map<string, Point>();
  for (const { id, at } of design.components) {
    if (at !== null) {
      placed.set(id, { x: at[0], y: at[1] });
    }
  }
  for (const { id, at } of design.components) {
    if (at === null) {
      const x = (layers.get(id) ?? 0) * STEP.x;
      let y = (rows.get(id) ?? 0) * STEP.y;
      while ([...placed.values()].some((other) => !apart({ x, y }, other))) {
        y += STEP.y / 2;
      }
      placed.set(id, { x, y });
    }
  }
  const free = (id: string) => design.components.some((one) => one.id === id && one.at === null);
  const rooms = (from: string, to: string): Point[] => {
    const found: Point[] = [];
    // A box that was put somewhere has no column, and its links lead straight there.
    const last = free(from) && free(to) ? (layers.get(to) ?? 0) : 0;
    for (let layer = (layers.get(from) ?? 0) + 1; layer < last; layer += 1) {
      const row = rows.get(roomOf(wayOf(from, to), layer));
      if (row !== undefined) {
        found.push({ x: layer * STEP.x, y: row * STEP.y });
      }
    }
    return found;
  };
  return { boxes: placed, rooms };
}
