// Runs the comparison with Feast's own training frames and fails where a count or a verdict differs.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [shared] = process.argv.slice(2);
const output = join(mkdtempSync(join(tmpdir(), 'feast-')), 'score.json');
execFileSync('node', [join(shared, 'score-feast.mjs'), join(shared, 'conformance/feast'), '--json', output], {
  stdio: 'inherit',
});
const cases = JSON.parse(readFileSync(output, 'utf8'));
const wrong = cases.flatMap(({ id, checks }) => checks.filter(({ counts, verdict }) => !counts || !verdict).map(() => id));
if (!cases.length) console.error('no Feast cases were compared');
process.exitCode = wrong.length || !cases.length ? 1 : 0;
