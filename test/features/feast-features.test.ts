import { describe, expect, it } from 'vitest';
import { buildRegistry } from '../../src/feast/registry/build-registry.ts';
import { registryShape } from '../../src/feast/registry/shape.ts';
import { FeastFeatures } from '../../src/features/feast-features.ts';

const source = (uri: string) => ({
  type: 'BATCH_FILE',
  name: uri,
  timestampField: 'ts',
  createdTimestampColumn: 'made',
  fileOptions: { uri },
  fieldMapping: { tmp: 'temperature' },
});
const view = (name: string, features: string[], more = {}) => ({
  spec: {
    name,
    entityColumns: [{ name: 'place', valueType: 'INT64' }],
    features: features.map((one) => ({ name: one, valueType: 'FLOAT' })),
    ttl: '7200s',
    batchSource: source(`${name}.parquet`),
    ...more,
  },
});
const projected = (featureViewName: string, feature: string, alias?: string, joinKeyMap = {}) => ({
  featureViewName,
  featureColumns: [{ name: feature, valueType: 'FLOAT' }],
  ...(alias && { featureViewNameAlias: alias }),
  joinKeyMap,
});

const registry = buildRegistry(
  registryShape.parse({
    project: 'p',
    featureViews: [
      view('weather', ['temperature', 'rain']),
      view('traffic', ['rain', 'jam']),
      view('lake', ['level'], { batchSource: { type: 'BATCH_BIGQUERY', name: 'bq', bigqueryOptions: { table: 'd.t' } } }),
    ],
    featureServices: [
      {
        spec: {
          name: 'trips',
          features: [
            projected('weather', 'temperature', 'origin', { place: 'from_place' }),
            projected('weather', 'temperature', 'dest', { place: 'to_place' }),
            projected('traffic', 'rain'),
          ],
        },
      },
    ],
  }),
  'registry.json',
  'dump',
);
const features = new FeastFeatures(registry, { locate: (uri) => `repo/${uri}` });
const ofTrips = new FeastFeatures(registry, { service: 'trips', locate: (uri) => uri });

describe('FeastFeatures', () => {
  it('gives the lookup of a feature: keys, times, ttl, and the columns of the source', () => {
    expect(features.named('weather:temperature', 'heat').source).toEqual({
      path: 'repo/weather.parquet',
      entity: ['place'],
      time: 'ts',
      created: 'made',
      value: 'tmp',
      ttl: '2h',
      single: true,
    });
  });

  it('knows a feature by its full name, its own, and a version', () => {
    expect(features.ofColumn('traffic__jam')?.feast).toBe('traffic:jam');
    expect(features.ofColumn('jam')).toMatchObject({
      feast: 'traffic:jam',
      origin: { kind: 'feast', name: 'registry.json traffic:jam' },
    });
    expect(features.named('traffic@v2:jam', 'x').feast).toBe('traffic:jam');
    expect(features.ofColumn('nothing')).toBeUndefined();
  });

  it('takes times, too, by the columns that the source has before they are renamed', () => {
    const renamed = { ...source('late.parquet'), fieldMapping: { stamped: 'ts', loaded: 'made', tmp: 'temperature' } };
    const dump = { project: 'p', featureViews: [view('late', ['temperature'], { batchSource: renamed })] };
    const late = new FeastFeatures(buildRegistry(registryShape.parse(dump), 'registry.json', 'dump'), { locate: (uri) => uri });
    expect(late.ofColumn('temperature')?.source).toMatchObject({ time: 'stamped', created: 'loaded', value: 'tmp' });
  });

  it('looks a feature up as the version of its view defined it', () => {
    const active = { ...view('weather', ['temperature', 'sun']), meta: { currentVersionNumber: 3 } };
    const current = buildRegistry(registryShape.parse({ project: 'p', featureViews: [active] }), 'registry.json', 'dump');
    const [known] = registry.views.filter(({ name }) => name === 'weather');
    const old = { ...known!, version: 2, source: { ...known!.source!, uri: 'older.parquet' } };
    const versioned = new FeastFeatures({ ...current, versions: [old] }, { project: 'p', locate: (uri) => uri });
    expect(versioned.named('weather@v2:rain', 'x')).toMatchObject({
      feast: 'weather@v2:rain',
      source: { path: 'older.parquet', value: 'rain' },
    });
    expect(versioned.ofColumn('weather@v2__rain')?.source?.path).toBe('older.parquet');
    for (const reference of ['weather:sun', 'weather@v3:sun', 'weather@latest:sun', 'weather@:sun']) {
      expect(versioned.named(reference, 'x').source?.path, reference).toBe('weather.parquet');
    }
    expect(versioned.named('weather@v1:rain', 'x').unsourced).toBe('the registry has no version 1 of `weather`');
    expect(versioned.named('weather@v2:sun', 'x').unsourced).toBe('version 2 of `weather` has no feature `sun`');
    expect(versioned.named('weather@prod:sun', 'x').unsourced).toContain('has no feature `weather@prod:sun`');
  });

  it('tells aliases of a service apart by the name of the column or of the reference', () => {
    const origin = { entity: ['from_place'], keys: ['place'], value: 'tmp' };
    expect(features.named('weather:temperature', 'origin__temperature').source).toMatchObject(origin);
    expect(features.named('origin:temperature', 'x').source).toMatchObject(origin);
    expect(ofTrips.ofColumn('dest__temperature')?.source).toMatchObject({ entity: ['to_place'], keys: ['place'] });
  });

  it('says what it cannot tell apart', () => {
    expect(features.ofColumn('rain')?.unsourced).toContain('`traffic:rain` and `weather:rain`');
    expect(ofTrips.ofColumn('temperature')?.unsourced).toContain('`origin:temperature` and `dest:temperature`');
    // In the service only one view has it.
    expect(ofTrips.ofColumn('rain')?.source?.path).toBe('traffic.parquet');
  });

  it('fetches no source for a registry unless it is told to', () => {
    const dump = { featureViews: [view('far', ['x'], { batchSource: source('s3://me:secret@bucket/far.parquet') })] };
    const far = buildRegistry(registryShape.parse(dump), 'registry.json', 'dump');
    const locate = (uri: string) => uri;
    expect(new FeastFeatures(far, { locate }).ofColumn('x')?.unsourced).toBe(
      'its source `s3://bucket/far.parquet` is not a file here: `feast: { remote: true }` lets it be fetched',
    );
    expect(new FeastFeatures(far, { locate, remote: true }).ofColumn('x')?.source?.path).toContain('s3://');
  });

  it('names the projects of a feature that several have', () => {
    const dump = { featureViews: [view('w', ['x'], { project: 'a' }), view('w', ['x'], { project: 'b' })] };
    const both = new FeastFeatures(buildRegistry(registryShape.parse(dump), 'registry.json', 'dump'), { locate: (uri) => uri });
    expect(both.ofColumn('x')?.unsourced).toBe('the registry has it in the projects `a` and `b`: say which with `feast.project`');
  });

  it('says why a feature has no source to read, and which one was meant', () => {
    expect(features.ofColumn('level')?.unsourced).toBe('its source `d.t` is of type BATCH_BIGQUERY, not a file');
    expect(features.named('trafic:jam', 'jam').unsourced).toContain('did you mean `traffic:jam`?');
  });
});
