import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRegistry } from '../../src/feast/read-registry.ts';

/** A registry of one view and one service, written with protoc from the messages of feast.core. */
const BYTES = Buffer.from(
  '0a2f0a1b0a06647269766572100422096472697665725f69644a0464656d6f12100a0608808bd2bb06120608808bd2bb061a013132bc010aaf010a0c' +
    '6472697665725f7374617473120464656d6f1a06647269766572220d0a09636f6e765f726174651006320308a0383a6c08011a0f6576656e745f7469' +
    '6d657374616d702a07637265617465645a141212646174612f73746174732e706172717565748a013166656173742e696e6672612e6f66666c696e65' +
    '5f73746f7265732e66696c655f736f757263652e46696c65536f75726365a201037372634001620d0a096472697665725f6964100412080a0608808b' +
    'd2bb063a2c0a2a0a03737663120464656d6f1a1d0a0c6472697665725f7374617473120d0a09636f6e765f726174651006',
  'hex',
);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watertight-registry-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fileOf(content: Uint8Array | string): Promise<string> {
  const path = join(folder, `registry-${Math.random()}`);
  await writeFile(path, content);
  return path;
}

function varint(value: number): Buffer {
  return value < 128 ? Buffer.from([value]) : Buffer.concat([Buffer.from([(value & 127) | 128]), varint(value >> 7)]);
}

