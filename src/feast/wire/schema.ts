/** The messages of feast.core that are read (protos/feast/core of Feast), as a descriptor for protobuf. What is not named here is passed over. */
export const SCHEMA = {
  nested: {
    Timestamp: fields({ seconds: ['int64', 1], nanos: ['int32', 2] }),
    Duration: fields({ seconds: ['int64', 1], nanos: ['int32', 2] }),
    Registry: fields({
      entities: ['Entity[]', 1],
      registrySchemaVersion: ['string', 3],
      lastUpdated: ['Timestamp', 5],
      featureViews: ['FeatureView[]', 6],
      featureServices: ['FeatureService[]', 7],
      onDemandFeatureViews: ['OnDemandFeatureView[]', 8],
      savedDatasets: ['SavedDataset[]', 11],
      dataSources: ['DataSource[]', 12],
      streamFeatureViews: ['StreamFeatureView[]', 14],
      projectMetadata: ['ProjectMetadata[]', 15],
      projects: ['Project[]', 17],
      featureViewVersionHistory: ['VersionHistory', 18],
      labelViews: ['LabelView[]', 19],
    }),
    ProjectMetadata: fields({ project: ['string', 1] }),
    Project: wrapped({ name: ['string', 1] }),
    Meta: fields({ createdTimestamp: ['Timestamp', 1], lastUpdatedTimestamp: ['Timestamp', 2] }),
    ViewMeta: fields({
      createdTimestamp: ['Timestamp', 1],
      lastUpdatedTimestamp: ['Timestamp', 2],
      currentVersionNumber: ['int32', 4],
    }),
    VersionHistory: fields({ records: ['VersionRecord[]', 1] }),
    VersionRecord: fields({
      featureViewName: ['string', 1],
      projectId: ['string', 2],
      versionNumber: ['int32', 3],
      featureViewType: ['string', 4],
      featureViewProto: ['bytes', 5],
    }),
    Entity: wrapped({ name: ['string', 1], valueType: ['int32', 2], joinKey: ['string', 4], project: ['string', 9] }),
    Feature: fields({ name: ['string', 1], valueType: ['int32', 2] }),
    FeatureView: wrapped(
      {
        ...view(),
        tags: ['map', 5],
        ttl: ['Duration', 6],
        batchSource: ['DataSource', 7],
        online: ['bool', 8],
        streamSource: ['DataSource', 9],
        entityColumns: ['Feature[]', 12],
        disabled: ['bool', 20],
      },
      'ViewMeta',
    ),
    StreamFeatureView: wrapped(
      {
        ...view(),
        entityColumns: ['Feature[]', 5],
        tags: ['map', 7],
        ttl: ['Duration', 9],
        batchSource: ['DataSource', 10],
        streamSource: ['DataSource', 11],
        online: ['bool', 12],
        disabled: ['bool', 23],
      },
      'ViewMeta',
    ),
    LabelView: wrapped({
      ...view(),
      tags: ['map', 5],
      ttl: ['Duration', 6],
      source: ['DataSource', 7],
      online: ['bool', 8],
      entityColumns: ['Feature[]', 11],
    }),
    OnDemandFeatureView: wrapped({
      name: ['string', 1],
      project: ['string', 2],
      features: ['Feature[]', 3],
      sources: ['OnDemandSource{}', 4],
      mode: ['string', 11],
    }),
    OnDemandSource: fields({
      featureView: ['FeatureView', 1],
      requestDataSource: ['DataSource', 2],
      featureViewProjection: ['Projection', 3],
    }),
    FeatureService: wrapped({
      name: ['string', 1],
      project: ['string', 2],
      features: ['Projection[]', 3],
      loggingConfig: ['LoggingConfig', 7],
    }),
    LoggingConfig: fields({ fileDestination: ['LogFiles', 3] }),
    LogFiles: fields({ path: ['string', 1] }),
    Projection: fields({
      featureViewName: ['string', 1],
      featureColumns: ['Feature[]', 2],
      featureViewNameAlias: ['string', 3],
      joinKeyMap: ['map', 4],
      viewType: ['string', 11],
    }),
    DataSource: fields({
      type: ['int32', 1],
      fieldMapping: ['map', 2],
      timestampField: ['string', 3],
      createdTimestampColumn: ['string', 5],
      fileOptions: ['FileOptions', 11],
      bigqueryOptions: ['TableOptions', 12],
      redshiftOptions: ['TableOptions', 15],
      requestDataOptions: ['RequestOptions', 18],
      snowflakeOptions: ['TableOptions', 19],
      name: ['string', 20],
      project: ['string', 21],
      batchSource: ['DataSource', 26],
      sparkOptions: ['SparkOptions', 27],
      timestampFieldType: ['string', 28],
      trinoOptions: ['TableOptions', 30],
      athenaOptions: ['TableOptions', 35],
    }),
    FileOptions: fields({ fileFormat: ['FileFormat', 1], uri: ['string', 2] }),
    FileFormat: fields({ parquetFormat: ['Empty', 1], deltaFormat: ['Empty', 2] }),
    Empty: { fields: {} },
    TableOptions: fields({ table: ['string', 1], query: ['string', 2] }),
    SparkOptions: fields({ table: ['string', 1], query: ['string', 2], path: ['string', 3], fileFormat: ['string', 4] }),
    RequestOptions: fields({ schema: ['Feature[]', 3] }),
    SavedDataset: {
      ...fields({ spec: ['Spec', 1], meta: ['SavedDatasetMeta', 2] }),
      nested: {
        Spec: fields({
          name: ['string', 1],
          project: ['string', 2],
          features: ['string[]', 3],
          joinKeys: ['string[]', 4],
          fullFeatureNames: ['bool', 5],
          storage: ['Storage', 6],
          featureServiceName: ['string', 8],
        }),
      },
    },
    SavedDatasetMeta: fields({ minEventTimestamp: ['Timestamp', 3], maxEventTimestamp: ['Timestamp', 4] }),
    Storage: fields({ fileStorage: ['FileOptions', 4] }),
  },
} as const;

type Fields = Readonly<Record<string, readonly [type: string, id: number]>>;

/** `T[]`: repeated; `T{}`: a map from text; `map`: from text to text. */
function fields(given: Fields) {
  return { fields: Object.fromEntries(Object.entries(given).map(([name, [type, id]]) => [name, field(type, id)])) };
}

function field(type: string, id: number) {
  if (type === 'map') return { keyType: 'string', type: 'string', id };
  if (type.endsWith('{}')) return { keyType: 'string', type: type.slice(0, -2), id };
  return type.endsWith('[]') ? { rule: 'repeated', type: type.slice(0, -2), id } : { type, id };
}

/** A message of `spec` and `meta`, as all objects of a registry are. */
function wrapped(spec: Fields, meta = 'Meta') {
  return { ...fields({ spec: ['Spec', 1], meta: [meta, 2] }), nested: { Spec: fields(spec) } };
}

function view(): Fields {
  return { name: ['string', 1], project: ['string', 2], entities: ['string[]', 3], features: ['Feature[]', 4] };
}
