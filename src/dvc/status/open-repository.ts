import { UserError } from '../../errors.ts';
import { checkConfig } from '../config/check-config.ts';
import { Repository } from '../repository/repository.ts';
import { loadStages } from '../stage/load-stages.ts';
import type { Stage } from '../stage/stage.ts';

/** Opens a repository and its stages. Throws `UserError` where DVC would refuse to work with it. */
export function openRepository(root: string): { readonly repository: Repository; readonly stages: readonly Stage[] } {
  const repository = new Repository(root);
  checkConfig(repository.config.sections);
  if (!repository.usesGit && String(repository.config.core.get('no_scm')).toLowerCase() !== 'true') {
    throw new UserError(`${root} is not in a Git repository`, {
      hint: 'DVC works without one only with `dvc config core.no_scm true`',
    });
  }
  return { repository, stages: loadStages(repository, repository.tree) };
}
