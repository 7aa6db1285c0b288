#!/usr/bin/env node
// Writes fixtures/feast-store: a Feast registry, its sources, training data joined rightly and wrongly, and feature logs. Made up, the same
// on every machine. `npm run build` first.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DuckDBInstance } from '@duckdb/node-api';
import protobuf from 'protobufjs';
import { SCHEMA } from '../dist/src/feast/wire/schema.js';
import { Random } from '../dist/src/stats/random.js';

const folder = fileURLToPath(new URL('../fixtures/feast-store/', import.meta.url));
const HOUR = 3600e3;
const START = Date.UTC(2025, 0, 6);
const DRIVERS = 60;
const DAYS = 20;
const random = new Random(2025);

/** A row every six hours; one in twenty is corrected the next day, and the correction is written then. */
const rides = [];
for (let driver = 1; driver <= DRIVERS; driver++) {
  let rate = 0.6 + 0.35 * random.uniform();
  const busy = 4 + random.integer(12);
  for (let step = 0; step < DAYS * 4; step++) {
    rate = Math.min(0.99, Math.max(0.3, rate + 0.06 * random.normal()));
    const at = START + step * 6 * HOUR + random.integer(1800) * 1000;
    const row = {
      driver_id: driver,
      event_timestamp: at,
      created: at + 300_000,
      acceptance_rate: round(rate),
      trips: random.integer(busy),
    };
    rides.push(row);
    if (random.uniform() < 0.05) rides.push({ ...row, created: at + 26 * HOUR, acceptance_rate: round(rate - 0.1) });
  }
}
const profiles = Array.from({ length: DRIVERS }, (_, i) => ({
  driver_id: i + 1,
  event_timestamp: START - 30 * 24 * HOUR,
  created: START - 30 * 24 * HOUR,
  years_driving: 1 + random.integer(25),
}));

/** Offers to drivers: was it cancelled? That depends on what was known of the driver then. */
const offers = Array.from({ length: 900 }, (_, i) => {
  const driver_id = 1 + random.integer(DRIVERS);
  const event_timestamp = START + 24 * HOUR + Math.floor(((i + random.uniform()) / 900) * (DAYS - 2) * 24 * 3600) * 1000;
  const known = asOf(driver_id, event_timestamp);
  const cancelled = random.uniform() < 1 / (1 + Math.exp(-(2.2 - 4.5 * known.acceptance_rate + 0.05 * known.trips))) ? 1 : 0;
  return { offer_id: 5000 + i, driver_id, event_timestamp, known, cancelled };
});

/** The last row at or before a time, of those that had been written by then. */
function asOf(driver, time) {
  return rides
    .filter((row) => row.driver_id === driver && row.event_timestamp <= time && row.created <= time)
    .reduce((best, row) =>
      row.event_timestamp > best.event_timestamp || (row.event_timestamp === best.event_timestamp && row.created > best.created)
        ? row
        : best,
    );
}
const latest = (driver) => asOf(driver, Number.POSITIVE_INFINITY);
const yearsOf = (driver) => profiles[driver - 1].years_driving;

const frame = (rows, valuesOf, more = () => ({})) =>
  rows.map((row) => {
    const { acceptance_rate, trips } = valuesOf(row);
    const { offer_id, driver_id, event_timestamp, cancelled } = row;
    return { offer_id, driver_id, event_timestamp, acceptance_rate, trips, ...more(row), cancelled };
  });
const [earlier, later] = [offers.slice(0, 650), offers.slice(650)];

/** What the feature server logged for some of the offers. */
const logOf = (valuesOf) =>
  earlier
    .filter((_, i) => i % 2 === 0)
    .map((offer, i) => {
      const { acceptance_rate, trips, at } = valuesOf(offer, i);
      const stamp = {
        acceptance_rate,
        acceptance_rate__timestamp: at,
        acceptance_rate__status: 1,
        trips,
        trips__timestamp: at,
        trips__status: 1,
      };
      return {
        driver_id: offer.driver_id,
        ...Object.fromEntries(Object.entries(stamp).map(([name, value]) => [`driver_stats__${name}`, value])),
        __log_timestamp: offer.event_timestamp,
        __log_date: offer.event_timestamp,
        __request_id: `r${offer.offer_id}`,
      };
    });
