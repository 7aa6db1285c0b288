import type { Config } from '../config/config.ts';
import { UserError } from '../errors.ts';
import { completeFeature } from '../features/complete-feature.ts';
import type { Feature, Origin } from '../features/feature.ts';

/** What the files of `metadata` say. */
export interface Described {
  readonly features: readonly Feature[];
  /** The column that they call the label, where they name but one. */
  readonly label?: { readonly column: string; readonly origin: Origin };
  /** Files that could not be read. */
  readonly problems: readonly UserError[];
}

/** Reads the files of `metadata`: of one feature, what an earlier file says wins. */
export async function describedFeatures({ metadata = [], baseDirectory, datasets }: Config): Promise<Described> {
  if (!metadata.length) return { features: [], problems: [] };
  const { readDescription } = await import('../metadata/read-description.ts');
  const locations = datasets.map(({ path }) => path);
  const read = await Promise.all(
    metadata.map((file) =>
      readDescription(file, baseDirectory, locations).catch((error: unknown) => {
        if (error instanceof UserError) return error;
        throw error;
      }),
    ),
  );
  const tables = read.flatMap((each) => (each instanceof UserError ? [] : [each]));
  const features = new Map<string, Feature>();
  for (const feature of tables.flatMap((table) => table.features)) {
    const known = features.get(feature.name);
    features.set(feature.name, known ? completeFeature(known, feature) : feature);
  }
  const labels = [...new Set(tables.flatMap(({ label }) => label ?? []))];
  const labelled = labels.length === 1 ? features.get(labels[0]!) : undefined;
  return {
    features: [...features.values()],
    ...(labelled && { label: { column: labelled.name, origin: labelled.origin } }),
    problems: read.filter((each) => each instanceof UserError),
  };
}

/** Without what such files say of availability about columns that are no features. */
export function withRoles({ features, ...rest }: Described, { target, time, entity, id, splitColumn }: Config): Described {
  const others = [target?.column, time, splitColumn?.column, ...entity, ...id];
  return {
    ...rest,
    features: features.map(({ available, ...feature }) =>
      // Which of the columns that are not served is the label must be known, or it would be taken for a feature.
      available === undefined || !target || others.includes(feature.name) ? feature : { ...feature, available },
    ),
  };
}
