import { dirname, join, relative, sep } from 'node:path';
import { readBaseline, readSince } from '../baseline/read-baseline.ts';
import type { Config } from '../config/config.ts';
import type { Baseline } from '../judge/baseline.ts';

/** What a run is held against: the configured baseline, and an earlier report. @throws UserError for a file that is neither */
export function readBaselines(config: Config, since: string | undefined): Promise<Baseline[]> {
  const { baseline } = config;
  return Promise.all([
    ...(baseline === undefined ? [] : [readBaseline(baseline, shownPath(config, baseline))]),
    ...(since === undefined ? [] : [readSince(since, shownPath(config, since))]),
  ]);
}

/** A path as the configuration's own is shown: relative to where the command runs, when it lies below the configuration's folder. */
export function shownPath({ baseDirectory, file }: Pick<Config, 'baseDirectory' | 'file'>, path: string): string {
  const below = relative(baseDirectory, path);
  return (below.startsWith('..') ? path : join(dirname(file?.path ?? '.'), below)).split(sep).join('/');
}
