import { join, posix, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import { parseYaml } from '../read/parse-yaml.ts';
import { isMap, type Value } from '../read/value.ts';
import type { Repository } from '../repository/repository.ts';
import { parsePipeline, resolveDocument } from '../stage/load-stages.ts';

/**
 * Gives the working directory of a stage of a `dvc.yaml` (at `file` below the root), from which its recorded paths start; null when it
 * depends on variables and these cannot be resolved.
 */
export function stageDirectories(file: string, repository: Repository): (stage: string) => string | null {
  const base = join(repository.root, posix.dirname(file));
  const text = repository.tree.text(file);
  if (!/\bwdir\b/.test(text)) return () => base;
  return resolved(text, file, repository, base) ?? written(text, file, base);
}

function resolved(text: string, file: string, repository: Repository, base: string): ((stage: string) => string) | null {
  try {
    const { stages } = resolveDocument(parsePipeline(text, file), file, repository, repository.tree);
    const directories = new Map(stages.map(({ name, definition }) => [name, definition.get('wdir')]));
    return (name) => resolve(base, String(directories.get(name) ?? '.'));
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function written(text: string, file: string, base: string): (stage: string) => string | null {
  const document = parseYaml(text, file);
  const stages = isMap(document) ? document.get('stages') : undefined;
  return (name) => {
    const definition = get(stages, name) ?? get(stages, name.slice(0, Math.max(0, name.lastIndexOf('@'))));
    const wdir = get(get(definition, 'do') ?? definition, 'wdir');
    if (typeof wdir !== 'string') return base;
    return wdir.includes('${') ? null : resolve(base, wdir);
  };
}

function get(value: Value | undefined, key: string): Value | undefined {
  return isMap(value) ? value.get(key) : undefined;
}
