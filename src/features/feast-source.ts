import { quote } from '../text/quote.ts';
import type { Candidate } from './feast-candidates.ts';
import type { FeatureSource } from './feature.ts';

const URL = /^(?!file:)[a-z][a-z0-9+.-]+:\/\//i;

export interface SourceOptions {
  /** The location of a file source, as `watertight.yaml` would have it. */
  readonly locate: (uri: string) => string;
  /** Whether sources at URLs are read: a registry is written by others, and nothing is fetched for it unasked. */
  readonly remote?: boolean | undefined;
}

/** Where a Feast feature is looked up, and by which columns; or why its source cannot be read. */
export function feastSource(
  { view, feature, joinKeyMap }: Candidate,
  { locate, remote = false }: SourceOptions,
): { readonly source: FeatureSource } | { readonly problem: string } {
  const { source, joinKeys, ttl } = view;
  if (!source) return { problem: `view ${quote(view.name)} has no batch source` };
  const { uri, table, type, timestampField, createdColumn, fieldMapping } = source;
  if (!uri) return { problem: `its source ${quote(table ?? source.name)} is of type ${type}, not a file` };
  if (URL.test(uri) && !remote) {
    return {
      problem: `its source ${quote(withoutUser(uri))} is not a file here: \`feast: { remote: true }\` lets it be fetched`,
    };
  }
  if (source.delta) return { problem: `its source ${quote(uri)} is a Delta table, which is not read` };
  if (!timestampField) return { problem: `its source ${quote(uri)} has no timestamp field` };
  const columnOf = (name: string) => [...fieldMapping].find(([, mapped]) => mapped === name)?.[0] ?? name;
  const entity = joinKeys.map((key) => joinKeyMap.get(key) ?? key);
  const keys = joinKeys.map(columnOf);
  return {
    source: {
      path: locate(uri),
      entity,
      ...(keys.some((key, i) => key !== entity[i]) && { keys }),
      time: columnOf(timestampField),
      ...(createdColumn && { created: columnOf(createdColumn) }),
      value: columnOf(feature.name),
      ...(ttl > 0 && { ttl: durationText(ttl) }),
      ...(feature.type === 'FLOAT' && { single: true }),
    },
  };
}

const withoutUser = (url: string): string => url.replace(/:\/\/[^/]*@/, '://');

/** As `watertight.yaml` has it. */
function durationText(micros: number): string {
  if (micros % 1e6 !== 0) return `${micros}us`;
  const seconds = micros / 1e6;
  const [unit, length] = (
    [
      ['d', 86_400],
      ['h', 3600],
      ['m', 60],
    ] as const
  ).find(([, span]) => seconds % span === 0) ?? ['s', 1];
  return `${seconds / length}${unit}`;
}
