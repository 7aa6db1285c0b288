import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { UserError } from '../errors.ts';
import type { FixRequest } from './fix-request.ts';
import { type OutputRules, outputFile } from './output-file.ts';

/** Refuses what can be refused before anything is read. @throws UserError */
export function refuseEarly(config: Config, request: FixRequest): void {
  const { cwd, force = false, rows, clean, resplit: anew, without = [] } = request;
  if (rows === undefined && clean === undefined && !anew) {
    throw new UserError('there is nothing to write', { hint: 'give --rows FILE, --clean FOLDER or --resplit FILE' });
  }
  if (anew && (rows !== undefined || clean !== undefined)) {
    throw new UserError('a new split drops no rows', { hint: 'give --resplit alone, or --rows and --clean' });
  }
  const rules: OutputRules = { cwd, force, inputs: [], formats: ['parquet'] };
  if (rows !== undefined) outputFile(rows, { ...rules, formats: ['csv', 'parquet'] });
  if (anew) outputFile(anew.output, rules);
  if (clean !== undefined) for (const { name } of config.datasets) outputFile(join(clean, `${name}.parquet`), rules);
  const { target, time, splitColumn, id, entity } = config;
  const needed = [target?.column, time, splitColumn?.column, ...id, ...entity].find(
    (name) => name !== undefined && without.includes(name),
  );
  if (needed !== undefined) {
    throw new UserError(`${needed} is declared, so it cannot be left out`, { hint: 'take it out of the configuration first' });
  }
}
