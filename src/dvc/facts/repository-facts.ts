import { join, relative } from 'node:path';
import { type Position, UserError } from '../../errors.ts';
import type { NamedVersion } from '../../load/workspace.ts';
import { Disk, type DiskOptions } from '../disk/disk.ts';
import { configSecrets } from '../inspect/config-secrets.ts';
import type { DataRole } from '../lineage/data-role.ts';
import { Repository } from '../repository/repository.ts';
import { openRepository } from '../status/open-repository.ts';
import { type DamagedFile, damagedFiles } from './damaged-files.ts';
import { ignoredRecords } from './ignored-records.ts';
import { recordedVersions } from './recorded-versions.ts';
import { RevisionFacts, type Revisions } from './revision-facts.ts';
import { StageFacts } from './stage-facts.ts';

export interface FactOptions extends DiskOptions {
  /** Where shown paths start from. */
  readonly from: string;
  /** Absolute paths of the data in question: only stages that lead to them count. All stages, when absent. */
  readonly data?: readonly string[];
  /** Roles that the user gave, by absolute path; of other data, names tell. */
  readonly declared?: ReadonlyMap<string, DataRole>;
  /** Ask remotes. */
  readonly network: boolean;
  readonly revisions?: Revisions;
}

/** What a DVC repository says, found out when it is asked for and once. Only ever reads. */
export class RepositoryFacts {
  readonly root: string;
  readonly options: FactOptions;
  #opened: { readonly stages?: StageFacts; readonly problem?: UserError } | undefined;
  #alone: { readonly repository: Repository; readonly disk: Disk } | undefined;
  #revisions: RevisionFacts | undefined;
  #damaged: readonly DamagedFile[] | undefined;

  constructor(root: string, options: FactOptions) {
    this.root = root;
    this.options = options;
  }

  /** Undefined when there is something that makes DVC refuse the repository: `problem`. */
  get stages(): StageFacts | undefined {
    return this.#open().stages;
  }

  get problem(): UserError | undefined {
    return this.#open().problem;
  }

  /** @throws UserError for a revision that Git doesn't know or that cannot be read */
  get revisions(): RevisionFacts | undefined {
    const { revisions } = this.options;
    if (revisions && this.stages) this.#revisions ??= new RevisionFacts(this.stages, revisions);
    return this.#revisions;
  }

  /** Locks and `.dvc` files that cannot be read as they were written. */
  get damaged(): readonly DamagedFile[] {
    this.#damaged ??= damagedFiles(this.#shared().repository);
    return this.#damaged;
  }

  /** `section.key` of credentials in the committed config. */
  get secrets(): readonly string[] {
    return configSecrets(this.root);
  }

  /** Files that DVC doesn't see because Git ignores them. */
  get ignored(): readonly string[] {
    return ignoredRecords(this.#shared().repository);
  }

  /** Everything that is recorded and on disk, against what is on disk. */
  versions(): Promise<readonly NamedVersion[]> {
    const { repository, disk } = this.#shared();
    return recordedVersions(repository, this.options, disk, this.stages?.stages);
  }

  /** A file of the repository, as shown. */
  place(file: string, line = 1): Position {
    return { path: relative(this.options.from, join(this.root, file)) || file, line, column: 1 };
  }

  /** One of each, so that no file is looked for or hashed twice. */
  #shared(): { readonly repository: Repository; readonly disk: Disk } {
    const { stages } = this;
    if (stages) return stages;
    if (!this.#alone) {
      const repository = new Repository(this.root);
      this.#alone = { repository, disk: new Disk(repository, this.options) };
    }
    return this.#alone;
  }

  #open() {
    this.#opened ??= this.#load();
    return this.#opened;
  }

  #load() {
    try {
      const { repository, stages } = openRepository(this.root);
      return { stages: new StageFacts(repository, stages, this.options) };
    } catch (error) {
      if (error instanceof UserError) return { problem: error };
      throw error;
    }
  }
}
