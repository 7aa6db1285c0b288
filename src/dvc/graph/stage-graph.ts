import { within } from '../repository/inside.ts';
import type { DataDep, DataItem, Out, ParamsDep, Stage } from '../stage/stage.ts';

/** One stage reads what another makes: the dep is the out, lies in it, or holds it. */
export interface StageEdge {
  readonly consumer: Stage;
  readonly producer: Stage;
  readonly dep: DataDep | ParamsDep;
  readonly out: Out;
}

/** Which stages and `.dvc` files feed which. A stage that reads its own out has no edge to itself; cycles are kept. */
export class StageGraph {
  readonly stages: readonly Stage[];
  readonly edges: readonly StageEdge[];
  readonly #producers = new Map<Stage, Set<Stage>>();
  readonly #consumers = new Map<Stage, Set<Stage>>();

  constructor(stages: readonly Stage[]) {
    this.stages = stages;
    this.edges = edgesOf(stages);
    for (const stage of stages) {
      this.#producers.set(stage, new Set());
      this.#consumers.set(stage, new Set());
    }
    for (const { consumer, producer } of this.edges) {
      this.#producers.get(consumer)?.add(producer);
      this.#consumers.get(producer)?.add(consumer);
    }
  }

  producersOf(stage: Stage): ReadonlySet<Stage> {
    return this.#producers.get(stage) ?? new Set();
  }

  consumersOf(stage: Stage): ReadonlySet<Stage> {
    return this.#consumers.get(stage) ?? new Set();
  }

  /** Every stage that a stage depends on, near or far; never itself, unless it is in a cycle. `without`: not through this one. */
  ancestorsOf(stage: Stage, without?: Stage): ReadonlySet<Stage> {
    return reach(stage, (next) => [...this.producersOf(next)].filter((producer) => producer !== without));
  }

  descendantsOf(stage: Stage, without?: Stage): ReadonlySet<Stage> {
    return reach(stage, (next) => [...this.consumersOf(next)].filter((consumer) => consumer !== without));
  }
}

function reach(from: Stage, step: (stage: Stage) => readonly Stage[]): ReadonlySet<Stage> {
  const reached = new Set<Stage>();
  const pending = [...step(from)];
  for (let stage = pending.pop(); stage !== undefined; stage = pending.pop()) {
    if (reached.has(stage)) continue;
    reached.add(stage);
    pending.push(...step(stage));
  }
  return reached;
}

function edgesOf(stages: readonly Stage[]): StageEdge[] {
  const outs = stages.flatMap((producer) => producer.outs.map((out) => ({ producer, out, path: pathOf(out) })));
  const byPath = groupByPath(outs);
  return stages.flatMap((consumer) =>
    consumer.deps.flatMap((dep) => {
      if (dep.kind !== 'data' && dep.kind !== 'params') return [];
      const path = pathOf(dep);
      if (path === null) return [];
      const holding = ancestorsAndSelf(path).flatMap((parent) => byPath.get(parent) ?? []);
      const held = outs.filter((out) => out.path !== null && out.path !== path && within(path, out.path) !== null);
      return [...holding, ...held]
        .filter(({ producer }) => producer !== consumer)
        .map(({ producer, out }) => ({ consumer, producer, dep, out }));
    }),
  );
}

function pathOf({ location }: Pick<DataItem, 'location'>): string | null {
  return location.kind === 'local' ? location.path : null;
}

function ancestorsAndSelf(path: string): string[] {
  const parts = path.split('/');
  return parts.map((_, i) => parts.slice(0, parts.length - i).join('/') || '/');
}

function groupByPath<T extends { readonly path: string | null }>(items: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) if (item.path !== null) groups.set(item.path, [...(groups.get(item.path) ?? []), item]);
  return groups;
}
