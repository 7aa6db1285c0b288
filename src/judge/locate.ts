import type { Subject } from '../check/outcome.ts';
import type { Config } from '../config/config.ts';
import type { Position } from '../errors.ts';

/** Where the configuration speaks of what was found: the first declared column, else the data set. */
export function locate(config: Config, subject: Subject, columns: readonly string[]): Position | null {
  const declared = columns.map((column) => config.features.find(({ name }) => name === column)?.origin.position);
  const dataset = config.datasets.find(({ name }) => name === subject.dataset)?.position;
  return [...declared, dataset].find((position) => position !== undefined) ?? null;
}
