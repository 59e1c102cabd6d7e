/**
 * Answers that are files and are simulated: where they are kept, and what is said of one that does
 * not read.
 */
import type { Workbench } from '../../question/workbench.svelte';

/** The kept texts of a design and of a plan. */
export const DESIGN_SLOT = 'design';
export const PLAN_SLOT = 'plan';
/** The kept text of the world in which a plan is tried. */
export const WORLD_SLOT = 'world';

/** What is wrong with a file that was refused, a line each, and what to do. */
export function refusedFile(bench: Workbench): { lines: string[]; help: string } | null {
  const { trouble } = bench;
  return trouble?.code === 'does-not-read'
    ? { lines: trouble.message.split('\n'), help: trouble.help }
    : null;
}
