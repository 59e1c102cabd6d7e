/**
 * The framing sheet inside the text of a design: read from its `[framing.…]` tables and written
 * back cell by cell, so that form and text are one.
 */

/** A cell as written. */
export type Written = { pick: string[]; why: string };
/** The cells, by id; null for one that is written in a way that the form does not read. */
export type Sheet = Map<string, Written | null>;

const HEADER = /^\s*\[framing\.([A-Za-z0-9_-]+)\]\s*(?:#.*)?$/;
const ANY_HEADER = /^\s*\[/;

type Section = { id: string; from: number; to: number };

/** The tables of the sheet, as ranges of lines. */
function sections(lines: string[]): Section[] {
  const found: Section[] = [];
  let open: Section | null = null;
  lines.forEach((line, at) => {
    if (open !== null && ANY_HEADER.test(line)) {
      open.to = at;
      open = null;
    }
    const id = HEADER.exec(line)?.[1];
    if (id !== undefined) {
      open = { id, from: at, to: lines.length };
      found.push(open);
    }
  });
  return found;
}

/** The value after a key, where it is a text or a list of texts on one line. */
function value(line: string, key: string): unknown {
  const written = new RegExp(`^\\s*${key}\\s*=\\s*(.+?)\\s*$`).exec(line)?.[1];
  if (written === undefined) {
    return undefined;
  }
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
}

/** Reads the sheet; nothing where it stands in one table that the form does not read. */
export function readSheet(text: string): Sheet | null {
  const lines = text.split('\n');
  if (lines.some((line) => /^\s*(?:\[framing\]|framing\s*[.=])/.test(line))) {
    return null;
  }
  const sheet: Sheet = new Map();
  for (const { id, from, to } of sections(lines)) {
    let cell: Written | null = { pick: [], why: '' };
    for (const line of lines.slice(from + 1, to)) {
      const [pick, why] = [value(line, 'pick'), value(line, 'why')];
      if (line.trim() === '' || line.trim().startsWith('#')) {
        continue;
      }
      if (cell !== null && typeof pick === 'string') {
        cell.pick = pick === '' ? [] : [pick];
      } else if (cell !== null && Array.isArray(pick) && pick.every((p) => typeof p === 'string')) {
        cell.pick = pick;
      } else if (cell !== null && typeof why === 'string') {
        cell.why = why;
      } else {
        cell = null;
      }
    }
    sheet.set(id, cell);
  }
  return sheet;
}

/** Writes a cell; one without choice and reason is taken out. Comments in it are kept. */
export function writeCell(text: string, id: string, { pick, why }: Written): string {
  const lines = text.split('\n');
  const all = sections(lines);
  const old = all.find((section) => section.id === id);
  const comments = (old ? lines.slice(old.from + 1, old.to) : []).filter((line) =>
    line.trim().startsWith('#'),
  );
  const empty = pick.length === 0 && why === '' && comments.length === 0;
  const [first] = pick;
  const written =
    pick.length === 1
      ? JSON.stringify(first)
      : `[${pick.map((p) => JSON.stringify(p)).join(', ')}]`;
  const table = empty
    ? []
    : [`[framing.${id}]`, ...comments, `pick = ${written}`, `why = ${JSON.stringify(why)}`, ''];
  if (old) {
    lines.splice(old.from, old.to - old.from, ...table);
  } else {
    // After the cells that are there, else above everything but what the file begins with.
    const last = all.at(-1);
    const start = lines.findIndex((line) => line.trim() !== '' && !line.trim().startsWith('#'));
    const at = last?.to ?? (start === -1 ? lines.length : start);
    lines.splice(at, 0, ...table);
  }
  return lines.join('\n');
}
