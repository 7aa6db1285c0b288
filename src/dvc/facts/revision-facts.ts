import type { HashName } from '../cache/object-store.ts';
import type { ManifestMember } from '../hash/manifest.ts';
import { type RecordedChange, type RecordedChanges, recordedChanges } from '../inspect/recorded-changes.ts';
import { stagesAt } from '../inspect/revision.ts';
import { isModel } from '../lineage/data-paths.ts';
import type { DataRole } from '../lineage/data-role.ts';
import { stageRole } from '../lineage/stage-role.ts';
import type { DataItem, Out, Stage } from '../stage/stage.ts';
import { type MovedRows, movedRows } from './moved-rows.ts';
import type { StageFacts } from './stage-facts.ts';

/** `to` is the working directory when absent. */
export interface Revisions {
  readonly from: string;
  readonly to?: string;
}

/** What changed in the recorded splits and in what was made of them. */
export interface SplitChanges extends RecordedChanges {
  readonly tests: readonly string[];
  readonly models: readonly string[];
  /** Outs of evaluations. */
  readonly metrics: readonly string[];
}

/** Files that were test data before and train data after, though no train data before. */
export interface MovedMembers {
  readonly test: string;
  readonly train: string;
  readonly moved: readonly string[];
  readonly of: number;
}

/** Two revisions of a repository, as Git and the cache have them. */
export class RevisionFacts {
  readonly names: { readonly from: string; readonly to: string };
  readonly before: readonly Stage[];
  readonly after: readonly Stage[];
  readonly #facts: StageFacts;

  constructor(facts: StageFacts, { from, to }: Revisions) {
    this.#facts = facts;
    this.names = { from, to: to ?? 'the working directory' };
    this.before = stagesAt(facts.repository, from);
    this.after = to === undefined ? facts.stages : stagesAt(facts.repository, to);
  }

  changes(): SplitChanges {
    const changes = recordedChanges(this.before, this.after);
    const { roleOf } = this.#facts;
    const roles = new Map([...this.before, ...this.after].map((stage) => [stage.address, stageRole(stage, roleOf)]));
    const changed = changes.outs.filter(({ before, after }) => before?.hash && after?.hash);
    const isTest = ({ path, after }: RecordedChange) => after !== null && roleOf(after) === 'test' && !isModel(path);
    const made = changed.filter((change) => !isTest(change));
    const inRepository = (path: string) => this.#shown(path);
    return {
      ...changes,
      tests: changed.filter(isTest).map(({ path }) => inRepository(path)),
      models: made
        .filter(({ path, stage }) => isModel(path) || roles.get(stage) === 'train')
        .map(({ path }) => inRepository(path)),
      metrics: made.filter(({ stage }) => roles.get(stage) === 'evaluate').map(({ path }) => inRepository(path)),
    };
  }

  /** What changed, in one line; null when nothing did. */
  summary(): string | null {
    const { outs, params, commands } = this.changes();
    const parts = [
      list(
        'data',
        outs.map(({ path }) => this.#shown(path)),
      ),
      list('parameters', [...new Set(params.map(({ key }) => key))]),
      list('commands of', commands),
    ].filter((part) => part !== '');
    return parts.length === 0 ? null : `from ${this.names.from} to ${this.names.to} changed ${parts.join('; ')}`;
  }

  /** Through manifests in the cache, or equal hashes of single files. */
  movedMembers(): { readonly moved: readonly MovedMembers[]; readonly unread: readonly string[] } {
    const unread: string[] = [];
    const hashes = (items: readonly DataItem[]) =>
      new Set(items.flatMap((item) => this.#members(item, unread).map(({ md5 }) => md5)));
    const known = hashes(this.#splits(this.before, 'train'));
    const tests = this.#splits(this.before, 'test').map((item) => ({ item, members: this.#members(item, unread) }));
    const moved = this.#splits(this.after, 'train').flatMap((train) => {
      const current = hashes([train]);
      return tests.flatMap(({ item, members }): MovedMembers[] => {
        const found = members.filter(({ md5 }) => current.has(md5) && !known.has(md5) && !EMPTY.has(md5));
        if (found.length === 0) return [];
        return [{ test: item.path, train: train.path, moved: found.map(({ relpath }) => relpath), of: members.length }];
      });
    });
    return { moved, unread: [...new Set(unread)] };
  }

  /** Lines of text files, where the cache has all versions. */
  movedRows(): Promise<{ readonly moved: readonly MovedRows[]; readonly unread: readonly string[] }> {
    const files = (stages: readonly Stage[], role: DataRole) => this.#splits(stages, role).filter((item) => !item.isDirectory);
    return movedRows(
      {
        testBefore: files(this.before, 'test'),
        trainBefore: files(this.before, 'train'),
        trainAfter: files(this.after, 'train'),
      },
      this.#facts.repository,
    );
  }

  #members(item: DataItem, unread: string[]): readonly ManifestMember[] {
    const { hash, path, files, isDirectory } = item;
    if (hash === null) return [];
    if (!isDirectory) return [{ relpath: path, md5: hash.value }];
    const members = files ?? this.#facts.repository.cache.manifest(hash.name as HashName, hash.value);
    if (members === null) unread.push(path);
    return members ?? [];
  }

  #splits(stages: readonly Stage[], role: DataRole): Out[] {
    const { roleOf } = this.#facts;
    return stages.flatMap(({ outs }) => outs.filter((out) => out.hash !== null && roleOf(out) === role && !isModel(out.path)));
  }

  #shown(path: string): string {
    const { root } = this.#facts.repository;
    return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : path;
  }
}

const EMPTY = new Set(['d41d8cd98f00b204e9800998ecf8427e']);

function list(what: string, names: readonly string[]): string {
  if (names.length === 0) return '';
  return `${what} ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}`;
}
