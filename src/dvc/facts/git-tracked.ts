import { gitTrackedOuts } from '../inspect/git-tracked-outs.ts';
import type { Stage } from '../stage/stage.ts';
import type { StageFacts } from './stage-facts.ts';

export interface GitTrackedOut {
  /** Relative to the root. */
  readonly path: string;
  readonly stage: Stage;
}

/** Outs that DVC stores although Git tracks them too. */
export function gitTracked({ stages, repository }: StageFacts): GitTrackedOut[] {
  return gitTrackedOuts(stages, repository).flatMap(({ path, out }) => {
    const stage = stages.find(({ outs }) => outs.includes(out));
    return stage ? [{ path, stage }] : [];
  });
}
