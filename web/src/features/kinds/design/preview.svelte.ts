/**
 * The preview of a design: what is tried on top of it, and what the last run gave.
 */
import { preview } from '../../../api/preview';
import type { ApiError } from '../../../api/client';
import type { Preview } from '../../../api/types';
import type { Workbench } from '../../question/workbench.svelte';
import { troubleOf } from '../../shell/asked.svelte';
import { faultsText, type OwnFault } from './faults';

/** Quiet time before a change is tried. */
const PATIENCE_MS = 200;

/** What is tried on top of a design, and what came of it. */
export class Previewing {
  scenario = $state('');
  /** How many times as many requests come as the scenario says. */
  load = $state(1);
  faults = $state.raw<OwnFault[]>([]);
  /** Whether it is on show, and asked for again with every change. */
  open = $state(false);
  found = $state.raw<Preview | null>(null);
  /** The text that this was found for. */
  text = $state.raw('');
  trouble = $state.raw<ApiError | null>(null);
  running = $state(false);
  #attempt: string;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #asking: AbortController | null = null;

  constructor(attempt: string, scenario: string) {
    this.#attempt = attempt;
    this.scenario = scenario;
  }

  /** Asks for a preview once nothing has changed for a moment; what was asked before is called off. */
  ask(text: string): void {
    this.stop();
    const request = {
      answer: { kind: 'design' as const, text },
      scenario: this.scenario,
      faults: faultsText(this.faults),
      load: this.load,
    };
    this.running = true;
    this.#timer = setTimeout(() => void this.#run(request, text), PATIENCE_MS);
  }

  /** Calls off what was asked for. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#asking?.abort();
    this.#asking = null;
    this.running = false;
  }

  async #run(request: Parameters<typeof preview>[1], text: string): Promise<void> {
    const asking = new AbortController();
    this.#asking = asking;
    try {
      const found = await preview(this.#attempt, request, asking.signal);
      if (found !== null && this.#asking === asking) {
        this.found = found;
        this.text = text;
        this.trouble = null;
      }
    } catch (error) {
      if (this.#asking === asking) {
        this.trouble = troubleOf(error);
      }
    } finally {
      if (this.#asking === asking) {
        this.#asking = null;
        this.running = false;
      }
    }
  }
}

const all = new WeakMap<Workbench, Previewing>();

/** The preview of an attempt, which outlives the views that show it. */
export function previewing(bench: Workbench): Previewing {
  let found = all.get(bench);
  if (found === undefined) {
    const { workspace, attempt } = bench.page;
    const first = workspace.kind === 'design' ? workspace.scenarios[0]?.id : undefined;
    found = new Previewing(attempt.id, first ?? '');
    all.set(bench, found);
  }
  return found;
}
