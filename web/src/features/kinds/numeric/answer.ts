/**
 * What is said of a text that was handed in as a number and is none.
 */
import type { Workbench } from '../../question/workbench.svelte';

/** Why the number was refused, and what to do. */
export function refusedNumber(bench: Workbench): string | null {
  const { trouble } = bench;
  return trouble?.code === 'not-a-number' ? `${trouble.message}. ${trouble.help}` : null;
}
