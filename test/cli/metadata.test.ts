import { describe, expect, it } from 'vitest';
import { type Report, reportSchema } from '../../src/report/schema.ts';
import { samples } from '../metadata/samples.ts';
import { runCli, temporaryFolder, writeFiles } from '../support/run-cli.ts';

const rows = (age: (i: number) => string, plan: (i: number) => string) =>
  Array.from(
    { length: 60 },
    (_, i) => `${i},${age(i)},${plan(i)},${i % 3 === 0},2025-01-0${1 + (i % 9)} 06:30:00,${i}.5,a b\n`,
  ).join('');
const header = 'customer,age,plan,churned,seen,price,tags\n';
const honest =
  header +
  rows(
    (i) => String(20 + (i % 50)),
    (i) => (i % 2 ? 'free' : 'pro'),
  );

const cwd = temporaryFolder({
  ...samples,
  'data/train.csv': honest,
  'typed.csv':
    header +
    rows(
      (i) => `${i}.5`,
      (i) => (i % 2 ? 'free' : 'pro'),
    ),
  'ranged.csv':
    header +
    rows(
      (i) => String(i === 7 ? 999 : 30),
      (i) => (i % 2 ? 'free' : 'gold'),
    ),
  'lacking.csv': honest.replaceAll(/^([^,]*),[^,]*,/gm, '$1,'),
});

async function check(metadata: string, train: string): Promise<{ report: Report; code: number; found: string[] }> {
  writeFiles(cwd, { 'watertight.yaml': `datasets: { train: ${train} }\nmetadata: ${metadata}\n` });
  const { stdout, code } = await runCli(['check', '--only', 'schema/*', '-f', 'json'], { cwd });
  const report = reportSchema.parse(JSON.parse(stdout));
  return {
    report,
    code,
    found: report.findings.map(({ rule, messageId, subject }) => `${rule} ${messageId} ${subject.columns}`),
  };
}

const TYPE = ['schema/type-mismatch values age'];
const RANGE = ['schema/constraint max age', 'schema/constraint values plan'];
const MISSING = ['schema/missing-column declared age'];

describe('files that describe the features', () => {
  it.each([
    ['croissant.json', { type: TYPE, range: ['schema/constraint values plan'], missing: MISSING, line: 53 }],
    ['README.md', { type: TYPE, range: ['schema/constraint values plan'], missing: MISSING, line: 10 }],
    ['dataset_infos.json', { type: TYPE, range: ['schema/constraint values plan'], missing: MISSING, line: 1 }],
    ['schema.pbtxt', { type: TYPE, range: RANGE, missing: MISSING, line: 2 }],
    ['MLmodel', { type: TYPE, range: [], missing: MISSING, line: 4 }],
    ['{ path: datapackage.json, table: train }', { type: TYPE, range: RANGE, missing: MISSING, line: 13 }],
    ['row.schema.json', { type: TYPE, range: RANGE, missing: MISSING, line: 20 }],
  ])('%s: what the data break of it is found, and honest data pass', async (metadata, { type, range, missing, line }) => {
    const clean = await check(metadata, 'data/train.csv');
    expect(clean.found).toEqual([]);
    expect(clean.code).toBe(0);
    const typed = await check(metadata, 'typed.csv');
    expect(typed.found).toEqual(expect.arrayContaining(type));
    expect(typed.code).toBe(1);
    const path = /[\w.]+/.exec(metadata.replace('{ path: ', ''))![0];
    const located = typed.report.findings.find((finding) => finding.rule === 'schema/type-mismatch');
    expect(located?.location).toMatchObject({ path, line });
    expect(located?.evidence.declaredAt).toMatch(new RegExp(`^${path}:${line}:`));
    expect((await check(metadata, 'ranged.csv')).found.filter((found) => found.startsWith('schema/constraint'))).toEqual(range);
    expect((await check(metadata, 'lacking.csv')).found).toEqual(expect.arrayContaining(missing));
  });

  it('name the target where nobody declares it, which is printed with its reason', async () => {
    const { report } = await check('schema.pbtxt', 'data/train.csv');
    expect(report.run.inferred).toContainEqual({
      fact: 'target',
      value: 'churned',
      reason: 'schema.pbtxt:10:1 calls it the label',
    });
  });

  it('are shown in the configuration fact by fact; watertight.yaml wins, then the earlier file', async () => {
    writeFiles(cwd, {
      'watertight.yaml':
        'datasets: { train: data/train.csv }\nmetadata: [schema.pbtxt, croissant.json]\nfeatures:\n  age: { max: 99 }\n',
    });
    const { stdout } = await runCli(['config', 'show'], { cwd });
    const lines = stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    expect(lines).toContain('features.age.max | 99 | watertight.yaml:4:10');
    expect(lines).toContain('features.age.min | 0 | schema.pbtxt:2:1');
    expect(lines).toContain('features.plan.values | ["free","pro"] | schema.pbtxt:9:1');
    expect(lines.filter((line) => line.includes('customer'))).toContain('features.customer.unique | true | croissant.json:40:5');
    expect(lines).toContain('target.column | churned | schema.pbtxt:10:1');
    expect(lines).toContain('metadata[0].path | schema.pbtxt | watertight.yaml:2:12');
  });

  it('a feature that is not served but in train is a warning, and the declared target is none', async () => {
    writeFiles(cwd, {
      'served.pbtxt':
        'default_environment: "TRAINING" default_environment: "SERVING"\n' +
        'feature { name: "churned" not_in_environment: "SERVING" }\nfeature { name: "plan" not_in_environment: "SERVING" }\n',
      'watertight.yaml': 'datasets: { train: data/train.csv }\ntarget: churned\nmetadata: served.pbtxt\n',
    });
    const { stdout, code } = await runCli(['check', '--only', 'target/unavailable-feature', '-f', 'json'], { cwd });
    const { findings } = reportSchema.parse(JSON.parse(stdout));
    expect(findings).toMatchObject([
      { severity: 'warn', subject: { columns: ['plan'] }, location: { path: 'served.pbtxt', line: 3 } },
    ]);
    expect(code).toBe(0);
  });

  it('that cannot be read make the job undone, but not the other checks', async () => {
    writeFiles(cwd, { 'cut.json': '{ "fields": [\n  { "name": 7 }\n] }' });
    const { report, code } = await check('[cut.json, gone.json, schema.pbtxt]', 'ranged.csv');
    expect(report.run.errors).toEqual(['cut.json:2:13: `fields[0].name` must be text, not 7', 'gone.json: does not exist']);
    expect(report.findings.length).toBeGreaterThan(0);
    expect(code).toBe(2);
    const shown = await runCli(['config', 'show'], { cwd });
    expect(shown.stderr).toContain('error: cut.json:2:13: `fields[0].name` must be text, not 7');
    expect(shown.code).toBe(2);
  });
});