describe('readRegistry', () => {
  it('reads views, sources and services of a registry file', async () => {
    const registry = await readRegistry(await fileOf(BYTES), 'registry.db');
    expect(registry).toMatchObject({ path: 'registry.db', form: 'file', projects: ['demo'] });
    expect(registry.views).toHaveLength(1);
    expect(registry.views[0]).toMatchObject({
      name: 'driver_stats',
      kind: 'feature',
      joinKeys: ['driver_id'],
      features: [{ name: 'conv_rate', type: 'FLOAT' }],
      ttl: 7_200_000_000,
      online: true,
      source: { type: 'BATCH_FILE', uri: 'data/stats.parquet', timestampField: 'event_timestamp', createdColumn: 'created' },
    });
    expect(registry.services[0]).toMatchObject({ name: 'svc', projections: [{ view: 'driver_stats' }] });
  });

  it('passes over fields that a newer Feast may have', async () => {
    // Field 500 of each wire type, after the registry's own fields.
    const newer = Buffer.concat([BYTES, Buffer.from('a01f07a21f0361626ca11f0000000000000000a51f00000000', 'hex')]);
    expect((await readRegistry(await fileOf(newer))).views).toHaveLength(1);
  });

  it('keeps what views were in their versions', async () => {
    const text = (number: number, value: Uint8Array | string) => {
      const bytes = Buffer.from(value as string);
      return Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);
    };
    const int = (number: number, value: number) => Buffer.concat([varint(number << 3), varint(value)]);
    // FeatureView { spec { name, project, features { name, value_type: DOUBLE } } meta { current_version_number } }
    const spec = (feature: string) =>
      Buffer.concat([text(1, 'trips'), text(2, 'demo'), text(4, Buffer.concat([text(1, feature), int(2, 5)]))]);
    const view = (feature: string, version: number) => Buffer.concat([text(1, spec(feature)), text(2, int(4, version))]);
    const record = (version: number, type: string, proto: Uint8Array) =>
      text(1, Buffer.concat([text(1, 'trips'), text(2, 'demo'), int(3, version), text(4, type), text(5, proto)]));
    const history = Buffer.concat([
      record(1, 'feature_view', view('rate', 1)),
      record(2, 'feature_view', view('ratio', 2)),
      record(3, 'feature_view', Buffer.from('0aff', 'hex')),
      record(4, 'on_demand_feature_view', view('made', 4)),
    ]);
    const bytes = Buffer.concat([BYTES, text(6, view('ratio', 2)), text(18, history)]);
    const { views, versions } = await readRegistry(await fileOf(bytes));
    expect(views.map(({ name, version }) => [name, version])).toEqual([
      ['driver_stats', 0],
      ['trips', 2],
    ]);
    expect(versions.map(({ project, name, version, features }) => [project, name, version, features[0]?.name])).toEqual([
      ['demo', 'trips', 1, 'rate'],
      ['demo', 'trips', 2, 'ratio'],
    ]);
  });

  it('says that a registry is cut short', async () => {
    for (const length of [1, 40, 100, 250, BYTES.length - 1]) {
      await expect(readRegistry(await fileOf(BYTES.subarray(0, length)), 'r.db')).rejects.toThrow(
        /cut short|not a Feast registry/,
      );
    }
  });

  it.each([
    ['nothing', '', /empty/],
    ['text', 'a,b\n1,2\n', /no Feast registry|not a Feast registry/],
    ['other JSON', '{"a": 1}', /not a Feast registry/],
    ['a section of another shape', '{"featureViews": [{"spec": {"name": 5}}]}', /featureViews.0.spec.name/],
  ])('refuses %s', async (_, content, message) => {
    await expect(readRegistry(await fileOf(content))).rejects.toThrow(message);
  });

  it('leaves out what has another shape, says so, and reads the rest', async () => {
    const dump = {
      project: 'p',
      featureViews: [{ spec: { name: 'good' } }, { spec: { name: ['bad'] } }, { spec: { name: 'odd', ttl: '2 days' } }],
      featureServices: [{}],
    };
    const { views, services, problems } = await readRegistry(await fileOf(JSON.stringify(dump)));
    expect(views.map(({ name }) => name)).toEqual(['good']);
    expect(services).toEqual([]);
    expect(problems).toEqual([
      expect.stringMatching(/^featureViews\.1\.spec\.name: /),
      expect.stringMatching(/^featureViews\.2\.spec\.ttl: /),
      expect.stringMatching(/^featureServices\.0\.spec: /),
    ]);
  });

  it('reads value types and kinds of source that it does not know', async () => {
    const spec = { name: 'v', features: [{ name: 'x', valueType: 99 }], batchSource: { type: 'BATCH_NEW', name: 's' } };
    const { views } = await readRegistry(await fileOf(JSON.stringify({ featureViews: [{ spec }], newSection: [{ a: 1 }] })));
    expect(views[0]).toMatchObject({ features: [{ type: '99' }], source: { type: 'BATCH_NEW' } });
  });

  it('reads the JSON of registry-dump, enums as names or numbers, absent defaults', async () => {
    const source = { type: 'BATCH_FILE', timestampField: 'ts', fileOptions: { uri: 'a.parquet' }, fieldMapping: { cr: 'rate' } };
    const spec = { name: 'v', entities: ['e'], features: [{ name: 'rate', valueType: 6 }], ttl: '0.500s', batchSource: source };
    const dump = {
      project: 'p',
      entities: [{ spec: { name: 'e', joinKey: 'key' } }],
      featureViews: [{ spec }],
      streamFeatureViews: [{ spec: { ...spec, name: 's', batchSource: { type: 'PUSH_SOURCE', batchSource: source } } }],
      labelViews: [
        { spec: { ...spec, name: 'l', batchSource: undefined, source, tags: { 'feast.io/field-role:rate': 'label' } } },
      ],
    };
    const { views, form, projects } = await readRegistry(await fileOf(JSON.stringify(dump)));
    expect({ form, projects }).toEqual({ form: 'dump', projects: ['p'] });
    expect(views.map(({ name, ttl, source }) => [name, ttl, source?.uri])).toEqual([
      ['l', 500_000, 'a.parquet'],
      ['s', 500_000, 'a.parquet'],
      ['v', 500_000, 'a.parquet'],
    ]);
    expect(views[2]).toMatchObject({ joinKeys: ['key'], features: [{ name: 'rate', type: 'FLOAT' }], online: false });
    expect(views[0]?.roles.get('rate')).toBe('label');
  });

  it('tells an SQLite file from a registry file', async () => {
    const path = await fileOf(Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(84)]));
    await expect(readRegistry(path)).rejects.toThrow();
  });

  it('says where a registry is missed', async () => {
    await expect(readRegistry(join(folder, 'none.db'), 'none.db')).rejects.toThrow('there is no such registry');
  });
});
