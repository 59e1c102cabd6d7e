/**
 * Short Markdown from a judgement as pieces a page can show: code, emphasis, maths, paragraphs.
 *
 * Not a Markdown reader: whole texts come from the server as HTML; anything else stays plain text.
 */

/** A piece of a paragraph. */
export type Piece = { kind: 'text' | 'code' | 'strong' | 'emphasis' | 'math'; text: string };

const PATTERN =
  /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\$\$([^$]+)\$\$|\$([^$\s](?:[^$]*[^$\s])?)\$(?!\d)/g;

function pieces(paragraph: string): Piece[] {
  const found: Piece[] = [];
  const push = (kind: Piece['kind'], text: string) => {
    if (text !== '') {
      found.push({ kind, text });
    }
  };
  let end = 0;
  for (const match of paragraph.matchAll(PATTERN)) {
    push('text', paragraph.slice(end, match.index));
    const [whole, code, strong, emphasis, display, math] = match;
    if (code !== undefined) {
      push('code', code);
    } else if (strong !== undefined) {
      push('strong', strong);
    } else if (emphasis !== undefined) {
      push('emphasis', emphasis);
    } else {
      push('math', display ?? math ?? '');
    }
    end = match.index + whole.length;
  }
  push('text', paragraph.slice(end));
  return found;
}

/** Splits a text into paragraphs of pieces. */
export function paragraphs(markdown: string): Piece[][] {
  return markdown
    .split(/\n\s*\n/)
    .map((paragraph) => pieces(paragraph.replace(/\s*\n\s*/g, ' ').trim()))
    .filter((found) => found.length > 0);
}
