/**
 * Numbers in the tables of a plan and of a world: where they stand, and the least change that makes
 * them another. Comments and order stay as they were written.
 */
import { parse } from 'smol-toml';
import { scan, type Section } from '../design/scan';
import type { TextChange } from '../design/text';

/** The number of a key; nothing where there is none, or where the text does not read. */
export function numberOf(text: string, table: string, key: string): number | null {
  const value = tableOf(text, table)?.[key];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Writes a number; nothing to change where the text does not read or has no such table. */
export function setNumber(
  text: string,
  table: string,
  key: string,
  value: number,
): TextChange | null {
  if (tableOf(text, table) === null) {
    return null;
  }
  const section = scan(text).find((one) => headed(one, table));
  if (section === undefined) {
    return null;
  }
  const entry = section.entries.find(({ keys }) => keys.length === 1 && keys[0] === key);
  const insert = String(value);
  if (entry !== undefined) {
    return { from: entry.value.from, to: entry.value.to, insert };
  }
  const above = section.entries.at(-1) ?? section.header;
  const end = text.indexOf('\n', above.to);
  const at = end === -1 ? text.length : end;
  return { from: at, to: at, insert: `\n${key} = ${insert}` };
}

const headed = ({ path, many }: Section, table: string) =>
  !many && path.length === 1 && path[0] === table;

function tableOf(text: string, table: string): Record<string, unknown> | null {
  try {
    const value = parse(text)[table];
    return typeof value === 'object' && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

/** Places of a slider. */
export const STEPS = 200;

/** A scale between two ends: by equal distances, or by equal factors where both lie above zero. */
export type Scale = { least: number; most: number; factors: boolean; whole: boolean };

/** The place of a number on a slider, to the nearest. */
export function placeOf(value: number, { least, most, factors }: Scale): number {
  const share = factors
    ? Math.log(Math.max(value, least) / least) / Math.log(most / least)
    : (value - least) / (most - least);
  return Math.round(STEPS * Math.min(1, Math.max(0, share)));
}

/** The number at a place of a slider, with no more digits than it needs. */
export function valueAt(place: number, { least, most, factors, whole }: Scale): number {
  const share = place / STEPS;
  const exact = factors ? least * (most / least) ** share : least + share * (most - least);
  const value = Number(exact.toPrecision(factors ? 3 : 4));
  return whole ? Math.round(value) : value;
}

/**
 * Around a lift: from its opposite to three times as much, in steps of a fiftieth. The scale stays
 * while the number moves on it.
 */
export function around(lift: number): Scale {
  const size = lift === 0 ? 1 : Math.abs(lift);
  return { least: -size, most: 3 * size, factors: false, whole: false };
}
