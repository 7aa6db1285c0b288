import type { Report } from '../schema.ts';

const specification = 'https://openlineage.io/spec';

export const eventSchema = `${specification}/2-0-2/OpenLineage.json#/$defs/RunEvent`;

/** A package URL, for there is no address that holds everywhere the program is installed from. */
export const producerOf = ({ tool }: Pick<Report, 'tool'>): string => `pkg:npm/${tool.name}@${tool.version}`;

/** The versions of the facets' schemas that are written. */
const versions = {
  DataQualityAssertionsDatasetFacet: '1-1-0',
  DataQualityMetricsInputDatasetFacet: '1-0-3',
  DatasetVersionDatasetFacet: '1-0-1',
  ErrorMessageRunFacet: '1-0-1',
  JobTypeJobFacet: '2-0-4',
  SchemaDatasetFacet: '1-2-0',
  TestRunFacet: '1-0-1',
} as const;

/** A facet with who made it and the schema that it follows. */
export function facet<T extends object>(name: keyof typeof versions, report: Pick<Report, 'tool'>, content: T) {
  const schema = `${specification}/facets/${versions[name]}/${name}.json#/$defs/${name}`;
  return { _producer: producerOf(report), _schemaURL: schema, ...content };
}
