import { decode } from '../wire/decode.ts';
import { isoTime, micros } from './moments.ts';
import type { DataSource, FeastFeature, FeastRegistry, FeatureService, FeatureView } from './registry.ts';
import { featureView, type RawFeature, type RawRegistry, type RawSource, type RawVersion, type RawView } from './shape.ts';
import { sourceTypeName, valueTypeName } from './value-types.ts';

/** Entity of views without entities, and its key. */
const NO_KEY = '__dummy_id';
const ROLE_TAG = 'feast.io/field-role:';

export function buildRegistry(
  raw: RawRegistry,
  path: string,
  form: FeastRegistry['form'],
  problems: readonly string[] = [],
): FeastRegistry {
  const keys = new Map(raw.entities.map(({ spec }) => [`${spec.project}/${spec.name}`, spec.joinKey || spec.name]));
  const viewOf = viewBuilder(keys, raw.project);
  const views = [
    ...raw.featureViews.map(({ spec, meta }) =>
      viewOf('feature', spec, spec.batchSource ?? spec.streamSource, meta?.currentVersionNumber),
    ),
    ...raw.streamFeatureViews.map(({ spec, meta }) =>
      viewOf('stream', spec, spec.batchSource ?? spec.streamSource, meta?.currentVersionNumber),
    ),
    ...raw.labelViews.map(({ spec }) => viewOf('label', spec, spec.source)),
  ].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const services = raw.featureServices.map(({ spec }): FeatureService => {
    const logs = spec.loggingConfig?.fileDestination?.path;
    return {
      project: spec.project || raw.project,
      name: spec.name,
      projections: spec.features.map((one) => ({
        view: one.featureViewName,
        ...(one.featureViewNameAlias && { alias: one.featureViewNameAlias }),
        features: featuresOf(one.featureColumns),
        joinKeyMap: new Map(Object.entries(one.joinKeyMap)),
      })),
      ...(logs && { logs }),
    };
  });
  const lastUpdated = isoTime(raw.lastUpdated);
  const named = [raw.project, ...raw.projects.map(({ spec }) => spec.name), ...raw.projectMetadata.map(({ project }) => project)];
  return {
    path,
    form,
    projects: [...new Set([...named, ...views.map(({ project }) => project), ...services.map(({ project }) => project)])].filter(
      (name) => name !== '',
    ),
    views,
    versions: (raw.featureViewVersionHistory?.records ?? []).flatMap((record) => versionOf(record, viewOf)),
    services,
    onDemandViews: raw.onDemandFeatureViews.map(({ spec }) => ({
      project: spec.project || raw.project,
      name: spec.name,
      features: featuresOf(spec.features),
      requestFields: Object.values(spec.sources).flatMap(({ requestDataSource }) =>
        featuresOf(requestDataSource?.requestDataOptions?.schema ?? []),
      ),
      sourceViews: Object.values(spec.sources).flatMap(
        ({ featureView, featureViewProjection }) => featureViewProjection?.featureViewName || featureView?.spec.name || [],
      ),
      mode: spec.mode,
    })),
    savedDatasets: raw.savedDatasets.map(({ spec, meta }) => {
      const [minEventTime, maxEventTime] = [isoTime(meta?.minEventTimestamp), isoTime(meta?.maxEventTimestamp)];
      return {
        project: spec.project || raw.project,
        name: spec.name,
        features: spec.features,
        joinKeys: spec.joinKeys,
        fullFeatureNames: spec.fullFeatureNames,
        ...(spec.storage?.fileStorage?.uri && { uri: spec.storage.fileStorage.uri }),
        ...(spec.featureServiceName && { service: spec.featureServiceName }),
        ...(minEventTime && { minEventTime }),
        ...(maxEventTime && { maxEventTime }),
      };
    }),
    problems,
    ...(lastUpdated && { lastUpdated }),
  };
}

function viewBuilder(keys: ReadonlyMap<string, string>, project: string) {
  return (
    kind: FeatureView['kind'],
    spec: Omit<RawView, 'batchSource' | 'streamSource'>,
    source: RawSource | undefined,
    version?: number,
  ): FeatureView => {
    const columns = spec.entityColumns.length
      ? spec.entityColumns.map(({ name }) => name)
      : spec.entities.map((name) => keys.get(`${spec.project}/${name}`) ?? name);
    const joinKeys = columns.filter((name) => name !== NO_KEY && name !== '__dummy');
    const batch = source && sourceOf(source);
    return {
      project: spec.project || project,
      name: spec.name,
      ...(version !== undefined && { version }),
      kind,
      joinKeys,
      // The features of a stream view can hold the join key itself.
      features: featuresOf(spec.features).filter(({ name }) => !joinKeys.includes(name)),
      ttl: micros(spec.ttl),
      ...(batch && { source: batch }),
      online: spec.online,
      disabled: spec.disabled,
      roles: new Map(
        Object.entries(spec.tags).flatMap(([tag, role]) =>
          tag.startsWith(ROLE_TAG) ? [[tag.slice(ROLE_TAG.length), role]] : [],
        ),
      ),
    };
  };
}

const VERSIONED: Readonly<Record<string, readonly [message: string, kind: FeatureView['kind']]>> = {
  feature_view: ['FeatureView', 'feature'],
  stream_feature_view: ['StreamFeatureView', 'stream'],
};

/** None for a snapshot that cannot be read: a reference to it is then told to lead nowhere. */
function versionOf(record: RawVersion, viewOf: ReturnType<typeof viewBuilder>): FeatureView[] {
  const [message, kind] = VERSIONED[record.featureViewType] ?? [];
  if (message === undefined || kind === undefined) return [];
  try {
    const { spec } = featureView.parse(decode(message, record.featureViewProto));
    const view = viewOf(kind, spec, spec.batchSource ?? spec.streamSource, record.versionNumber);
    return [{ ...view, project: record.projectId || view.project, name: record.featureViewName }];
  } catch {
    return [];
  }
}

/** Push and stream sources have no table of their own: that is their batch source's. */
function sourceOf(given: RawSource): DataSource {
  let raw = given;
  while (raw.batchSource && !raw.fileOptions?.uri) raw = raw.batchSource;
  const tables = [
    raw.bigqueryOptions,
    raw.redshiftOptions,
    raw.snowflakeOptions,
    raw.trinoOptions,
    raw.athenaOptions,
    raw.sparkOptions,
  ];
  const options = tables.find((one) => one?.table || one?.query);
  const uri = raw.fileOptions?.uri || raw.sparkOptions?.path;
  return {
    name: raw.name,
    type: sourceTypeName(raw.type),
    ...(uri && { uri }),
    delta: raw.fileOptions?.fileFormat?.deltaFormat !== undefined || raw.sparkOptions?.fileFormat === 'delta',
    ...(options?.table && { table: options.table }),
    ...(options?.query && { query: options.query }),
    timestampField: raw.timestampField || given.timestampField,
    ...(raw.createdTimestampColumn && { createdColumn: raw.createdTimestampColumn }),
    fieldMapping: new Map(Object.entries(raw.fieldMapping)),
    dateTimes: raw.timestampFieldType === 'DATE',
  };
}

const featuresOf = (raw: readonly RawFeature[]): FeastFeature[] =>
  raw.map(({ name, valueType }) => ({ name, type: valueTypeName(valueType) }));
