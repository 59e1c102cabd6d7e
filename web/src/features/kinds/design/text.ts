/**
 * The text of a design: what it says, where it says it, and the least changes that make it say
 * something else. Comments, order and tables of other names stay as they were written.
 */
import { parse, TomlError } from 'smol-toml';
import { scan, type Entry, type Section, type Span, type Value } from './scan';

/** A change of the text: what stands between two places gives way to something else. */
export type TextChange = { from: number; to: number; insert: string };

/** A value as the canvas writes it. */
export type Written = string | number | boolean | Written[] | { [key: string]: Written };

/** What a table says, as read. */
export type Table = Record<string, unknown>;

/** A component. */
export type Component = {
  /** Tells it from the others: its name, where that is there once. */
  id: string;
  name: string | null;
  part: string | null;
  at: [number, number] | null;
  table: Table;
  line: number;
};

/** A link; its ends are ids of components, none where there is no such component. */
export type Link = {
  id: string;
  from: string | null;
  to: string | null;
  table: Table;
  line: number;
};

/** A risk of a design under review. */
export type Risk = { table: Table; line: number };

/** A design or a review, as a text says it. */
export type Design = {
  text: string;
  components: Component[];
  links: Link[];
  risks: Risk[];
  places: Record<Kind, Place[]>;
};

/** What a text says, or the first line that does not read and why. */
export type Reading =
  { design: Design; problem: null } | { design: null; problem: { line: number; message: string } };

/** The tables that canvas and form show. */
const KINDS = ['component', 'link', 'risk'] as const;
export type Kind = (typeof KINDS)[number];

/** One table: under headers of its own, or between braces. */
type Place = { sections: Section[]; inline: Value | null };

/** Where keys of a table can be written: lines under a header, or a table between braces. */
type Home = { prefix: string[]; section: Section | null; braces: Value | null; entries: Entry[] };

/** A design without anything. */
export const EMPTY: Design = {
  text: '',
  components: [],
  links: [],
  risks: [],
  places: { component: [], link: [], risk: [] },
};

const begins = (path: string[], with_: string[]) => with_.every((key, at) => path[at] === key);
const textOf = (value: unknown) => (typeof value === 'string' ? value : null);

/** The line of a place, from 1. */
export function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** Reads a text. */
export function read(text: string): Reading {
  const wrong = (line: number, message: string): Reading => ({
    design: null,
    problem: { line, message },
  });
  let file: Table;
  try {
    file = parse(text);
  } catch (error) {
    const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    const line = error instanceof TomlError ? error.line : 1;
    return wrong(line, message.replace('Invalid TOML document: ', ''));
  }
  const sections = scan(text);
  const places = {
    component: placesOf(sections, 'component'),
    link: placesOf(sections, 'link'),
    risk: placesOf(sections, 'risk'),
  };
  const tables: Record<Kind, Table[]> = { component: [], link: [], risk: [] };
  for (const kind of KINDS) {
    const value = file[kind] ?? [];
    const isTable = (one: unknown) => typeof one === 'object' && one !== null;
    if (!Array.isArray(value) || !value.every(isTable) || value.length !== places[kind].length) {
      const first = sections.find(({ path }) => path[0] === kind);
      const entry = sections[0]?.entries.find(({ keys }) => keys[0] === kind);
      const line = lineOf(text, first?.header.from ?? entry?.from ?? 0);
      return wrong(line, `write each ${kind} under a line [[${kind}]] of its own`);
    }
    tables[kind] = value as Table[];
  }
  const lines = (kind: Kind, at: number) => lineOf(text, start(places[kind][at]));
  const components: Component[] = [];
  for (const [at, table] of tables.component.entries()) {
    const name = textOf(table.name);
    const usable = name !== null && name !== '' && !components.some((other) => other.id === name);
    components.push({
      id: usable ? name : `#${at + 1}`,
      name,
      part: textOf(table.part),
      at: pointOf(table.at),
      table,
      line: lines('component', at),
    });
  }
  const links: Link[] = [];
  for (const [at, table] of tables.link.entries()) {
    const end = (value: unknown) => components.find(({ id }) => id === value)?.id ?? null;
    const ends = `${textOf(table.from) ?? ''}→${textOf(table.to) ?? ''}`;
    const twins = links.filter(({ id }) => id === ends || id.startsWith(`${ends}#`)).length;
    links.push({
      id: twins === 0 ? ends : `${ends}#${twins + 1}`,
      from: end(table.from),
      to: end(table.to),
      table,
      line: lines('link', at),
    });
  }
  const risks = [...tables.risk.entries()].map(([at, table]) => ({
    table,
    line: lines('risk', at),
  }));
  return { design: { text, components, links, risks, places }, problem: null };
}

