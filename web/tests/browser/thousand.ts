/** A bank of a thousand questions, made from one of the project's own. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './onsite';

const LEVELS = ['L4', 'L5', 'L6', 'L7'];
const DIFFICULTIES = ['easy', 'medium', 'hard'];
const TOPICS = ['urns', 'cards', 'queues', 'walks', 'coins', 'dice', 'trees'];

const one = <T>(list: T[], number: number): T => list[number % list.length] as T;

/** Writes the bank into a new folder, which the test that asks for it removes, and returns it. */
export function thousand(): string {
  const bank = mkdtempSync(join(tmpdir(), 'onsite-bank-'));
  const real = join(ROOT, 'bank');
  const own = ['competencies.toml', 'catalogue.toml', 'principles.toml', 'proofs.toml'];
  for (const file of own) {
    cpSync(join(real, file), join(bank, file));
  }
  const manifest = readFileSync(join(real, 'numeric/urn-draws/question.toml'), 'utf8');
  for (let number = 0; number < 1000; number += 1) {
    const id = `urn-${String(number).padStart(4, '0')}`;
    const folder = join(bank, 'numeric', id);
    mkdirSync(join(bank, 'numeric'), { recursive: true });
    cpSync(join(real, 'numeric/urn-draws'), folder, { recursive: true });
    const changed = manifest
      .replace('id = "urn-draws"', `id = "${id}"`)
      .replace(/^title = .*$/m, `title = "Urn ${number}"`)
      .replace(/^level = .*$/m, `level = "${one(LEVELS, number)}"`)
      .replace(/^difficulty = .*$/m, `difficulty = "${one(DIFFICULTIES, number)}"`)
      .replace(/^topics = .*$/m, `topics = ["${one(TOPICS, number * number)}", "chance"]`)
      .replace(/^covers = .*$/m, 'covers = []');
    writeFileSync(join(folder, 'question.toml'), changed);
  }
  return bank;
}
