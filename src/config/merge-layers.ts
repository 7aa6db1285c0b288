import type { Origin } from '../features/feature.ts';
import type { RuleSetting } from './config.ts';
import type { Layer } from './layer.ts';
import { dotted, type Path } from './path.ts';
import type { Settings } from './settings.ts';

export interface Merged {
  readonly settings: Settings;
  readonly rules: readonly RuleSetting[];
  readonly origins: Map<string, Origin>;
  /** How the place that gave a value calls it, for messages. */
  readonly placeOf: (path: Path) => Layer | undefined;
}

/** Later layers win: value by value for maps, but a data set as a whole. */
export function mergeLayers(layers: readonly Layer[]): Merged {
  const merged: Record<string, unknown> = {};
  const owners = new Map<string, Layer>();
  layers.forEach((layer, i) => {
    const settings = layers.slice(i + 1).reduce((below, above) => yieldTo(above.settings, below), layer.settings);
    for (const [key, value] of Object.entries(settings)) {
      if (value === undefined) continue;
      owners.set(dotted([key]), layer);
      if (!isMap(value)) merged[key] = value;
      else {
        merged[key] = { ...(merged[key] as object | undefined), ...value };
        for (const inner of Object.keys(value)) owners.set(dotted([key, inner]), layer);
      }
    }
  });
  const placeOf = (path: Path) => owners.get(dotted(path.slice(0, 2))) ?? owners.get(dotted(path.slice(0, 1)));
  const origins = new Map<string, Origin>();
  for (const path of leaves(merged, [])) {
    const origin = placeOf(path)?.origin(path);
    if (origin) origins.set(dotted(path), origin);
  }
  for (const layer of layers) {
    for (const { pattern, options, origin } of layer.rules) {
      origins.set(dotted(['rules', pattern]), origin);
      for (const option of Object.keys(options ?? {}))
        origins.set(dotted(['rules', pattern, option]), layer.origin(['rules', pattern, option]));
    }
  }
  return { settings: merged, rules: layers.flatMap(({ rules }) => rules), origins, placeOf };
}

/** What is left of settings when later ones give the splits or the target in another way. */
function yieldTo(above: Settings, below: Settings): Settings {
  const { datasets = {}, split, target, ...rest } = below;
  const kept = { ...rest, datasets: { ...datasets }, split: split && { ...split }, target: target && { ...target } };
  if (above.datasets?.train && kept.split?.dataset !== undefined && !above.split?.dataset) {
    delete kept.datasets[kept.split.dataset];
    kept.split = { strategy: kept.split.strategy };
  }
  if (above.split?.dataset !== undefined) {
    for (const role of ['train', 'validation', 'test']) if (role !== above.split.dataset) delete kept.datasets[role];
  }
  if (above.split?.column !== undefined && above.split.column !== kept.split?.column) {
    kept.split = kept.split && { strategy: kept.split.strategy, dataset: kept.split.dataset };
  }
  if (above.target?.column !== undefined && above.target.column !== kept.target?.column) {
    kept.target = kept.target && { horizon: kept.target.horizon };
  }
  return kept;
}

function leaves(value: unknown, path: Path): Path[] {
  if (Array.isArray(value) && value.some(isMap)) return value.flatMap((item, i) => leaves(item, [...path, i]));
  if (isMap(value)) return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]));
  return value === undefined ? [] : [path];
}

const isMap = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
