import { z } from 'zod';

/** The parts of a registry that are read, as protobuf-JSON names them; defaults may be absent, and enums are names or numbers. */
const text = z.string().default('');
const flag = z.boolean().default(false);
const kind = z.union([z.string(), z.number()]).default(0);
const map = z.record(z.string(), z.string()).default({});
const seconds = z.object({ seconds: z.coerce.number().default(0), nanos: z.number().default(0) });
const moment = z.union([z.string(), seconds]);
const duration = z.union([z.string().regex(/^-?\d+(\.\d+)?s$/, 'must be seconds such as `7200s`'), seconds]);

const feature = z.object({ name: text, valueType: kind });
const features = z.array(feature).default([]);
const options = z.object({ table: text, query: text }).optional();

const fileOptions = z.object({
  uri: text,
  fileFormat: z.object({ deltaFormat: z.unknown() }).partial().optional(),
});

const dataSource = z.object({
  name: text,
  type: kind,
  fieldMapping: map,
  timestampField: text,
  createdTimestampColumn: text,
  timestampFieldType: text,
  fileOptions: fileOptions.optional(),
  bigqueryOptions: options,
  redshiftOptions: options,
  snowflakeOptions: options,
  trinoOptions: options,
  athenaOptions: options,
  sparkOptions: z.object({ table: text, query: text, path: text, fileFormat: text }).optional(),
  requestDataOptions: z.object({ schema: features }).optional(),
  get batchSource() {
    return dataSource.optional();
  },
});

const view = {
  name: text,
  project: text,
  entities: z.array(z.string()).default([]),
  entityColumns: features,
  features,
  tags: map,
  ttl: duration.optional(),
  online: flag,
  disabled: flag,
};

/** Of versions there are numbers since Feast 0.62; what was never changed has 0. */
const viewMeta = z.object({ currentVersionNumber: z.coerce.number().default(0) }).optional();

export const featureView = z.object({
  meta: viewMeta,
  spec: z.object({ ...view, batchSource: dataSource.optional(), streamSource: dataSource.optional() }),
});
const labelView = z.object({ spec: z.object({ ...view, source: dataSource.optional() }) });

const projection = z.object({
  featureViewName: text,
  featureViewNameAlias: text,
  featureColumns: features,
  joinKeyMap: map,
});

const service = z.object({
  spec: z.object({
    name: text,
    project: text,
    features: z.array(projection).default([]),
    loggingConfig: z.object({ fileDestination: z.object({ path: text }).optional() }).optional(),
  }),
});

const onDemandView = z.object({
  spec: z.object({
    name: text,
    project: text,
    features,
    mode: text,
    sources: z
      .record(
        z.string(),
        z.object({
          requestDataSource: dataSource.optional(),
          featureView: z.object({ spec: z.object({ name: text }) }).optional(),
          featureViewProjection: projection.optional(),
        }),
      )
      .default({}),
  }),
});

const savedDataset = z.object({
  spec: z.object({
    name: text,
    project: text,
    features: z.array(z.string()).default([]),
    joinKeys: z.array(z.string()).default([]),
    fullFeatureNames: flag,
    featureServiceName: text,
    storage: z.object({ fileStorage: fileOptions.optional() }).optional(),
  }),
  meta: z.object({ minEventTimestamp: moment.optional(), maxEventTimestamp: moment.optional() }).optional(),
});

const entity = z.object({ spec: z.object({ name: text, joinKey: text, project: text }) });

const versionRecord = z.object({
  featureViewName: text,
  projectId: text,
  versionNumber: z.coerce.number().default(0),
  featureViewType: text,
  featureViewProto: z.instanceof(Uint8Array),
});

export const registryShape = z.object({
  /** Of a dump, which holds one project. */
  project: text,
  registrySchemaVersion: text,
  lastUpdated: moment.optional(),
  projects: z.array(z.object({ spec: z.object({ name: text }) })).default([]),
  projectMetadata: z.array(z.object({ project: text })).default([]),
  entities: z.array(entity).default([]),
  featureViews: z.array(featureView).default([]),
  streamFeatureViews: z.array(featureView).default([]),
  labelViews: z.array(labelView).default([]),
  onDemandFeatureViews: z.array(onDemandView).default([]),
  featureServices: z.array(service).default([]),
  savedDatasets: z.array(savedDataset).default([]),
  /** Only references that name a version need it. */
  featureViewVersionHistory: z
    .object({ records: z.array(versionRecord).default([]) })
    .optional()
    .catch(undefined),
});

export type RawRegistry = z.infer<typeof registryShape>;
export type RawView = z.infer<typeof featureView>['spec'];
export type RawSource = z.infer<typeof dataSource>;
export type RawVersion = z.infer<typeof versionRecord>;
export type RawFeature = z.infer<typeof feature>;
export type RawMoment = z.infer<typeof moment>;