function pointOf(value: unknown): [number, number] | null {
  const [x, y, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
  const sound = typeof x === 'number' && typeof y === 'number' && more.length === 0;
  return sound && Number.isFinite(x) && Number.isFinite(y) ? [x, y] : null;
}

function start(place: Place | undefined): number {
  return place?.inline?.from ?? place?.sections[0]?.header.from ?? 0;
}

function placesOf(sections: Section[], kind: Kind): Place[] {
  const places: Place[] = [];
  for (const section of sections) {
    if (section.path.length === 0) {
      const listed = section.entries.find(({ keys }) => keys.length === 1 && keys[0] === kind);
      for (const item of listed?.value.items ?? []) {
        places.push({ sections: [], inline: item });
      }
    } else if (section.path[0] === kind) {
      if (section.path.length === 1 && section.many) {
        places.push({ sections: [section], inline: null });
      } else {
        places.at(-1)?.sections.push(section);
      }
    }
  }
  return places;
}

/** Every place of a table where a key can stand, the outer ones first. */
function homesOf(place: Place): Home[] {
  const homes: Home[] = [];
  const inside = (home: Home) => {
    homes.push(home);
    for (const { keys, value } of home.entries) {
      if (value.entries !== undefined) {
        const prefix = [...home.prefix, ...keys];
        inside({ prefix, section: null, braces: value, entries: value.entries });
      }
    }
  };
  if (place.inline !== null) {
    const entries = place.inline.entries ?? [];
    inside({ prefix: [], section: null, braces: place.inline, entries });
  }
  for (const [at, section] of place.sections.entries()) {
    if (at === 0 || !section.many) {
      const prefix = section.path.slice(1);
      inside({ prefix, section, braces: null, entries: section.entries });
    }
  }
  return homes;
}

const pathOf = (home: Home, entry: Entry) => [...home.prefix, ...entry.keys];

/** The end of the line that a place stands on, before its line end. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

const lineStart = (text: string, at: number) => text.lastIndexOf('\n', at - 1) + 1;

/** Whole lines, with the line end. */
function linesOf(text: string, { from, to }: Span): Span {
  return { from: lineStart(text, from), to: Math.min(lineEnd(text, to) + 1, text.length) };
}

const lastOf = (section: Section): number => section.entries.at(-1)?.to ?? section.header.to;

/** A text as TOML writes it. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll('\u007f', '\\u007f');
}

function keyText(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key);
}

function valueText(value: Written): string {
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (Array.isArray(value)) {
    return `[${value.map(valueText).join(', ')}]`;
  }
  return typeof value === 'object' ? `{ ${pairs(value).join(', ')} }` : String(value);
}

function pairs(table: Record<string, Written>): string[] {
  return Object.entries(table).map(([key, value]) => `${keyText(key)} = ${valueText(value)}`);
}

/** Changes in order and apart: stretches that meet become one. */
function merged(spans: Span[]): TextChange[] {
  const changes: TextChange[] = [];
  for (const { from, to } of spans.toSorted((one, other) => one.from - other.from)) {
    const last = changes.at(-1);
    if (last !== undefined && from <= last.to) {
      last.to = Math.max(last.to, to);
    } else {
      changes.push({ from, to, insert: '' });
    }
  }
  return changes;
}

/** Does changes to a text. */
export function changed(text: string, changes: readonly TextChange[]): string {
  const back = changes.toSorted((one, other) => other.from - one.from);
  return back.reduce(
    (whole, { from, to, insert }) => whole.slice(0, from) + insert + whole.slice(to),
    text,
  );
}

/** Writes a key of a table, given by the keys that lead to it. */
export function setKey(
  { text, places }: Design,
  kind: Kind,
  index: number,
  path: string[],
  value: Written,
): TextChange[] {
  const place = places[kind][index];
  const homes = place === undefined ? [] : homesOf(place);
  for (const home of homes) {
    const entry = home.entries.find((one) => same(pathOf(home, one), path));
    if (entry !== undefined) {
      return [{ ...spanOf(entry.value), insert: valueText(value) }];
    }
  }
  const fits = homes.filter(({ prefix }) => prefix.length < path.length && begins(path, prefix));
  const home = fits.toSorted((one, other) => other.prefix.length - one.prefix.length)[0];
  if (home === undefined) {
    return [];
  }
  const rest = path.slice(home.prefix.length);
  const [first = '', ...deeper] = rest;
  const dotted = home.entries.some(({ keys }) => keys.length > 1 && keys[0] === first);
  const nested = deeper.reduceRight<Written>((inner, key) => ({ [key]: inner }), value);
  const line = dotted
    ? `${rest.map(keyText).join('.')} = ${valueText(value)}`
    : `${keyText(first)} = ${valueText(nested)}`;
  const last = home.entries.at(-1);
  if (home.braces !== null) {
    const { from, to } = home.braces;
    return last === undefined
      ? [{ from, to, insert: `{ ${line} }` }]
      : [{ from: last.to, to: last.to, insert: `, ${line}` }];
  }
  const above = last ?? home.section?.header ?? { from: 0, to: 0 };
  const indent = /^[ \t]*/.exec(text.slice(lineStart(text, above.from)))?.[0] ?? '';
  const at = lineEnd(text, above.to);
  return [{ from: at, to: at, insert: `\n${indent}${line}` }];
}

const same = (one: string[], other: string[]) => one.length === other.length && begins(one, other);
const spanOf = ({ from, to }: Span): Span => ({ from, to });

/** Takes a key out of a table, and with the last key of a table between braces the table. */
export function removeKey(design: Design, kind: Kind, index: number, path: string[]): TextChange[] {
  const { text } = design;
  const place = design.places[kind][index];
  if (place === undefined || path.length === 0) {
    return [];
  }
  const spans: Span[] = [];
  for (const home of homesOf(place)) {
    if (begins(home.prefix, path)) {
      continue;
    }
    const gone = home.entries.filter((entry) => begins(pathOf(home, entry), path));
    if (gone.length === 0) {
      continue;
    }
    if (home.braces === null) {
      spans.push(...gone.map((entry) => linesOf(text, entry)));
    } else if (gone.length === home.entries.length && home.prefix.length > 0) {
      return removeKey(design, kind, index, home.prefix);
    } else {
      spans.push(...gone.map((entry) => itemOf(home.entries, entry)));
    }
  }
  for (const section of place.sections.slice(1)) {
    if (begins(section.path.slice(1), path)) {
      spans.push(blockOf(text, section));
    }
  }
  return merged(spans);
}

/** An item of a list between brackets or braces, with the comma that goes with it. */
function itemOf(items: Span[], item: Span): Span {
  const at = items.indexOf(item);
  const [before, after] = [items[at - 1], items[at + 1]];
  return {
    from: after === undefined ? (before?.to ?? item.from) : item.from,
    to: after?.from ?? item.to,
  };
}

/** A section with its header, and the empty lines that would be left over. */
function blockOf(text: string, section: Section): Span {
  let { from, to } = linesOf(text, { from: section.header.from, to: lastOf(section) });
  const blankBefore = from === 0 || /\n[ \t]*\n$/.test(text.slice(0, from));
  if (blankBefore) {
    to += /^(?:[ \t]*\n)*/.exec(text.slice(to))?.[0].length ?? 0;
  }
  if (to === text.length) {
    from -= /(?:(?<=\n)[ \t]*\n)*$/.exec(text.slice(0, from))?.[0].length ?? 0;
  }
  return { from, to };
}

/** Takes whole tables out. */
function removeTables(design: Design, gone: { kind: Kind; index: number }[]): TextChange[] {
  const spans = gone.flatMap(({ kind, index }) => {
    const place = design.places[kind][index];
    if (place === undefined) {
      return [];
    }
    if (place.inline !== null) {
      const all = design.places[kind].flatMap(({ inline }) => (inline === null ? [] : [inline]));
      return [itemOf(all, place.inline)];
    }
    return place.sections.map((section) => blockOf(design.text, section));
  });
  return merged(spans);
}

/** Takes a risk out. */
export function removeRisk(design: Design, index: number): TextChange[] {
  return removeTables(design, [{ kind: 'risk', index }]);
}

/** Takes a link out. */
export function removeLink(design: Design, index: number): TextChange[] {
  return removeTables(design, [{ kind: 'link', index }]);
}

/** Takes a component out, with the links that lead from it and to it. */
export function removeComponent(design: Design, index: number): TextChange[] {
  const id = design.components[index]?.id;
  const links = [...design.links.entries()].filter(([, { from, to }]) => from === id || to === id);
  return removeTables(design, [
    { kind: 'component', index },
    ...links.map(([at]) => ({ kind: 'link' as const, index: at })),
  ]);
}

/** Gives a component another name, in the links too. */
export function rename(design: Design, index: number, name: string): TextChange[] {
  const id = design.components[index]?.id;
  const ends = [...design.links.entries()].flatMap(([at, link]) =>
    (['from', 'to'] as const)
      .filter((end) => link[end] === id)
      .flatMap((end) => setKey(design, 'link', at, [end], name)),
  );
  return [...setKey(design, 'component', index, ['name'], name), ...ends];
}

/** Moves a component on the canvas. */
export function move(design: Design, index: number, at: [number, number]): TextChange[] {
  return setKey(design, 'component', index, ['at'], at.map(Math.round));
}

/** Lets every component stand where the layout puts it. */
export function unplace(design: Design): TextChange[] {
  return [...design.components.entries()]
    .filter(([, { table }]) => table.at !== undefined)
    .flatMap(([index]) => removeKey(design, 'component', index, ['at']));
}

/** Adds a table after the last one of its kind. */
function addTable({ text, places }: Design, kind: Kind, table: Record<string, Written>) {
  const last = places[kind].at(-1);
  if (last?.inline) {
    const at = last.inline.to;
    return [{ from: at, to: at, insert: `, ${valueText(table)}` }];
  }
  const empty = scan(text)[0]?.entries.find(({ keys }) => same(keys, [kind]));
  if (empty !== undefined) {
    return [{ ...spanOf(empty.value), insert: `[${valueText(table)}]` }];
  }
  const block = [`[[${kind}]]`, ...pairs(table)].join('\n');
  if (last !== undefined) {
    const at = lineEnd(text, Math.max(...last.sections.map(lastOf)));
    return [{ from: at, to: at, insert: `\n\n${block}` }];
  }
  const apart = text === '' || /\n[ \t]*\n$/.test(text) ? '' : text.endsWith('\n') ? '\n' : '\n\n';
  return [{ from: text.length, to: text.length, insert: `${apart}${block}\n` }];
}

/** Adds a component. */
export function addComponent(
  design: Design,
  table: { name: string; part: string; [key: string]: Written },
): TextChange[] {
  return addTable(design, 'component', table);
}

/** Adds a risk. */
export function addRisk(design: Design, table: Record<string, Written>): TextChange[] {
  return addTable(design, 'risk', table);
}

/** Adds a link. */
export function addLink(design: Design, from: string, to: string): TextChange[] {
  return addTable(design, 'link', { from, to });
}
