// Runs the comparison with Feast's own training frames and fails where a count or a verdict differs, or an answer is missing.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const [shared] = process.argv.slice(2);
const folder = join(shared, 'conformance/feast');
const output = join(mkdtempSync(join(tmpdir(), 'feast-')), 'score.json');
execFileSync('node', [join(shared, 'score-feast.mjs'), folder, '--json', output], { stdio: 'inherit' });

/** What must be answered: a line for each column of each training frame of each case. */
const asked = readdirSync(folder).flatMap((id) =>
  JSON.parse(readFileSync(join(folder, id, 'case.json'), 'utf8'))
    .frames.filter(({ file }) => file)
    .flatMap(({ name, expected = {} }) => Object.keys(expected).map((column) => `${id} ${name} ${column}`)),
);
const checks = JSON.parse(readFileSync(output, 'utf8')).flatMap(({ id, checks }) => checks.map((check) => ({ id, ...check })));
const answered = new Set(checks.map(({ id, frame, column }) => `${id} ${frame} ${column}`));
const lost = asked.filter((question) => !answered.has(question));
for (const question of lost) console.error(`no answer: ${question}`);
if (!asked.length) console.error('no Feast cases were compared');
const wrong = checks.filter(({ counts, verdict }) => !counts || !verdict);
process.exitCode = wrong.length || lost.length || !asked.length ? 1 : 0;