const servedRightly = ({ known }) => ({ ...known, at: known.event_timestamp });
// In per cent; and every seventh request hit a driver whose values had not been materialised for two days.
const servedWrongly = ({ driver_id, event_timestamp, known }, i) => {
  const { event_timestamp: at, trips } =
    i % 7 ? known : asOf(driver_id, Math.max(event_timestamp - 48 * HOUR, START + 12 * HOUR));
  return { acceptance_rate: Math.round(known.acceptance_rate * 100), trips, at };
};

const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
const database = await instance.connect();
const temporary = await mkdtemp(join(tmpdir(), 'watertight-fixture-'));
await mkdir(join(folder, 'data'), { recursive: true });
await parquet('data/driver_stats.parquet', rides);
await parquet('data/driver_profile.parquet', profiles);
await parquet(
  'train.parquet',
  frame(earlier, ({ known }) => known),
);
await parquet(
  'test.parquet',
  frame(later, ({ known }) => known),
);
await parquet(
  'train-leaky.parquet',
  frame(
    earlier,
    ({ driver_id }) => latest(driver_id),
    ({ driver_id }) => ({ years_driving: yearsOf(driver_id) }),
  ),
);
await parquet('logs/served.parquet', logOf(servedRightly));
await parquet('logs-skewed/served.parquet', logOf(servedWrongly));
await rm(temporary, { recursive: true });
await writeFile(join(folder, 'data/registry.db'), registry());

/** Times are in milliseconds; whole numbers, texts and 32-bit numbers keep their types. */
async function parquet(name, rows) {
  const json = join(temporary, 'rows.json');
  await writeFile(json, rows.map((row) => JSON.stringify(row)).join('\n'));
  const columns = Object.keys(rows[0]).map((column) => {
    if (column === '__log_date') return `CAST(epoch_ms(${quoted(column)}) AS DATE) AS ${quoted(column)}`;
    if (/timestamp$|^created$/.test(column)) return `epoch_ms(${quoted(column)}) AT TIME ZONE 'UTC' AS ${quoted(column)}`;
    if (/status$/.test(column)) return `CAST(${quoted(column)} AS INTEGER) AS ${quoted(column)}`;
    if (/acceptance_rate$/.test(column)) return `CAST(${quoted(column)} AS FLOAT) AS ${quoted(column)}`;
    return quoted(column);
  });
  await mkdir(join(folder, name, '..'), { recursive: true });
  await database.run(`SET TimeZone = 'UTC'`);
  await database.run(
    `COPY (SELECT ${columns.join(', ')} FROM read_json('${json}', format = 'newline_delimited')) TO '${join(folder, name)}' (FORMAT parquet, COMPRESSION zstd)`,
  );
}

/** As `feast apply` writes it for features.py. */
function registry() {
  const project = 'drivers';
  const field = (name, valueType) => ({ name, valueType });
  const [INT64, FLOAT, BATCH_FILE] = [4, 6, 1];
  const source = (name) => ({
    name,
    project,
    type: BATCH_FILE,
    timestampField: 'event_timestamp',
    createdTimestampColumn: 'created',
    fileOptions: { uri: `data/${name}.parquet` },
  });
  const view = (name, features, more) => ({
    spec: {
      name,
      project,
      entities: ['driver'],
      entityColumns: [field('driver_id', INT64)],
      features,
      batchSource: source(name),
      ...more,
    },
  });
  const stats = [field('acceptance_rate', FLOAT), field('trips', INT64)];
  const message = {
    registrySchemaVersion: '1',
    lastUpdated: { seconds: Math.floor(START / 1000), nanos: 0 },
    projects: [{ spec: { name: project } }],
    entities: [{ spec: { name: 'driver', valueType: INT64, joinKey: 'driver_id', project } }],
    featureViews: [
      view('driver_stats', stats, { ttl: { seconds: 86_400, nanos: 0 }, online: true }),
      view('driver_profile', [field('years_driving', INT64)], { online: false }),
    ],
    featureServices: [
      {
        spec: {
          name: 'cancellations_v1',
          project,
          features: [{ featureViewName: 'driver_stats', featureColumns: stats }],
          loggingConfig: { fileDestination: { path: 'logs' } },
        },
      },
    ],
  };
  const type = protobuf.Root.fromJSON(SCHEMA).lookupType('Registry');
  return type.encode(type.fromObject(message)).finish();
}

function round(value) {
  return Math.round(value * 1e4) / 1e4;
}

function quoted(name) {
  return `"${name}"`;
}
