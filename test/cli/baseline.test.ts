import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Report, reportSchema } from '../../src/report/schema.ts';
import { runCli, temporaryFolder, writeFiles } from '../support/run-cli.ts';
import { appended, honestCsv } from '../support/sample-data.ts';

const train = honestCsv(300, 1);
/** A column that is the target again. */
const proxied = (csv: string) =>
  csv
    .trimEnd()
    .split('\n')
    .map((line, i) => (i === 0 ? `${line},outcome_code` : `${line},${line.endsWith('1') ? 7 : 3}`))
    .join('\n');
const config = 'version: 1\ndatasets: { train: train.csv, test: test.csv }\ntarget: y\n';
const BASELINE = 'watertight-baseline.yaml';

const leaky = { 'train.csv': train, 'test.csv': appended(honestCsv(90, 3), train, 10) };
const worse = { 'train.csv': proxied(train), 'test.csv': proxied(leaky['test.csv']) };
const mended = { 'train.csv': train, 'test.csv': honestCsv(100, 3) };

const folder = (data: Readonly<Record<string, string>> = leaky) => temporaryFolder({ ...data, 'watertight.yaml': config });
const withBaseline = (cwd: string) => writeFileSync(join(cwd, 'watertight.yaml'), `${config}baseline: ${BASELINE}\n`);
const read = (cwd: string) => readFileSync(join(cwd, BASELINE), 'utf8');
async function report(cwd: string, ...flags: string[]): Promise<Report & { code: number }> {
  const { code, stdout } = await runCli(['check', '-f', 'json', ...flags], { cwd });
  return { ...reportSchema.parse(JSON.parse(stdout)), code };
}
const states = ({ findings }: Report) => Object.fromEntries(findings.map(({ rule, baseline }) => [rule, baseline]));

