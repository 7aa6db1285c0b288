import { posix, resolve } from 'node:path';
import type { DvcFile, DvcFileDep } from '../read/dvc-file.ts';
import type { Repository } from '../repository/repository.ts';
import { dataItem } from './data-item.ts';
import { importChecksum } from './import-checksum.ts';
import type { Dep, Stage } from './stage.ts';

/** The stage that a `.dvc` file is; `file` is its path below the root. */
export function loadDvcFile(dvcFile: DvcFile, file: string, repository: Repository): Stage {
  const wdir = resolve(repository.root, posix.dirname(file), dvcFile.wdir);
  const deps = dvcFile.deps.map((dep) => toDep(dep, wdir, repository, file));
  const imports = deps.length === 1 && dvcFile.outs.length === 1 ? importKind(deps[0] as Dep) : undefined;
  return {
    address: file,
    file,
    wdir,
    frozen: dvcFile.frozen,
    alwaysChanged: dvcFile.alwaysChanged,
    deps,
    outs: dvcFile.outs.map((out) => ({
      ...dataItem(out.path, wdir, out, repository, file),
      cache: out.cache,
      push: out.push,
      ...(out.remote !== undefined && { remote: out.remote }),
    })),
    ...(imports && { imports }),
    ...(deps.length > 0 && { checksum: { recorded: dvcFile.md5, computed: importChecksum(dvcFile.document) } }),
  };
}

function toDep(dep: DvcFileDep, wdir: string, repository: Repository, file: string): Dep {
  if (dep.isDatabase) return { kind: 'database' };
  if (dep.repo === undefined) return { kind: 'data', ...dataItem(dep.path, wdir, dep, repository, file) };
  const [url, rev, revLock] = ['url', 'rev', 'rev_lock'].map((key) => dep.repo?.get(key) as string | undefined);
  return {
    kind: 'repo',
    path: dep.path,
    url: url ?? '',
    ...(rev !== undefined && { rev }),
    ...(revLock !== undefined && { revLock }),
  };
}

function importKind(dep: Dep): Stage['imports'] {
  return dep.kind === 'repo' ? 'repo' : dep.kind === 'database' ? 'database' : 'url';
}
