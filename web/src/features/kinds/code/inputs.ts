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

const isGiven = (input: string) => input.trim() !== '';

/** The own inputs that a Run tries: those that are not blank. */
export const givenInputs = (bench: Workbench) => ownInputs(bench).filter(isGiven);

/** Why a Run was refused for an own input; without an index where the words name none. */
export type RefusedInput = { index: number | null; text: string };

/** The own input that the last Run was refused for, at once or by the question's validator. */
export function refusedInput(bench: Workbench): RefusedInput | null {
  const { trouble, live } = bench;
  const words =
    trouble?.code === 'own-input'
      ? `${trouble.message}. ${trouble.help}`
      : live?.isRun && live.state === 'failed'
        ? live.error
        : null;
  const named = /^input (\d+): (.*)$/s.exec(words ?? '');
  if (named === null) {
    return trouble?.code === 'own-input' ? { index: null, text: words ?? '' } : null;
  }
  const [, number, text = ''] = named;
  const given = ownInputs(bench).flatMap((input, index) => (isGiven(input) ? [index] : []));
  return { index: given[Number(number) - 1] ?? null, text };
}

/** Keeps a list of own inputs. */
export function keepInputs(bench: Workbench, inputs: string[]): void {
  if (refusedInput(bench) !== null) {
    bench.dismiss();
  }
  bench.slot('own_inputs').type(JSON.stringify(inputs), 0);
}