describe('adopting on data with findings', () => {
  let cwd: string;
  beforeAll(async () => {
    cwd = folder();
    const { code, stdout } = await runCli(['baseline', 'write', '--reason', 'before we began'], { cwd });
    expect(stdout).toMatch(/watertight-baseline\.yaml: \d findings? added, 0 kept/);
    expect(stdout).toContain('baseline: watertight-baseline.yaml');
    expect(code).toBe(0);
    withBaseline(cwd);
  });

  it('known findings pass, and are listed with what was written of them', async () => {
    const { code, stdout } = await runCli(['check'], { cwd });
    expect(stdout).toMatch(/^Known$/m);
    expect(stdout).toContain('overlap/duplicate-rows');
    expect(stdout).toContain('before we began');
    expect(stdout).toContain('no new findings');
    expect(code).toBe(0);
    const { findings, summary } = await report(cwd);
    expect(findings.every(({ baseline }) => baseline === 'unchanged')).toBe(true);
    expect(findings[0]?.known).toMatchObject({ reason: 'before we began', note: null, until: null });
    expect(summary.unchanged).toBe(findings.length);
  });

  it('a new finding fails, and every format tells it from known ones', async () => {
    writeFiles(cwd, worse);
    const all = await report(cwd);
    expect(all.code).toBe(1);
    expect(states(all)).toMatchObject({ 'target/proxy-column': 'new', 'overlap/duplicate-rows': 'unchanged' });
    const as = async (format: string) => (await runCli(['check', '-f', format], { cwd })).stdout;
    const pretty = await as('pretty');
    expect(pretty.indexOf('target/proxy-column')).toBeLessThan(pretty.indexOf('\nKnown\n'));
    expect(pretty.indexOf('overlap/duplicate-rows')).toBeGreaterThan(pretty.indexOf('\nKnown\n'));
    const results: { ruleId: string; baselineState: string }[] = JSON.parse(await as('sarif')).runs[0].results;
    expect(results.find(({ ruleId }) => ruleId === 'overlap/duplicate-rows')?.baselineState).toBe('unchanged');
    expect(results.find(({ ruleId }) => ruleId === 'target/proxy-column')?.baselineState).toBe('new');
    const github = await as('github');
    expect(github).toContain('title=target/proxy-column');
    expect(github).not.toContain('title=overlap/duplicate-rows');
    expect(github).toMatch(/::notice .*known findings? of the baseline not shown/);
    expect(await as('gitlab')).toMatch(/overlap\/duplicate-rows: .*known, in the baseline/);
    const markdown = await as('markdown');
    expect(markdown).toMatch(/error \(new\) .*target\/proxy-column/);
    expect(markdown).toMatch(/error \(known: before we began\) .*overlap\/duplicate-rows/);
    const junit = await as('junit');
    expect(junit).toContain('error, in the baseline: before we began');
    expect(junit).toMatch(/<failure message="[^"]*outcome_code/);
    const lines = (await as('ndjson')).trimEnd().split('\n');
    expect(lines.filter((line) => line.includes('"baseline":"new"')).length).toBeGreaterThan(0);
  });

  it('writing again adds the new ones and leaves the others as they are', async () => {
    const before = read(cwd);
    writeFileSync(join(cwd, BASELINE), before.replace('before we began', 'agreed with sales'));
    const { stdout } = await runCli(['baseline', 'write'], { cwd });
    expect(stdout).toMatch(/[1-9]\d* findings? added, [1-9]\d* kept/);
    expect(read(cwd)).toContain('agreed with sales');
    expect((await report(cwd)).code).toBe(0);
  });

  it('what is fixed is said, and pruned; what was not looked at stays', async () => {
    writeFiles(cwd, mended);
    const { baselines, code } = await report(cwd);
    expect(code).toBe(0);
    expect(baselines?.[0]?.fixed.map(({ rule }) => rule)).toContain('overlap/duplicate-rows');
    expect((await runCli(['check'], { cwd })).stdout).toMatch(/^Fixed$/m);
    const before = read(cwd);
    const dry = await runCli(['baseline', 'prune', '--check'], { cwd });
    expect([dry.code, read(cwd)]).toEqual([1, before]);
    const part = await runCli(['baseline', 'prune', '--only', 'drift/*'], { cwd });
    expect([part.code, read(cwd)]).toEqual([0, before]);
    expect(part.stdout).toMatch(/0 taken out.*\n.*not looked at/);
    await runCli(['baseline', 'prune'], { cwd });
    expect(read(cwd)).not.toContain('overlap/duplicate-rows');
    expect((await runCli(['baseline', 'prune', '--check'], { cwd })).code).toBe(0);
  });
});

describe('dates', () => {
  it('an entry that expired fails again, and is a finding itself', async () => {
    const cwd = folder();
    await runCli(['baseline', 'write', '--until', '2020-01-01'], { cwd });
    withBaseline(cwd);
    const { code, ...expired } = await report(cwd);
    expect(code).toBe(1);
    expect(states(expired)).toMatchObject({ 'overlap/duplicate-rows': 'new', 'suppression/expired': 'new' });
    const found = expired.findings.find(({ rule }) => rule === 'suppression/expired');
    expect(found?.location).toMatchObject({ path: BASELINE, column: 3 });
    await runCli(['baseline', 'write'], { cwd });
    expect((await report(cwd)).code).toBe(1);
    expect(read(cwd)).not.toContain('suppression/expired');
    await runCli(['baseline', 'write', '--until', '2999-01-01'], { cwd });
    expect(await report(cwd)).toMatchObject({ code: 0, baselines: [{ expired: 0, fixed: [] }] });
  });

  it('are refused when they are none', async () => {
    const { code, stderr } = await runCli(['baseline', 'write', '--until', '2026-02-30'], { cwd: folder() });
    expect([code, stderr]).toEqual([2, expect.stringContaining('2027-03-01')]);
  });

  it('an ignore entry that expired or covers nothing is a finding whose severity can be set', async () => {
    const cwd = folder();
    writeFileSync(
      join(cwd, 'watertight.yaml'),
      `${config}ignore:\n  - { rule: overlap/*, reason: known, until: 2020-01-01 }\n  - { rule: target/*, reason: known }\n`,
    );
    const { findings } = await report(cwd);
    const line = (rule: string) => findings.find((finding) => finding.rule === rule)?.location?.line;
    expect([line('suppression/expired'), line('suppression/unused')]).toEqual([5, 6]);
    const only = ['--only', 'target/*', '--only', 'suppression/*'];
    expect((await report(cwd, ...only)).code).toBe(0);
    expect((await report(cwd, ...only, '--set', 'suppression/unused=error')).code).toBe(1);
    expect((await report(cwd, ...only, '--set', 'suppression/unused=off')).findings.map(({ rule }) => rule)).not.toContain(
      'suppression/unused',
    );
  });
});

