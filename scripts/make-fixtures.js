#!/usr/bin/env node
// Writes the data in fixtures/: made up, the same on every machine. `npm run build` first.
import { mkdir, writeFile } from 'node:fs/promises';
import { Random } from '../dist/src/stats/random.js';

const DAY = 86_400_000;
const START = Date.UTC(2025, 0, 1);
const PLANS = ['basic', 'family', 'business'];
const REGIONS = ['north', 'south', 'east', 'west', 'centre'];

/** Customers of a made-up phone company, one row for each month in which one of them was looked at. */
function customers(rows, seed) {
  const random = new Random(seed);
  return Array.from({ length: rows }, (_, row) => {
    const tenure = 1 + random.integer(60);
    const calls = Math.floor(-2 * Math.log(1 - random.uniform()));
    const charge = Math.round((15 + 30 * random.uniform() + 10 * random.normal() ** 2) * 100) / 100;
    const risk = -1.6 + 0.45 * calls - 0.03 * tenure + 0.02 * charge + 0.8 * random.normal();
    const churned = random.uniform() < 1 / (1 + Math.exp(-risk)) ? 1 : 0;
    return {
      customer_id: 10_000 + row * 3 + random.integer(3),
      observed_at: new Date(START + Math.floor((row / rows) * 300 * DAY)).toISOString().slice(0, 10),
      plan: PLANS[random.integer(3)],
      region: REGIONS[random.integer(5)],
      tenure_months: tenure,
      service_calls: calls,
      monthly_charge: charge.toFixed(2),
      data_gb: (Math.round(Math.exp(1 + random.normal()) * 1000) / 1000).toFixed(3),
      churned,
    };
  });
}

const all = customers(1000, 2025);

// Honest: the earlier customers train, the later ones test.
await write('churn-honest', all.slice(0, 750), all.slice(750), 'temporal');

// Leaky: cut at random, so customers of every month stand in both; some test rows are copies of train rows,
// and `exit_survey` is sent when a customer has left.
const random = new Random(7);
const shuffled = random.shuffle(all.map((row) => ({ ...row, exit_survey: surveyScore(row) })));
const train = shuffled.slice(0, 750);
const copies = train.slice(0, 40).map((row) => ({ ...row }));
await write('churn-leaky', train, [...shuffled.slice(750), ...copies], 'temporal');

// For a pipeline that splits its data itself.
await writeFile(new URL('../fixtures/dvc-stage/data/customers.csv', import.meta.url), csv(customers(400, 2026)));

function surveyScore({ churned }) {
  const answered = random.uniform() < 0.97;
  if (churned) return answered ? 1 + random.integer(10) : 0;
  return random.uniform() < 0.01 ? 1 : 0;
}

async function write(name, train, test, strategy) {
  const folder = new URL(`../fixtures/${name}/`, import.meta.url);
  await mkdir(folder, { recursive: true });
  await writeFile(new URL('train.csv', folder), csv(train));
  await writeFile(new URL('test.csv', folder), csv(test));
  await writeFile(new URL('watertight.yaml', folder), config(name, strategy));
}

function csv(rows) {
  const names = Object.keys(rows[0]);
  return `${[names, ...rows.map((row) => names.map((column) => row[column]))].map((line) => line.join(',')).join('\n')}\n`;
}

function config(project, strategy) {
  return `# yaml-language-server: $schema=../../schema/config.schema.json
version: 1
project: ${project}
datasets:
  train: train.csv
  test: test.csv
split: { strategy: ${strategy} }
target: { column: churned, task: binary, positive: 1 }
time: observed_at
entity: [customer_id]
`;
}
