// Runs the comparison with the answers of DVC itself and fails unless all of them are equal.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [shared] = process.argv.slice(2);
const output = join(mkdtempSync(join(tmpdir(), 'dvc-')), 'score.json');
const args = [join(shared, 'score-dvc.mjs'), join(shared, 'conformance/dvc'), '--json', output];
execFileSync('node', args, { stdio: 'inherit' });
const { totals, results } = JSON.parse(readFileSync(output, 'utf8'));
const failures = [
  ...Object.entries(totals).flatMap(([name, { ok, of }]) => (ok < of ? [`${name}: ${ok} of ${of} answers equal`] : [])),
  ...(results.some(({ checks }) => checks.length > 0) ? [] : ['no state was compared']),
];
for (const failure of failures) console.error(failure);
process.exitCode = failures.length ? 1 : 0;
