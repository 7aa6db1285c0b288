import { pythonText } from '../../params/python-text.ts';
import type { PipelineLeak } from '../pipeline-leak.ts';
import type { LeakContext } from './leak-context.ts';

export function unseededSplit({ splits }: LeakContext): PipelineLeak[] {
  return splits
    .filter((stage) => {
      const keys = stage.deps.flatMap((dep) => (dep.kind === 'params' ? [...dep.keys, ...(dep.locked?.keys() ?? [])] : []));
      return ![...keys, pythonText(stage.cmd ?? null)].some((text) => SEED.test(text));
    })
    .map((stage) => ({ kind: 'unseeded-split' as const, stage }));
}

const SEED = /seed|random_?state/i;
