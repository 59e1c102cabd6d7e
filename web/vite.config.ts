import { sveltekit } from '@sveltejs/kit/vite';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

/** What every page of the first load is made of: not what is loaded where it is wanted. */
const FIRST_LOAD = new RegExp(
  [
    'src/(?:api/(?!preview)|lib/(?!fit|lines))',
    'src/ui/(?!math|Chart|Scroll)',
    'src/features/question/(?!Editorial|Levels|LikeThis|Pushbacks)',
    'src/features/(?:practise|settings|shell|today)/',
    'src/features/kinds/(?:views|AnswerFrame|Lazy|numeric/|code/(?!CodeEditor|editorSetup|cppSyntax|Growth|Inputs))',
  ].join('|'),
);

/** Keeps only the WOFF2 files of KaTeX: every browser we serve reads them. */
function onlyWoff2(): Plugin {
  return {
    name: 'only-woff2',
    enforce: 'pre',
    transform(code, id) {
      if (!/katex[^/]*\.css/.test(id)) {
        return null;
      }
      return code.replace(/,\s*url\([^)]*\.(?:woff|ttf)["']?\)\s*format\(["'][a-z]+["']\)/g, '');
    },
  };
}

export default defineConfig({
  plugins: [onlyWoff2(), sveltekit()],
  build: {
    target: 'es2022',
    manifest: true,
    assetsInlineLimit: 0,
    // What builds the languages of the C family changes nothing but its result, so that those
    // which are not used can be left out.
    rolldownOptions: {
      treeshake: { manualPureFunctions: ['clike', 'words'] },
      // In one file, since pages that are loaded later would else break it into many small ones,
      // which are longer together.
      output: { codeSplitting: { groups: [{ name: 'app', test: FIRST_LOAD }] } },
    },
  },
  test: { include: ['src/**/*.test.ts', 'tests/unit/**/*.test.ts'] },
});
