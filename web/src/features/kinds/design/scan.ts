/**
 * Where the tables, keys and values of a TOML text stand.
 *
 * Not a reader of values: a text comes here once a parser has found it sound.
 */

/** A stretch of the text. */
export type Span = { from: number; to: number };

/** A value; tables and arrays with what they hold. */
export type Value = Span & { entries?: Entry[]; items?: Value[] };

/** A key and its value, from the key's first character to the value's last. */
export type Entry = Span & { keys: string[]; value: Value };

/** A header in brackets and what stands under it; the first has none and holds the top of the file. */
export type Section = {
  path: string[];
  /** Whether it is one of many, in double brackets. */
  many: boolean;
  header: Span;
  entries: Entry[];
};

const BARE = /[A-Za-z0-9_-]/;

class Scanner {
  at = 0;

  constructor(readonly text: string) {}

  get here(): string {
    return this.text[this.at] ?? '';
  }

  /** Passes blanks, and with `lines` line ends and comments too. */
  pass(lines: boolean): void {
    for (; this.at < this.text.length; this.at += 1) {
      if (lines && this.here === '#') {
        const end = this.text.indexOf('\n', this.at);
        this.at = end === -1 ? this.text.length : end;
      }
      if (!(lines ? /\s/ : /[ \t]/).test(this.here)) {
        return;
      }
    }
  }

  /** Passes a string in quotes and tells what it says. */
  quoted(): string {
    const from = this.at;
    const quote = this.here;
    const long = this.text.startsWith(quote.repeat(3), from);
    const end = long ? quote.repeat(3) : quote;
    this.at += end.length;
    while (this.at < this.text.length && !this.text.startsWith(end, this.at)) {
      this.at += quote === '"' && this.here === '\\' ? 2 : 1;
    }
    const inside = this.text.slice(from + end.length, this.at);
    this.at += end.length;
    // Up to two more quotes belong to what a long string says.
    for (let more = 0; long && more < 2 && this.here === quote; more += 1) {
      this.at += 1;
    }
    if (quote === "'") {
      return inside;
    }
    try {
      return JSON.parse(`"${inside}"`) as string;
    } catch {
      return inside;
    }
  }

  /** Passes a key, dotted or not. */
  keys(): string[] {
    const keys: string[] = [];
    for (;;) {
      this.pass(false);
      if (this.here === '"' || this.here === "'") {
        keys.push(this.quoted());
      } else {
        const from = this.at;
        while (BARE.test(this.here)) {
          this.at += 1;
        }
        keys.push(this.text.slice(from, this.at));
      }
      const end = this.at;
      this.pass(false);
      if (this.here !== '.') {
        this.at = end;
        return keys;
      }
      this.at += 1;
    }
  }

  entry(): Entry {
    const from = this.at;
    const keys = this.keys();
    this.pass(false);
    this.at += 1;
    this.pass(false);
    const value = this.value();
    return { from, to: value.to, keys, value };
  }

  value(): Value {
    const from = this.at;
    if (this.here === '"' || this.here === "'") {
      this.quoted();
      return { from, to: this.at };
    }
    if (this.here === '[') {
      const items = this.listed(']', () => this.value());
      return { from, to: this.at, items };
    }
    if (this.here === '{') {
      const entries = this.listed('}', () => this.entry());
      return { from, to: this.at, entries };
    }
    while (this.at < this.text.length && !/[,\]}#\n]/.test(this.here)) {
      this.at += 1;
    }
    const written = this.text.slice(from, this.at).trimEnd();
    this.at = from + written.length;
    return { from, to: this.at };
  }

  listed<T>(close: string, read: () => T): T[] {
    const found: T[] = [];
    this.at += 1;
    this.pass(true);
    while (this.at < this.text.length && this.here !== close) {
      found.push(read());
      this.pass(true);
      if (this.here === ',') {
        this.at += 1;
        this.pass(true);
      }
    }
    this.at += 1;
    return found;
  }
}

/** The sections of a sound text, in order. */
export function scan(text: string): Section[] {
  const scanner = new Scanner(text);
  let section: Section = { path: [], many: false, header: { from: 0, to: 0 }, entries: [] };
  const sections = [section];
  for (;;) {
    scanner.pass(true);
    const from = scanner.at;
    if (from >= text.length) {
      return sections;
    }
    if (scanner.here === '[') {
      const many = text[from + 1] === '[';
      scanner.at += many ? 2 : 1;
      const path = scanner.keys();
      scanner.pass(false);
      scanner.at += many ? 2 : 1;
      section = { path, many, header: { from, to: scanner.at }, entries: [] };
      sections.push(section);
    } else {
      const entry = scanner.entry();
      if (entry.to === from) {
        // What is no key and no header: not a sound text, and no reason to stay here.
        return sections;
      }
      section.entries.push(entry);
    }
  }
}
