/**
 * What the code editor is made of: keys, colours, languages. No completion: you write it yourself.
 */
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  StreamLanguage,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState, Facet, Prec, StateEffect, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Language } from '../../../api/types';

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  { tag: [tags.comment, tags.meta], color: 'var(--code-comment)', fontStyle: 'italic' },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.definition(tags.variableName)],
    color: 'var(--code-name)',
  },
  { tag: [tags.className, tags.standard(tags.variableName)], color: 'var(--code-type)' },
  { tag: [tags.typeName, tags.namespace], color: 'var(--code-type)' },
]);

const LOOK = EditorView.theme({
  '&': {
    height: '100%',
    color: 'var(--ink)',
    backgroundColor: 'var(--surface)',
    fontSize: 'var(--editor-size)',
  },
  '.cm-scroller': {
    fontFamily: 'var(--face-code)',
    lineHeight: '1.55',
    fontVariantLigatures: 'none',
  },
  '.cm-content': { caretColor: 'var(--ink)', padding: 'var(--space-2) 0' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)', borderLeftWidth: '1.5px' },
  '.cm-gutters': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink-quiet)',
    border: 'none',
    paddingLeft: 'var(--space-2)',
  },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'var(--active-line)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground':
    { backgroundColor: 'var(--selection)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--accent-soft)',
    outline: '1px solid var(--accent)',
  },
  '&.cm-focused': { outline: 'none' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)' },
  '.cm-searchMatch': { backgroundColor: 'var(--limit-soft)', outline: '1px solid var(--limit)' },
  '.cm-selectionMatch': { backgroundColor: 'var(--accent-soft)' },
  '.cm-fat-cursor': {
    background: 'var(--accent) !important',
    color: 'var(--on-accent) !important',
  },
});

/** What the editor can colour: languages of answers, and files of plans. */
export type Syntax = Language | 'toml';

const cppLike = async () => StreamLanguage.define((await import('./cppSyntax')).cpp);

/**
 * Loads what colours and indents a language.
 *
 * The line-by-line modes, a sixth the size of whole grammars: with maths on the page, a grammar
 * would take its first load over the budget.
 */
export const SYNTAX: Record<Syntax, () => Promise<Extension>> = {
  toml: async () =>
    StreamLanguage.define((await import('@codemirror/legacy-modes/mode/toml')).toml),
  python: async () =>
    StreamLanguage.define((await import('@codemirror/legacy-modes/mode/python')).python),
  cpp: cppLike,
  // Most of its words are C++'s too; a mode of its own would go into the first load of every page.
  java: cppLike,
  rust: async () =>
    StreamLanguage.define((await import('@codemirror/legacy-modes/mode/rust')).rust),
  r: async () => StreamLanguage.define((await import('@codemirror/legacy-modes/mode/r')).r),
};

/** How long after Escape a Tab leaves the editor. */
const LEAVE_MS = 2_000;

/** Lets Tab leave after Escape, whatever else Escape does. */
function leaveByTab(view: EditorView): boolean {
  view.setTabFocusMode(LEAVE_MS);
  return false;
}

/** Opens the search panel, which is loaded when first asked for. */
function openSearch(view: EditorView): boolean {
  void import('@codemirror/search').then(({ search, searchKeymap, openSearchPanel }) => {
    if (view.state.facet(searching).length === 0) {
      const panel = [searching.of(true), search({ top: true }), keymap.of(searchKeymap)];
      view.dispatch({ effects: StateEffect.appendConfig.of(panel) });
    }
    openSearchPanel(view);
  });
  return true;
}

/** Holds whether the search panel is among the extensions of a state. */
const searching = Facet.define<boolean>();

/** Everything but the language and what changes with the settings. */
export function editorExtensions(label: string): Extension {
  return [
    lineNumbers(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    history(),
    drawSelection(),
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(4),
    indentUnit.of('    '),
    indentOnInput(),
    bracketMatching(),
    Prec.highest(keymap.of([{ key: 'Escape', run: leaveByTab }])),
    keymap.of([{ key: 'Mod-f', run: openSearch }]),
    keymap.of([...defaultKeymap, ...historyKeymap, indentWithTab]),
    syntaxHighlighting(COLOURS),
    LOOK,
    EditorView.contentAttributes.of({
      'aria-label': label,
      'aria-describedby': 'editor-help',
      tabindex: '0',
      autocapitalize: 'off',
      autocorrect: 'off',
      spellcheck: 'false',
    }),
  ];
}
