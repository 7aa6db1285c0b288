import { Disk } from '../disk/disk.ts';
import { StageGraph } from '../graph/stage-graph.ts';
import { type ProducerMismatch, producerMismatches } from '../inspect/producer-mismatches.ts';
import type { PipelineLeak } from '../lineage/pipeline-leak.ts';
import { pipelineLeaks } from '../lineage/pipeline-leaks.ts';
import { type RoleOf, roleAsDeclared } from '../lineage/role-of.ts';
import type { SharedSplitFiles } from '../lineage/shared-split-files.ts';
import { type StageRole, stageRole } from '../lineage/stage-role.ts';
import { within } from '../repository/inside.ts';
import type { Repository } from '../repository/repository.ts';
import type { Stage } from '../stage/stage.ts';
import { type GitTrackedOut, gitTracked } from './git-tracked.ts';
import { type GraphFault, graphFaults } from './graph-faults.ts';
import type { FactOptions } from './repository-facts.ts';
import { sharedFiles } from './shared-files.ts';
import { type Staleness, staleStages } from './stale-stages.ts';
import { type StoredOut, storedOuts } from './stored-outs.ts';

/** What the stages and `.dvc` files of a repository say. Each answer is found once. */
export class StageFacts {
  readonly repository: Repository;
  readonly stages: readonly Stage[];
  readonly options: FactOptions;
  readonly graph: StageGraph;
  readonly disk: Disk;
  readonly roleOf: RoleOf;
  readonly roles: ReadonlyMap<Stage, StageRole | null>;
  /** Those that lead to the data in question; all when there are none. */
  readonly inScope: readonly Stage[];
  readonly #texts = new Map<string, readonly string[]>();
  #leaks: readonly PipelineLeak[] | undefined;
  #staleness: Promise<Staleness> | undefined;
  #stored: Promise<readonly StoredOut[]> | undefined;

  constructor(repository: Repository, stages: readonly Stage[], options: FactOptions) {
    this.repository = repository;
    this.stages = stages;
    this.options = options;
    this.graph = new StageGraph(stages);
    this.disk = new Disk(repository, options);
    this.roleOf = roleAsDeclared(options.declared ?? new Map());
    this.roles = new Map(stages.map((stage) => [stage, stageRole(stage, this.roleOf)]));
    this.inScope = options.data ? leadingTo(options.data, this.graph) : stages;
  }

  get isScoped(): boolean {
    return this.options.data !== undefined;
  }

  /** Leaks of these kinds that the shape of the pipeline shows. */
  leaks<K extends PipelineLeak['kind']>(...kinds: readonly K[]): Extract<PipelineLeak, { kind: K }>[] {
    this.#leaks ??= pipelineLeaks(this.graph, this.roleOf);
    return this.#leaks.filter((leak): leak is Extract<PipelineLeak, { kind: K }> => kinds.includes(leak.kind as K));
  }

  /** How many stages there are of a role. */
  count(role: StageRole): number {
    return [...this.roles.values()].filter((one) => one === role).length;
  }

  producerMismatches(): ProducerMismatch[] {
    const counts = new Set(this.inScope);
    return producerMismatches(this.graph, this.repository.cache).filter(({ edge }) => counts.has(edge.consumer));
  }

  faults(): GraphFault[] {
    return graphFaults(this.graph);
  }

  gitTracked(): GitTrackedOut[] {
    return gitTracked(this);
  }

  sharedFiles(minBytes: number, group: RegExp | null): Promise<readonly SharedSplitFiles[]> {
    return sharedFiles(this, { minBytes, group });
  }

  staleness(): Promise<Staleness> {
    this.#staleness ??= staleStages(this);
    return this.#staleness;
  }

  /** Recorded outs with what the cache and their remote have of them. */
  stored(): Promise<readonly StoredOut[]> {
    this.#stored ??= storedOuts(this);
    return this.#stored;
  }

  /** The line of its file where a stage stands. */
  lineOf({ file, name }: Stage): number {
    if (name === undefined) return 1;
    if (!this.#texts.has(file)) this.#texts.set(file, this.repository.tree.text(file).split('\n'));
    const names = [name, name.replace(/@[^@]*$/, '')];
    const isHeading = (line: string) => names.includes(/^\s+(["']?)(.+?)\1\s*:/.exec(line)?.[2] ?? '');
    return Math.max(0, (this.#texts.get(file) ?? []).findIndex(isHeading)) + 1;
  }
}

function leadingTo(data: readonly string[], graph: StageGraph): Stage[] {
  const makers = graph.stages.filter(({ outs }) =>
    outs.some(
      ({ location }) =>
        location.kind === 'local' &&
        data.some((path) => within(location.path, path) !== null || within(path, location.path) !== null),
    ),
  );
  const found = new Set(makers.flatMap((stage) => [stage, ...graph.ancestorsOf(stage)]));
  return graph.stages.filter((stage) => found.has(stage));
}
