import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import adapter from '@sveltejs/adapter-static';

const OUT = 'build';

/**
 * The static adapter, with the inline start script moved into a file of its own, so that the
 * server's policy can refuse every inline script.
 */
function staticWithoutInlineScripts() {
  const inner = adapter({ pages: OUT, assets: OUT, fallback: 'index.html' });
  return {
    name: inner.name,
    async adapt(builder) {
      await inner.adapt(builder);
      const page = join(OUT, 'index.html');
      const html = readFileSync(page, 'utf8');
      writeFileSync(
        page,
        html.replace(/<script>([\s\S]*?)<\/script>/g, (_, body) => {
          const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
          const path = `_app/immutable/start-${hash}.js`;
          writeFileSync(join(OUT, path), body);
          return `<script src="/${path}"></script>`;
        }),
      );
    },
  };
}

/** @type {import('@sveltejs/kit').Config} */
export default {
  kit: {
    adapter: staticWithoutInlineScripts(),
    version: { name: process.env.ONSITE_BUILD ?? 'local', pollInterval: 0 },
  },
};
