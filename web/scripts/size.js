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
/** Pages whose code is not fetched ahead. */
const LATER = /src\/routes\/(?:loops|stories)\//;
const BUDGET_KB = 250;

const manifestPath = join(CLIENT, '.vite/manifest.json');
if (!existsSync(manifestPath)) {
  console.error('size: the web app is not built; run `npm run build` first.');
  process.exit(2);
}
const manifest = JSON.parse(readFileSync(manifestPath, 'utf8'));

const nodes = readdirSync(NODES);
const source = (file) => readFileSync(join(NODES, file), 'utf8');
const page = nodes.find((file) => source(file).includes(ROUTE));
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
const base = new Set();
for (const key of [
  entry('kit/src/runtime/client/entry.js'),
  entry('client-optimized/app.js'),
  // The shell, and the other pages, which are fetched ahead so that they open without a server;
  // loops and stories are not (features/shell/Shell.svelte).
  ...nodes.filter((file) => !LATER.test(source(file))).map((file) => `${NODES}/${file}`),
  // A code question cannot be worked on without its editor and one language; designs share the
  // editor, so that it is a chunk of its own.
  Object.keys(manifest).find(
    (key) => manifest[key].name === 'CodeEditor' && manifest[key].file.endsWith('.js'),
  ),
  // Most statements hold maths.
  entry('src/ui/math.ts'),
]) {
  if (key === undefined || manifest[key] === undefined) {
    console.error('size: a part of the first load is not where it was; mend this script.');
    process.exit(2);
  }
  needs(key, base);
}
for (const file of readdirSync('build').filter((name) => name.endsWith('.js'))) {
  base.add(file);
}

const kilobytes = (files) =>
  [...files].reduce((sum, file) => {
    const path = existsSync(join(CLIENT, file)) ? join(CLIENT, file) : join('build', file);
    return sum + gzipSync(readFileSync(path), { level: 9 }).length;
  }, 0) / 1000;

/** What an entry adds to the first load, which it must be a part of the app to do. */
const beyond = (end) => {
  const key = entry(end);
  if (key === undefined) {
    console.error(`size: the built app holds no ${end}.`);
    process.exit(2);
  }
  return kilobytes([...needs(key)].filter((file) => !base.has(file)));
};
const common = kilobytes(base);
const languages = {
  python: common + beyond('legacy-modes/mode/python.js'),
  'cpp, java': common + beyond('kinds/code/cppSyntax.ts'),
  rust: common + beyond('legacy-modes/mode/rust.js'),
  r: common + beyond('legacy-modes/mode/r.js'),
};
const later = {
  canvas: beyond('kinds/design/DesignCanvas.svelte'),
  search: beyond('@codemirror/search/dist/index.js'),
  vim: beyond('codemirror-vim/dist/index.js'),
};
const total = Math.max(...Object.values(languages));
const rounded = (sizes) =>
  Object.fromEntries(Object.entries(sizes).map(([name, kb]) => [name, Number(kb.toFixed(1))]));
const report = {
  ...rounded({ first_load_kb: total, budget_kb: BUDGET_KB }),
  languages_kb: rounded(languages),
  wanted_later_kb: rounded(later),
};
if (process.argv.includes('--json')) {
  console.log(JSON.stringify(report));
} else {
  const list = (sizes) =>
    Object.entries(sizes)
      .map(([name, kb]) => `${name} ${kb} kB`)
      .join(', ');
  console.log(
    `question page, first load: ${report.first_load_kb} kB of JavaScript at most, gzipped ` +
      `(${list(report.languages_kb)}; budget ${BUDGET_KB} kB)`,
  );
  console.log(`loaded only where wanted: ${list(report.wanted_later_kb)}`);
}
process.exitCode = total > BUDGET_KB ? 1 : 0;
