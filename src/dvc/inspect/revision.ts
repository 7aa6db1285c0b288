import { UserError } from '../../errors.ts';
import type { Repository } from '../repository/repository.ts';
import { loadStages } from '../stage/load-stages.ts';
import type { Stage } from '../stage/stage.ts';
import { GitTree } from '../tree/git-tree.ts';

/** The stages as a Git revision records them. Throws `UserError` when there is no such revision or it cannot be read. */
export function stagesAt(repository: Repository, revision: string): Stage[] {
  const tree = GitTree.open(repository.root, revision);
  if (tree === null) throw new UserError(`Git knows no revision ${JSON.stringify(revision)} here`);
  return loadStages(repository, tree);
}
