import { posix, resolve } from 'node:path';
import { UserError } from '../../errors.ts';
import type { DvcFile, DvcFileDep } from '../read/dvc-file.ts';
import type { ValueMap } from '../read/value.ts';
import type { Repository } from '../repository/repository.ts';
import { dataItem } from './data-item.ts';
import { importChecksum } from './import-checksum.ts';
import type { Dep, Stage } from './stage.ts';

const OLD_KEYS = ['cmd'];
const OLD_OUT_KEYS = ['metric', 'tags'];

/** The stage that a `.dvc` file is; `file` is its path below the root. */
export function loadDvcFile(dvcFile: DvcFile, file: string, repository: Repository): Stage {
  const outs = (dvcFile.document.get('outs') ?? []) as readonly ValueMap[];
  const old = [
    ...OLD_KEYS.filter((key) => dvcFile.document.has(key)),
    ...OLD_OUT_KEYS.filter((key) => outs.some((out) => out.has(key))),
  ];
  if (old[0] !== undefined)
    throw new UserError(`the key ${old[0]} of DVC before 3.0, which DVC 3 refuses`, { position: { path: file } });
  if (outs.some((out) => !out.has('path'))) throw new UserError('an out has no path', { position: { path: file } });
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
    checksum: { recorded: dvcFile.md5, computed: imports ? importChecksum(dvcFile.document) : null },
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
