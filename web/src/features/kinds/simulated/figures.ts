/**
 * Figures of simulated runs and their bounds, in words.
 */
import type { Figure, FigureUnit, Met, Workspace } from '../../../api/types';
import { count, number } from '../../../lib/format';
import type { Said } from '../../../lib/words';

/** Whether objectives are met, in a word. */
export const MET: Record<Met, Said> = {
  meets: { word: 'Meets', tone: 'pass' },
  misses: { word: 'Misses', tone: 'fail' },
  undecided: { word: 'Undecided', tone: 'quiet' },
};

/** What a figure is called, and its unit; nothing where no unit is known. */
export type Titled = { figure: string; title: string; unit: FigureUnit | null };

/** The figures that the objectives of a question name. */
export function asked(workspace: Workspace): Titled[] {
  return workspace.kind === 'design' || workspace.kind === 'experiment' ? workspace.objectives : [];
}

/** What a figure is: as the run says, else as the question does, else by its bare name. */
export function titled(name: string, measured: Figure | undefined, asked: Titled[]): Titled {
  const found = measured && { figure: name, title: measured.title, unit: measured.unit };
  return (
    found ??
    asked.find(({ figure }) => figure === name) ?? { figure: name, title: name, unit: null }
  );
}

/** Four digits; of what is small, as many behind the point. */
const short = (value: number) =>
  number(Number(Math.abs(value) < 1 ? value.toFixed(4) : value.toPrecision(4)));

/** A figure in its unit. */
export function figure(value: number, unit: FigureUnit | null): string {
  switch (unit) {
    case 'share':
      return `${(100 * value).toFixed(2)}%`;
    case 'users':
      return count(Math.round(value), 'user');
    case 'looks':
      return value.toFixed(1);
    case 'days':
      return `${value.toFixed(1)} days`;
    case 'milliseconds':
      return `${short(value)} ms`;
    case 'seconds':
      return `${short(value)} s`;
    case 'per_second':
      return `${short(value)} a second`;
    case 'dollars':
      return `$${value.toFixed(value < 1 ? 4 : 2)}`;
    case 'units':
      return count(Math.round(value), 'unit');
    case 'per_year':
      return `${value.toFixed(1)} a year`;
    case 'calls':
      return value.toFixed(3);
    case null:
      return short(value);
    case 'factor':
      return `${number(Number(value.toPrecision(3)))} times`;
  }
}

/** Bounds in words. */
export function bounds(
  { at_least, at_most }: { at_least?: number | null; at_most?: number | null },
  unit: FigureUnit | null,
): string {
  const said = [
    at_least == null ? null : `at least ${figure(at_least, unit)}`,
    at_most == null ? null : `at most ${figure(at_most, unit)}`,
  ];
  return said.filter((one) => one !== null).join(', ');
}
