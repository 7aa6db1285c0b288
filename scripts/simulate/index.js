#!/usr/bin/env node
// npm run simulate [-- --only TEXT] [--runs 12] [--twins 1000]: plants each rule's problem in random tables over a grid of settings, and
// runs the rule on them and on honest twins. Writes docs/power.md; sections of rules that were not run stay as they are.
// Each file beside this one is a scenario: see scenario.js for its shape.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBEngine } from '../../dist/src/engine/duckdb/engine.js';
import { Random } from '../../dist/src/stats/random.js';
import { runRule } from '../../dist/src/testing/run-rule.js';
import { section, withSection } from './report.js';
import { settingsOf } from './scenario.js';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    runs: { type: 'string', default: '12' },
    twins: { type: 'string', default: '1000' },
    show: { type: 'boolean', default: false },
  },
});
const root = fileURLToPath(new URL('../..', import.meta.url));
const page = join(root, 'docs/power.md');
/** Tables live as long as their engine: a new one now and then keeps memory low. */
const RUNS_PER_ENGINE = 200;
let engine;
let used = RUNS_PER_ENGINE;
let failed = false;

for (const file of (await readdir(new URL('.', import.meta.url))).filter((name) => /^[a-z]+-[a-z-]+\.js$/.test(name)).sort()) {
  const { default: scenario } = await import(new URL(file, import.meta.url).href);
  if (!scenario.rule.includes(flags.only)) continue;
  const { default: rule } = await import(pathToFileURL(join(root, `dist/rules/${scenario.rule}.js`)).href);
  const started = performance.now();
  const result = await simulate(scenario, rule);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  const { falseVerdicts, honest } = result;
  console.log(
    `${scenario.rule}: found ${result.found} of ${result.planted}, false verdicts ${falseVerdicts.length} of ${honest}, ${seconds} s`,
  );
  for (const one of falseVerdicts.slice(0, 10)) console.log(`  false: ${one}`);
  failed ||= falseVerdicts.length > 0;
  const text = section(scenario, result);
  if (flags.show) console.log(text);
  else await writeFile(page, withSection(await readFile(page, 'utf8').catch(() => ''), scenario.rule, text));
}
await engine?.close();
if (failed) process.exitCode = 1;

async function simulate(scenario, rule) {
  const settings = settingsOf(scenario.grid);
  const runs = Number(flags.runs);
  const cells = [];
  for (const [i, setting] of settings.entries()) {
    let found = 0;
    for (let run = 0; run < runs; run++) {
      const random = new Random(1 + i * 7919 + run * 104729);
      if ((await verdict(rule, scenario.plant(setting, random))).length) found++;
    }
    cells.push({ setting, found, runs });
  }
  const kinds = Object.keys(scenario.honest);
  const falseVerdicts = [];
  const counts = Object.fromEntries(kinds.map((kind) => [kind, { runs: 0, false: 0 }]));
  for (let run = 0; run < Number(flags.twins); run++) {
    const kind = kinds[run % kinds.length];
    // Every kind meets all settings in turn, whatever their numbers have in common.
    const setting = settings[(Math.floor(run / kinds.length) * 31) % settings.length];
    const random = new Random(2 + run * 15485863);
    const said = await verdict(rule, scenario.honest[kind](setting, random));
    counts[kind].runs++;
    if (!said.length) continue;
    counts[kind].false++;
    falseVerdicts.push(`${kind} ${JSON.stringify(setting)}: ${said.join('; ')}`);
  }
  const found = cells.reduce((sum, cell) => sum + cell.found, 0);
  return { cells, counts, falseVerdicts, found, planted: cells.length * runs, honest: Number(flags.twins) };
}

/** The findings that block or warn. */
async function verdict(rule, data) {
  if (used++ >= RUNS_PER_ENGINE) {
    await engine?.close();
    engine = await DuckDBEngine.create({ threads: 1 });
    used = 1;
  }
  const outcomes = await runRule(rule, data, engine);
  const crashed = outcomes.find(({ status }) => status === 'crashed');
  if (crashed) throw new Error(`${rule.id} crashed: ${crashed.reason}`);
  const loud = outcomes.flatMap(({ findings }) => findings).filter(({ severity }) => severity !== 'info');
  return loud.map(({ messageId, columns, evidence }) => `${messageId} ${columns} ${JSON.stringify(evidence)}`);
}
