/**
 * Reads, changes and counts a telling while it is being written or told aloud.
 */
import type { StoryPart, Told } from '../../../api/types';
import { PARTS } from './answer';

/** A part with everything said of it. */
export type Spoken = { part: StoryPart; text: string; spoken_ms: number };

/** Where the caret stands: in which part, and how far into it. */
export type Caret = { part: StoryPart; at: number };

const ORDER = Object.keys(PARTS) as StoryPart[];

const isTime = (value: unknown): value is number =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;

function entries(kept: string): Partial<Record<keyof Told, unknown>>[] {
  try {
    const value: unknown = JSON.parse(kept);
    return Array.isArray(value)
      ? value.filter((one) => typeof one === 'object' && one !== null)
      : [];
  } catch {
    return [];
  }
}

/** Reads a kept telling: every part in order, empty where nothing was told. */
export function parseTelling(kept: string): Spoken[] {
  const found = entries(kept);
  return ORDER.map((part) => {
    const told = found.find((one) => one.part === part);
    return {
      part,
      text: typeof told?.text === 'string' ? told.text : '',
      spoken_ms: isTime(told?.spoken_ms) ? told.spoken_ms : 0,
    };
  });
}

/** What is handed in: the parts that were told. */
export function answered(telling: Spoken[]): Told[] {
  const told = telling.filter(({ text, spoken_ms }) => text.trim() !== '' || spoken_ms > 0);
  return told.map(({ part, text, spoken_ms }) => ({
    part,
    text,
    spoken_ms: spoken_ms > 0 ? spoken_ms : null,
  }));
}

/** The telling as it is kept; blanks being typed stay. */
export function keptTelling(telling: Spoken[]): string {
  return JSON.stringify(telling.filter(({ text, spoken_ms }) => text !== '' || spoken_ms > 0));
}

/** A telling with one part changed. */
export const changed = (
  telling: Spoken[],
  part: StoryPart,
  change: (before: Spoken) => Partial<Spoken>,
): Spoken[] => telling.map((one) => (one.part === part ? { ...one, ...change(one) } : one));

/** The caret as one number: how far it stands into the parts set one after another. */
export function cursorOf(telling: Spoken[], caret: Caret): number {
  const index = telling.findIndex(({ part }) => part === caret.part);
  return telling.slice(0, index).reduce((sum, { text }) => sum + text.length + 1, caret.at);
}

/** Where a cursor stands; at the end where it lies beyond every part. */
export function caretOf(telling: Spoken[], cursor: number): Caret {
  let left = cursor;
  for (const { part, text } of telling) {
    if (left <= text.length) {
      return { part, at: left };
    }
    left -= text.length + 1;
  }
  const last = telling.at(-1) ?? { part: 'people', text: '' };
  return { part: last.part, at: last.text.length };
}

/** A word, a number with its signs, or an abbreviation: what the judge counts as one. */
const WORD =
  /[\p{Alphabetic}\p{N}](?:[\p{Alphabetic}\p{N}\u0300-\u036f]|['’\-‑/&_@](?=[\p{Alphabetic}\p{N}])|(?<=[0-9])[.,](?=[0-9])|(?<=(?:^|[^\p{Alphabetic}\p{N}])\p{Alphabetic})\.(?=\p{Alphabetic}))*/gu;

/** The number of words in a text. */
export const wordCount = (text: string): number => text.match(WORD)?.length ?? 0;

/** The size of a telling, as its limit is stated. */
export const bytesOf = (telling: Spoken[]): number => {
  const encoder = new TextEncoder();
  return telling.reduce((sum, { text }) => sum + encoder.encode(text).length, 0);
};
