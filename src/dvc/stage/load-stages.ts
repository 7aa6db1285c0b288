import { UserError } from '../../errors.ts';
import { parseParams } from '../params/parse-params.ts';
import { parseDvcFile } from '../read/dvc-file.ts';
import { type LockFile, parseLockFile } from '../read/lock-file.ts';
import { parseYaml } from '../read/parse-yaml.ts';
import { PIPELINE_FILE } from '../read/pipeline-shape.ts';
import type { Value, ValueMap } from '../read/value.ts';
import type { Repository } from '../repository/repository.ts';
import { resolvePipeline } from '../template/resolve-pipeline.ts';
import type { FlagStyle } from '../template/unpack-flags.ts';
import type { SourceTree } from '../tree/source-tree.ts';
import { datasetLocks, withDatasets } from './datasets.ts';
import { loadAsWalked } from './load-as-walked.ts';
import { loadDvcFile } from './load-dvc-file.ts';
import { loadPipelineStage } from './load-pipeline.ts';
import type { Stage } from './stage.ts';

/** All stages and `.dvc` files of a repository. Throws `UserError` for what makes DVC refuse it. */
export function loadStages(repository: Repository, tree: SourceTree): Stage[] {
  const { pipelines, dvcFiles } = tree.find();
  const datasets: (() => ReadonlyMap<string, ValueMap | null>)[] = [];
  const load = (file: string): Stage[] => {
    if (file.endsWith('.dvc')) return [loadDvcFile(parseDvcFile(tree.text(file), file), file, repository)];
    const document = parsePipeline(tree.text(file), file);
    const lock = readLock(file, tree);
    const resolved = resolveDocument(document, file, repository, tree);
    datasets.push(() => datasetLocks(resolved.datasets, lock?.datasets ?? null, file));
    return resolved.stages.map((stage) => loadPipelineStage(stage, file, lock, repository));
  };
  const files = [...dvcFiles, ...pipelines];
  const loaded = loadAsWalked(files, repository.root, load);
  const stages = files.flatMap((file) => loaded.get(file) ?? []);
  for (const stage of stages) checkOuts(stage, repository.root, tree);
  // DVC looks at datasets only where a stage depends on one.
  if (!stages.some(({ deps }) => deps.some(({ kind }) => kind === 'dataset'))) return stages;
  const locks = new Map(datasets.flatMap((read) => [...read()]));
  return stages.map((stage) => withDatasets(stage, locks));
}

export function parsePipeline(text: string, file: string): ValueMap {
  const document = parseYaml(text, file) ?? new Map();
  const problem = PIPELINE_FILE(document, '');
  if (problem !== null) throw new UserError(`not a dvc.yaml: ${problem.replace(/^: /, '')}`, { position: { path: file } });
  return document as ValueMap;
}

/** Resolves a parsed `dvc.yaml` at `file`, its variables read from the tree. Throws `UserError`. */
export function resolveDocument(document: ValueMap, file: string, repository: Repository, tree: SourceTree) {
  const [bool, list] = ['bool', 'list'].map((key) => repository.config.parsing.get(key));
  const flags: FlagStyle = { ...(typeof bool === 'string' && { bool }), ...(typeof list === 'string' && { list }) };
  const files = new Map<string, Value | undefined>();
  const readVars = (path: string): Value | undefined => {
    if (!files.has(path)) files.set(path, tree.hasFile(path) ? parseParams(tree.text(path), path) : undefined);
    return files.get(path);
  };
  return resolvePipeline(document, file, { readVars, flags });
}

function readLock(pipeline: string, tree: SourceTree): LockFile | null {
  const file = pipeline.replace(/yaml$/, 'lock');
  // DVC refuses even a lock that isn't written yet.
  if (tree.isGitIgnored(file))
    throw new UserError('dvc.lock is ignored by Git, so the locked state is not versioned', { position: { path: file } });
  if (tree.hasDirectory(file)) throw new UserError('dvc.lock is a directory', { position: { path: file } });
  if (!tree.hasFile(file)) return null;
  const lock = parseLockFile(tree.text(file), file);
  if (lock.schema === '2.0') return lock;
  throw new UserError('dvc.lock has the schema 1.0 of DVC 1, which DVC 3 refuses', {
    position: { path: file },
    hint: 'run `dvc repro` with DVC 2 once',
  });
}

function checkOuts({ outs, file }: Stage, root: string, tree: SourceTree): void {
  for (const { path, location } of outs) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name === 'dvc.yaml' || path.endsWith('.dvc'))
      throw new UserError(`the DVC file ${path} cannot be an out`, { position: { path: file } });
    if (location.kind !== 'local' || !location.isInside) continue;
    const below = location.path.slice(root.length + 1);
    if (below !== '' && tree.isIgnored(below)) {
      throw new UserError(`the out ${path} is ignored by .dvcignore`, { position: { path: file } });
    }
  }
}
