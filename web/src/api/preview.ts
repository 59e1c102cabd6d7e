/**
 * Previews: a short run that is answered at once, and that a later one takes the place of.
 */
import { ApiError, failure } from './client';
import type { Preview, PreviewRequest } from './types';

/** Asks for a preview; nothing where it was called off. */
export async function preview(
  attempt: string,
  asked: PreviewRequest,
  signal: AbortSignal,
): Promise<Preview | null> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(`/api/attempts/${encodeURIComponent(attempt)}/preview`, {
      method: 'POST',
      body: JSON.stringify(asked),
      headers: { 'content-type': 'application/json' },
      signal,
    });
    text = await response.text();
  } catch {
    if (signal.aborted) {
      return null;
    }
    const help = 'Start it again with `make run` or `onsite serve`. What you type is kept here.';
    throw new ApiError(0, 'offline', 'Onsite is not answering.', help);
  }
  if (!response.ok) {
    throw failure(response.status, text);
  }
  return JSON.parse(text) as Preview;
}
