/** The real product under test: `onsite serve` on a data directory of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';

export const ROOT = resolve(import.meta.dirname, '../../..');
const BINARY = resolve(process.env.ONSITE_BIN ?? join(ROOT, 'target/release/onsite'));
const START_MS = 20_000;
const STOP_MS = 10_000;

/** The machine that the server finds itself on, where it is not just this one. */
export type Machine = {
  /** Environment variables that are set besides. */
  environment?: Record<string, string>;
  /** Programs that are not installed. */
  without?: string[];
  /** Another bank than the project's. */
  bank?: () => string;
};

/**
 * A command on a machine without some programs: in a mount namespace where nothing is in their
 * place. An empty PATH would not do, as the server looks where systems keep their programs too.
 */
function lacking(programs: string[], command: string[]): string[] {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  const found = folders
    .flatMap((folder) => programs.map((program) => join(folder, program)))
    .filter((path) => existsSync(path))
    .map((path) => realpathSync(path));
  const hide =
    'while [ "$1" != -- ]; do mount --bind /dev/null "$1" || exit; shift; done; shift; exec "$@"';
  const space = ['unshare', '--user', '--map-root-user', '--mount'];
  return [...space, 'sh', '-c', hide, 'sh', ...new Set(found), '--', ...command];
}

/** A server that a test starts, kills and starts again. */
export class Onsite {
  /** The address with the secret, as printed. */
  address = '';
  readonly data = mkdtempSync(join(tmpdir(), 'onsite-web-'));
  #process: ChildProcess | undefined;
  #output = '';

  constructor(readonly machine: Machine = {}) {
    // Python's packages are set up once and lent to every server, where they are there already.
    const python = process.env.ONSITE_PYTHON;
    if (python !== undefined && existsSync(python)) {
      symlinkSync(resolve(python), join(this.data, 'python'));
    }
  }

  /** The address without the secret. */
  get origin(): string {
    return new URL(this.address).origin;
  }

  /** Starts the server; again on the same port, so that the page finds it. */
  async start(besides: Record<string, string> = {}): Promise<void> {
    if (!existsSync(BINARY)) {
      throw new Error(`${BINARY} is missing: cargo build --release -p onsite-cli`);
    }
    const at = this.address === '' ? '127.0.0.1:0' : new URL(this.address).host;
    const { environment, without = [], bank = () => join(ROOT, 'bank') } = this.machine;
    const places = ['--addr', at, '--data', this.data, '--bank', bank()];
    const serve = [BINARY, 'serve', '--no-open', ...places];
    const [program = '', ...rest] = without.length === 0 ? serve : lacking(without, serve);
    const child = spawn(program, rest, {
      cwd: ROOT,
      env: { ...process.env, ...environment, ...besides },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#process = child;
    this.#output = '';
    this.address = await new Promise<string>((done, failed) => {
      const fail = (why: string) => failed(new Error(`onsite serve ${why}\n${this.#output}`));
      const timer = setTimeout(() => fail(`printed no address in ${START_MS} ms`), START_MS);
      const read = (chunk: Buffer) => {
        this.#output += chunk.toString();
        const found = /http:\/\/[\d.]+:\d+\/\?secret=\w+/.exec(this.#output);
        if (found !== null) {
          clearTimeout(timer);
          done(found[0]);
        }
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.once('exit', (code) => {
        clearTimeout(timer);
        fail(`ended with ${code}`);
      });
    });
  }

  /** Ends the server's process: `SIGKILL` as a crash, `SIGTERM` as a stop. */
  async stop(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    await ended;
    clearTimeout(late);
  }

  /** Removes what the test wrote. */
  clear(): void {
    rmSync(this.data, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 });
  }
}

/** A test with a running server and a page that was let in. */
export const test = base.extend<{ machine: Machine; onsite: Onsite; strangers: string[] }>({
  machine: [{}, { option: true }],
  onsite: async ({ machine }, use) => {
    const onsite = new Onsite(machine);
    try {
      await onsite.start();
      await use(onsite);
    } finally {
      await onsite.stop();
      onsite.clear();
    }
  },
  /** Requests to any other host; there must be none. */
  strangers: [
    async ({ page, onsite }, use) => {
      const strangers: string[] = [];
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (/^(?:http|ws)/.test(url.protocol) && url.origin !== onsite.origin) {
          strangers.push(request.url());
        }
      });
      await use(strangers);
      expect(strangers).toEqual([]);
    },
    { auto: true },
  ],
  page: async ({ page, onsite }, use) => {
    await page.goto(onsite.address);
    await expect(page.getByRole('heading', { level: 1, name: 'Today' })).toBeVisible();
    await use(page);
  },
});

export { expect };

/** The text of an answer that a question package ships. */
export const shipped = (question: string, path: string): string =>
  readFileSync(join(ROOT, 'bank/code', question, 'submissions', path), 'utf8');

/** An answer to `lru-cache` that is right until an input that is too long to be shown. */
export const FAILS_ON_LONG = `class LruCache:
    def __init__(self, capacity: int):
        self.capacity, self.kept, self.calls = capacity, {}, 0

    def get(self, key: int):
        self.calls += 1
        if key not in self.kept or self.calls > 100:
            return None
        self.kept[key] = self.kept.pop(key)
        return self.kept[key]

    def put(self, key: int, value: int) -> None:
        self.kept.pop(key, None)
        self.kept[key] = value
        if len(self.kept) > self.capacity:
            self.kept.pop(next(iter(self.kept)))
`;

/** The editor's text field. */
export const editor = (page: Page) => page.getByRole('textbox', { name: /^Your answer in/ });

/** Opens a question by its address. */
export async function openQuestion(page: Page, onsite: Onsite, id: string): Promise<void> {
  await page.goto(`${onsite.origin}/practise/${id}`);
  await expect(page.getByRole('tab', { name: 'Statement' })).toBeVisible();
}

/** Puts a text into the editor, as pasting does. */
export async function write(page: Page, text: string): Promise<void> {
  const field = editor(page);
  await field.click();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText(text);
}

/** Asks the server as the page does: with its key and from its address. */
export const ask = <T>(page: Page, method: string, path: string, body?: unknown): Promise<T> =>
  page.evaluate(
    async ({ method, path, body }) => {
      const headers = { 'content-type': 'application/json' };
      const sent = body === undefined ? {} : { body: JSON.stringify(body), headers };
      const response = await fetch(path, { method, ...sent });
      if (!response.ok) {
        throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
      }
      return (await response.json()) as T;
    },
    { method, path, body },
  );

/** The judgement on show. */
export const verdict = (page: Page, kind: 'Run' | 'Submission', word: string) =>
  page.getByRole('article', { name: `${kind}: ${word}` });

/** Waits until what was typed is on the server. */
export const saved = (page: Page) => expect(page.getByText('Saved', { exact: true })).toBeVisible();
