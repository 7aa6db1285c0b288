import { UserError } from '../../errors.ts';
import { Disk } from '../disk/disk.ts';
import { valuesEqual } from '../params/values-equal.ts';
import { isList } from '../read/value.ts';
import type { Repository } from '../repository/repository.ts';
import type { DataDep, DatasetDep, Dep, Out, ParamsDep, Stage } from '../stage/stage.ts';
import type { Answer, StatusOptions } from './answer.ts';
import { cloudDepStatus } from './cloud-dep-status.ts';
import { diskStatus, outStatus } from './data-item-status.ts';
import { labelOf } from './label.ts';
import { openRepository } from './open-repository.ts';
import { paramsStatus } from './params-status.ts';
import { isUpdateAvailable } from './repo-status.ts';

type Words = Record<string, string | Record<string, string>>;
type StageStatus = (string | { 'changed deps': Words } | { 'changed outs': Words })[];
/** What `dvc status --json` prints: stages that aren't up to date. */
export type DvcStatus = Record<string, StageStatus>;

/** Compares every stage and `.dvc` file with what is on disk. Throws `UserError` where DVC refuses the repository. */
export async function dvcStatus(root: string, options: StatusOptions = {}): Promise<Answer<DvcStatus>> {
  const { repository, stages } = openRepository(root);
  const run = new LocalStatus(repository, options);
  const statuses = await Promise.all(stages.map(async (stage) => [stage.address, await run.stage(stage)] as const));
  run.save();
  return { json: Object.fromEntries(statuses.filter(([, status]) => status.length > 0)), unchecked: run.unchecked };
}

class LocalStatus {
  readonly unchecked: string[] = [];
  readonly #repository: Repository;
  readonly #disk: Disk;
  readonly #cwd: string;
  readonly #options: StatusOptions;

  constructor(repository: Repository, options: StatusOptions) {
    this.#repository = repository;
    this.#disk = new Disk(repository, options);
    this.#cwd = options.cwd ?? repository.root;
    this.#options = options;
  }

  save(): void {
    this.#disk.save();
  }

  async stage(stage: Stage): Promise<StageStatus> {
    const status: StageStatus = [];
    const deps = stage.frozen && stage.imports !== 'repo' ? {} : await this.#words(stage.deps.map((dep) => this.#dep(dep)));
    if (Object.keys(deps).length > 0) status.push({ 'changed deps': deps });
    const outs = await this.#words(stage.outs.map((out) => this.#out(out)));
    if (Object.keys(outs).length > 0) status.push({ 'changed outs': outs });
    const isCallback = hasCommand(stage) && stage.deps.length === 0 && stage.outs.length === 0;
    if (isCallback || stage.alwaysChanged) status.push('always changed');
    if (stage.lockedCmd !== undefined && !valuesEqual(stage.lockedCmd, stage.cmd)) status.push('changed command');
    if (stage.checksum && (stage.checksum.recorded ?? null) !== stage.checksum.computed) status.push('changed checksum');
    return status;
  }

  async #words(entries: readonly Promise<readonly [string, Words[string] | null]>[]): Promise<Words> {
    const known = (await Promise.all(entries)).filter((entry): entry is readonly [string, Words[string]] => entry[1] !== null);
    return Object.fromEntries(known);
  }

  async #dep(dep: Dep): Promise<readonly [string, Words[string] | null]> {
    switch (dep.kind) {
      case 'data':
        if (dep.location.kind === 'cloud' && this.#options.network) return [dep.path, await this.#cloud(dep)];
        return [this.#label(dep), await this.#local(dep, (path) => diskStatus(dep, path, this.#disk, this.#repository.cache))];
      case 'params':
        return [
          this.#label(dep),
          await this.#local(dep, async (path) => paramsStatus(dep, path, (file) => this.#repository.text(file))),
        ];
      case 'dataset':
        return [dep.path, datasetStatus(dep)];
      case 'repo': {
        const label = `${dep.path} (${dep.url})`;
        const isAvailable = isUpdateAvailable(dep, this.#repository.root);
        if (isAvailable === null) this.unchecked.push(`${label}: whether its source has moved on`);
        return [label, isAvailable ? 'update available' : null];
      }
      case 'database':
        return ['', null];
    }
  }

  async #out(out: Out): Promise<readonly [string, string | null]> {
    const isInside = out.location.kind === 'local' && out.location.isInside && out.location.path !== this.#repository.root;
    if (out.hash !== null && out.cache && !isInside) {
      throw new UserError(`the out ${out.path} lies outside the repository, where DVC 3 keeps none in its cache`, {
        hint: 'mark it `cache: false`, or move it into the repository',
      });
    }
    return [this.#label(out), await this.#local(out, (path) => outStatus(out, path, this.#disk, this.#repository))];
  }

  async #cloud(dep: DataDep): Promise<string | null> {
    try {
      const status = await cloudDepStatus(dep, this.#repository.config, this.#options.signal);
      if (status !== undefined) return status;
      this.unchecked.push(`${dep.path}: of deps elsewhere only single objects on S3 are looked at`);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      this.unchecked.push(`${dep.path}: ${error.message}`);
    }
    return null;
  }

  /** Nothing is read outside the repository. */
  async #local<T>(item: DataDep | Out | ParamsDep, status: (path: string) => Promise<T | null>): Promise<T | null> {
    if (item.location.kind === 'local' && item.location.isInside) return status(item.location.path);
    this.unchecked.push(`${item.path}: it lies outside the repository`);
    return null;
  }

  #label(item: DataDep | Out | ParamsDep): string {
    return labelOf(item, this.#repository.root, this.#cwd);
  }
}

/** An empty list is none. */
function hasCommand({ cmd }: Stage): boolean {
  return isList(cmd) ? cmd.length > 0 : Boolean(cmd);
}

function datasetStatus({ locked, current }: DatasetDep): string | null {
  if (current === null) return 'not in sync';
  if (locked === null || !['dvc', 'dc', 'url'].includes(String(locked.get('type')))) return 'new';
  return valuesEqual(locked, current) ? null : 'modified';
}
