/** The layers of the source: routes use features, features use ui, ui uses lib; api stands apart. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const SOURCE = join(import.meta.dirname, '../../src');
/** Which layers each may import. Types alone may come from `api` anywhere. */
const MAY: Record<string, string[]> = {
  routes: ['routes', 'features', 'ui', 'lib'],
  features: ['features', 'ui', 'lib', 'api'],
  ui: ['ui', 'lib'],
  lib: ['lib'],
  api: ['api'],
};
const IMPORT =
  /import\s+(type\s)?(?:[^'";]*?from\s+)?['"](\.[^'"]+)['"]|import\(['"](\.[^'"]+)['"]\)/g;

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.(?:ts|svelte)$/.test(path) && path.includes('/'))
  .filter((path) => !path.endsWith('.d.ts'));
const text = (path: string) => readFileSync(join(SOURCE, path), 'utf8');

describe('layers', () => {
  it.each(files)('%s', (path) => {
    const may = MAY[path.split('/')[0] ?? ''] ?? [];
    for (const [, typeOnly, from, lazily] of text(path).matchAll(IMPORT)) {
      const target = relative(SOURCE, join(SOURCE, dirname(path), from ?? lazily ?? ''));
      const layer = target.split('/')[0] ?? '';
      const allowed = typeOnly !== undefined ? [...may, 'api'] : may;
      expect(allowed, `${path} imports ${target}`).toContain(layer);
    }
  });

  it('lets only api talk to the server', () => {
    const talks = files.filter((path) =>
      /\bfetch\(|new EventSource|sendBeacon|XMLHttp/.test(text(path)),
    );
    expect(talks.filter((path) => !path.startsWith('api/'))).toEqual([]);
  });

  it('has no default exports and no barrel files', () => {
    const own = files.filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
    expect(own.filter((path) => /^export default/m.test(text(path)))).toEqual([]);
    expect(own.filter((path) => path.endsWith('index.ts'))).toEqual([]);
  });

  it('names no other host', () => {
    expect(files.filter((path) => /https?:\/\//.test(text(path)))).toEqual([]);
  });

  it('names kinds of question among the kinds alone', () => {
    const names = /\bkind\b[^\n]*'(?:code|numeric|story)'|'(?:code|numeric|story)'[^\n]*\bkind\b/;
    const pages = files.filter((path) => /^(?:features|routes)\//.test(path));
    const others = pages.filter((path) => !path.startsWith('features/kinds/'));
    expect(others.filter((path) => names.test(text(path)))).toEqual([]);
  });

  it('keeps every colour in the tokens', () => {
    const literal = /#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(/i;
    const styled = files.filter((path) => path.endsWith('.svelte'));
    const style = (path: string) => text(path).split('<style>')[1] ?? '';
    expect(styled.filter((path) => literal.test(style(path)))).toEqual([]);
  });
});
