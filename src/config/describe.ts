import { formatPosition } from '../errors.ts';
import type { Origin } from '../features/feature.ts';
import { maskSecrets } from '../text/mask-secrets.ts';
import { visible } from '../text/visible.ts';
import type { Config } from './config.ts';
import { formatDuration } from './duration.ts';
import { dotted, type Path } from './path.ts';

export interface DescribedValue {
  /** `target.column`, as in `watertight.yaml`. */
  readonly path: string;
  /** As YAML would hold it, credentials masked. */
  readonly value: string;
  readonly origin: Origin;
}

/** Every value of a configuration with its origin, defaults included, in the order of `watertight.yaml`. */
export function describeConfig(config: Config): DescribedValue[] {
  const { splitColumn, target } = config;
  const from = (tree: object) => leaves(tree, []).map(([path, value]) => described(path, value, originAt(path, config)));
  return [
    ...from({
      project: config.project,
      datasets: Object.fromEntries(config.datasets.map(({ name, position, ...dataset }) => [name, dataset])),
      split: { strategy: config.strategy, dataset: splitColumn?.dataset, column: splitColumn?.column, ...splitColumn?.roles },
      target: target && { ...target, horizon: target.horizon?.text },
      time: config.time,
      id: config.id,
      entity: config.entity,
      features: Object.fromEntries(config.features.map(({ name, origin, factOrigins, ...feature }) => [name, feature])),
      preprocessing: config.preprocessing,
      dvc: config.dvc,
      feast: config.feast,
      metadata: config.metadata?.map(({ position, ...file }) => file),
    }),
    ...config.rules.map(({ pattern, severity, options, origin }) =>
      described(['rules', pattern], options && severity ? [severity, options] : (severity ?? options), origin),
    ),
    ...from({
      extends: config.extends,
      plugins: config.plugins,
      custom: config.custom?.map(({ position, ...entry }) => entry),
      ignore: config.ignore.map(({ position, ...entry }) => entry),
      failOn: config.failOn,
      baseline: config.baseline,
      engine: config.engine,
      timeout: durationOf(config.timeoutMs),
      ruleTimeout: durationOf(config.ruleTimeoutMs),
      only: config.only,
      skip: config.skip,
      showValues: config.showValues,
    }),
  ];
}

/** Lines of path, value and origin in columns. */
export function renderDescription(values: readonly DescribedValue[]): string {
  const rows = values.map(({ path, value, origin }) => [path, value, originText(origin)].map(visible));
  const width = (column: number) => Math.min(60, Math.max(0, ...rows.map((row) => row[column]!.length)));
  const [first, second] = [width(0), width(1)];
  return rows.map(([path, value, origin]) => `${path!.padEnd(first)}  ${value!.padEnd(second)}  ${origin}\n`).join('');
}

export function originText({ kind, name, position }: Origin): string {
  if (position) return formatPosition(position);
  return name === undefined ? kind : `${kind} ${name}`;
}

const durationOf = (ms: number | undefined) => (ms === undefined ? undefined : formatDuration(ms * 1000));

function leaves(value: unknown, path: Path): [Path, unknown][] {
  if (Array.isArray(value) && value.some((item) => typeof item === 'object'))
    return value.flatMap((item, i) => leaves(item, [...path, i]));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value === undefined ? [] : [[path, value]];
  const isNamed = path.length === 1 && (path[0] === 'datasets' || path[0] === 'features');
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, isNamed ? key : snakeCase(key)]));
}

const snakeCase = (key: string): string => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function originAt(path: Path, { origins }: Config): Origin {
  for (let length = path.length; length > 0; length--) {
    const origin = origins.get(dotted(path.slice(0, length)));
    if (origin) return origin;
  }
  return { kind: 'default' };
}

function described(path: Path, value: unknown, origin: Origin): DescribedValue {
  return { path: dotted(path), value: maskSecrets(typeof value === 'string' ? value : JSON.stringify(value)), origin };
}
