/**
 * One's own inputs, as they are kept: a JSON list of texts.
 */
import type { Workbench } from '../../question/workbench.svelte';

/** Most own inputs of one Run. */
export const MOST_INPUTS = 10;

/** Reads the kept list; a text that is none holds no input. */
export function parseInputs(text: string): string[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value)
      ? value.filter((one): one is string => typeof one === 'string')
      : [];
  } catch {
    return [];
  }
}

/** The own inputs of an attempt. */
export const ownInputs = (bench: Workbench) => parseInputs(bench.slot('own_inputs').text);

/** Keeps a list of own inputs. */
export function keepInputs(bench: Workbench, inputs: string[]): void {
  bench.slot('own_inputs').type(JSON.stringify(inputs), 0);
}
