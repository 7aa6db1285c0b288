import { numberIn } from './flags.ts';
import type { Source } from './layer.ts';
import { namedSource } from './named-source.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What environment variables say, under the keys of `watertight.yaml`; an empty variable says nothing. */
export function environmentSource(environment: Environment): Source {
  const read = (name: string) => environment[name] || undefined;
  return namedSource('environment', [
    ['WATERTIGHT_FAIL_ON', ['fail_on'], read('WATERTIGHT_FAIL_ON')],
    ['WATERTIGHT_ENGINE', ['engine', 'url'], read('WATERTIGHT_ENGINE')],
    ['WATERTIGHT_MEMORY_LIMIT', ['engine', 'memory_limit'], read('WATERTIGHT_MEMORY_LIMIT')],
    ['WATERTIGHT_THREADS', ['engine', 'threads'], numberIn(read('WATERTIGHT_THREADS'))],
    ['WATERTIGHT_TIMEOUT', ['timeout'], read('WATERTIGHT_TIMEOUT')],
  ]);
}
