/**
 * Prints what the question page's first load costs in JavaScript, from the built manifest.
 *
 * Counts every file the page needs before it can be worked on; what loads only when wanted is
 * printed beside it.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const CLIENT = '.svelte-kit/output/client';
const NODES = '.svelte-kit/generated/client-optimized/nodes';
const ROUTE = 'src/routes/practise/[id]/+page.svelte';
const BUDGET_KB = 250;

const manifestPath = join(CLIENT, '.vite/manifest.json');
if (!existsSync(manifestPath)) {
  console.error('size: the web app is not built; run `npm run build` first.');
  process.exit(2);
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));

const nodes = readdirSync(NODES);
const page = nodes.find((file) => readFileSync(join(NODES, file), 'utf8').includes(ROUTE));
if (page === undefined) {
  console.error(`size: no built page for ${ROUTE}.`);
  process.exit(2);
}

/** The files that an entry needs, itself included, without what it loads when wanted. */
function needs(key, found = new Set()) {
  const chunk = manifest[key];
  if (chunk !== undefined && !found.has(chunk.file)) {
    found.add(chunk.file);
    for (const imported of chunk.imports ?? []) {
      needs(imported, found);
    }
  }
  return found;
}

const entry = (end) => Object.keys(manifest).find((key) => key.endsWith(end));
const first = new Set();
for (const key of [
  entry('kit/src/runtime/client/entry.js'),
  entry('client-optimized/app.js'),
  // The shell, and the other pages, which are fetched ahead so that they open without a server.
  ...nodes.map((file) => `${NODES}/${file}`),
  // A code question cannot be worked on without its editor and one language.
  entry('kinds/code/CodeEditor.svelte'),
  entry('legacy-modes/mode/python.js'),
  // Most statements hold maths.
  entry('src/ui/math.ts'),
]) {
  needs(key, first);
}
for (const file of readdirSync('build').filter((name) => name.endsWith('.js'))) {
  first.add(file);
}

const kilobytes = (files) =>
  [...files].reduce((sum, file) => {
    const path = existsSync(join(CLIENT, file)) ? join(CLIENT, file) : join('build', file);
    return sum + gzipSync(readFileSync(path), { level: 9 }).length;
  }, 0) / 1000;

const beyond = (end) => {
  const key = entry(end);
  return key === undefined ? 0 : kilobytes([...needs(key)].filter((file) => !first.has(file)));
};
const total = kilobytes(first);
const optional = {
  cpp: beyond('legacy-modes/mode/clike.js'),
  search: beyond('@codemirror/search/dist/index.js'),
  vim: beyond('codemirror-vim/dist/index.js'),
};
const rounded = (value) => Number(value.toFixed(1));
const report = {
  first_load_kb: rounded(total),
  budget_kb: BUDGET_KB,
  files: first.size,
  wanted_later_kb: Object.fromEntries(
    Object.entries(optional).map(([name, kb]) => [name, rounded(kb)]),
  ),
};
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(report));
} else {
  console.log(
    `question page, first load: ${report.first_load_kb} kB of JavaScript, gzipped ` +
      `(${report.files} files; budget ${BUDGET_KB} kB)`,
  );
  const later = Object.entries(report.wanted_later_kb).map(([name, kb]) => `${name} ${kb} kB`);
  console.log(`loaded only where wanted: ${later.join(', ')}`);
}
process.exitCode = total > BUDGET_KB ? 1 : 0;
