import { relative } from 'node:path';
import type { NamedVersion } from '../../load/workspace.ts';
import { RecordComparer } from '../compare/record-comparer.ts';
import type { Disk } from '../disk/disk.ts';
import { collectRecords } from '../records/collect-records.ts';
import type { DataRecord } from '../records/data-record.ts';
import { within } from '../repository/inside.ts';
import type { Repository } from '../repository/repository.ts';
import { statIfPresent } from '../repository/stat-if-present.ts';
import type { Stage } from '../stage/stage.ts';
import type { FactOptions } from './repository-facts.ts';

/**
 * Every recorded out that is on disk, against what is there. What lies outside the repository isn't read, nor what only a lock still
 * has; where no stages can be read, all that is recorded counts.
 */
export async function recordedVersions(
  repository: Repository,
  { from }: Pick<FactOptions, 'from'>,
  disk: Disk,
  stages: readonly Stage[] | undefined,
): Promise<NamedVersion[]> {
  const made =
    stages && new Set(stages.flatMap(({ outs }) => outs.flatMap(({ location }) => ('path' in location ? [location.path] : []))));
  const outs = collectRecords(repository).records.filter(({ kind, path }) => kind === 'out' && (made?.has(path) ?? true));
  const present = groupedByPath(outs).filter(([{ path }]) => within(repository.root, path) !== null && statIfPresent(path));
  const comparer = new RecordComparer(repository, {}, disk);
  const versions = await Promise.all(
    present.map(async (records): Promise<NamedVersion> => {
      const compared = await Promise.all(records.map((record) => comparer.compare(record, [record.path])));
      const best = Math.max(
        0,
        compared.findIndex(({ state }) => state === 'match'),
      );
      const { recorded, ...rest } = compared[best]!;
      const recordedIn = relative(from, records[best]!.recordedIn);
      return {
        name: relative(from, records[0].path),
        version: { system: 'dvc', recordedIn, recorded: recorded.value, hash: recorded.name, ...rest },
      };
    }),
  );
  comparer.save();
  return versions;
}

/** Of a path that stands in several files one that matches is enough. */
function groupedByPath(records: readonly DataRecord[]): [DataRecord, ...DataRecord[]][] {
  const groups = new Map<string, [DataRecord, ...DataRecord[]]>();
  for (const record of records) {
    const group = groups.get(record.path);
    if (group) group.push(record);
    else groups.set(record.path, [record]);
  }
  return [...groups.values()];
}
