/**
 * Where a telling came from: the kept story, as it is remembered beside the telling.
 */

/** The kept text that names the story. */
export const SOURCE_SLOT = 'told_from';

/** A kept story, by what is needed to name it. */
export type Source = { id: string; title: string };

/** Reads a source that was kept; nothing where there is none. */
export function sourceOf(text: string): Source | null {
  try {
    const value = JSON.parse(text) as Partial<Source> | null;
    return typeof value?.id === 'string' && typeof value.title === 'string'
      ? { id: value.id, title: value.title }
      : null;
  } catch {
    return null;
  }
}