describe('since an earlier report', () => {
  it('only what is new stands out and fails', async () => {
    const cwd = folder(worse);
    const flags = ['-f', 'json', '-o', 'before.json'];
    await runCli(['check', '--only', 'overlap/*', ...flags], { cwd });
    const { code, ...now } = await report(cwd, '--since', 'before.json');
    expect(code).toBe(1);
    expect(states(now)).toMatchObject({ 'overlap/duplicate-rows': 'unchanged', 'target/proxy-column': 'new' });
    await runCli(['check', ...flags], { cwd });
    expect((await report(cwd, '--since', 'before.json')).code).toBe(0);
    writeFiles(cwd, mended);
    const { stdout } = await runCli(['check', '--since', 'before.json'], { cwd });
    expect(stdout).toMatch(/since\s+before\.json: 0 findings known, \d+ fixed/);
  });

  it('stands beside a baseline', async () => {
    const cwd = folder(worse);
    await runCli(['baseline', 'write', '--only', 'overlap/*', '--reason', 'old'], { cwd });
    withBaseline(cwd);
    await runCli(['check', '-f', 'json', '-o', 'before.json'], { cwd });
    const { code, findings } = await report(cwd, '--since', 'before.json');
    expect(code).toBe(0);
    expect(findings.find(({ rule }) => rule === 'overlap/duplicate-rows')?.known?.reason).toBe('old');
  });
});

describe('files that are no baseline', () => {
  it.each([
    ['absent.yaml', undefined, /absent\.yaml: the file cannot be read: there is none/],
    ['other.json', '{"a": 1}', /neither a baseline nor a report/],
    ['newer.yaml', 'schema: watertight/baseline/9\nfindings: {}\n', /newer\.yaml:1:9: .*watertight\/baseline\/1/],
    ['broken.yaml', 'schema: watertight/baseline/1\nfindings: [\n', /broken\.yaml:\d+:\d+/],
  ])('%s is 2 with the reason, and no report passes', async (name, content, message) => {
    const cwd = folder(mended);
    if (content !== undefined) writeFiles(cwd, { [name]: content });
    const { code, stdout, stderr } = await runCli(['check', '--baseline', name], { cwd });
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(message)]);
  });

  it('a report is not written over, and makes a baseline with --from', async () => {
    const cwd = folder();
    await runCli(['check', '-f', 'json', '-o', 'r.json'], { cwd });
    const before = readFileSync(join(cwd, 'r.json'), 'utf8');
    const refused = await runCli(['baseline', 'write', '--baseline', 'r.json'], { cwd });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--from r.json')]);
    expect(readFileSync(join(cwd, 'r.json'), 'utf8')).toBe(before);
    expect((await runCli(['baseline', 'write', '--from', 'r.json', '--baseline', 'b.json'], { cwd })).code).toBe(0);
    expect((await report(cwd, '--baseline', 'b.json')).code).toBe(0);
    const shown = await runCli(['baseline', 'show', 'b.json'], { cwd });
    expect(shown.stdout).toMatch(/overlap\/duplicate-rows · test against train/);
    expect(shown.stdout).toMatch(/without a reason/);
  });

  it('nothing is written when the check is incomplete', async () => {
    const cwd = folder({ ...leaky, 'test.csv': '' });
    const { code, stderr } = await runCli(['baseline', 'write'], { cwd });
    expect([code, stderr]).toEqual([2, expect.stringContaining('incomplete')]);
    expect(existsSync(join(cwd, BASELINE))).toBe(false);
  });
});
