// Runs the corpus score and fails on a false block, a false flag, a crash, or a case that was found before and is lost.
// `--update` records what is found now in corpus-found.json.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [shared, update] = process.argv.slice(2);
const record = fileURLToPath(new URL('corpus-found.json', import.meta.url));
const output = join(mkdtempSync(join(tmpdir(), 'corpus-')), 'score.json');
execFileSync('node', [join(shared, 'score.mjs'), join(shared, 'corpus'), '--json', output], { stdio: 'inherit' });
const { summary, results } = JSON.parse(readFileSync(output, 'utf8'));
const found = results
  .flatMap(({ id, expected = [] }) => expected.filter((one) => one.found).map(({ family }) => `${id} ${family}`))
  .sort();
if (update === '--update') writeFileSync(record, `${JSON.stringify(found, null, 1)}\n`);
const lost = JSON.parse(readFileSync(record, 'utf8')).filter((name) => !found.includes(name));
const failures = [
  ...lost.map((name) => `lost: ${name}`),
  ...(summary.falseBlocks ? [`${summary.falseBlocks} false blocks`] : []),
  ...(summary.falseFlags ? [`${summary.falseFlags} false flags`] : []),
  ...(summary.failed ? [`${summary.failed} failed`] : []),
  ...(summary.crashed ? [`${summary.crashed} crashed`] : []),
];
for (const failure of failures) console.error(failure);
process.exitCode = failures.length ? 1 : 0;
