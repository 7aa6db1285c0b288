import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/report/schema.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { honestCsv } from '../support/sample-data.ts';

const base = 'version: 1\ndatasets: { train: train.csv, test: test.csv }\ntarget: y\n';
const rules = (yaml: string, rest = '') =>
  temporaryFolder({
    'train.csv': honestCsv(300, 1),
    'test.csv': honestCsv(100, 2),
    'watertight.yaml': `${base}custom:\n${yaml}${rest}`,
  });
async function check(cwd: string, ...flags: string[]) {
  const { code, stdout, stderr } = await runCli(['check', '-f', 'json', '--only', 'shop/*', ...flags], { cwd });
  return { code, stderr, stdout, ...(stdout && { report: reportSchema.parse(JSON.parse(stdout)) }) };
}

describe('rules in SQL', () => {
  it('report the rows they give, with where the rule stands', async () => {
    const cwd = rules(`  - id: shop/large-number
    dataset: train
    columns: n
    sql: SELECT x FROM train WHERE n > 900 -- thousandths
    message: '{{violations}} of {{rows}} rows ({{share|percent}}) of {{dataset}} are too large'
    why: sensors end at 900
`);
    const { code, report } = await check(cwd);
    expect(code).toBe(1);
    const [finding] = report!.findings;
    expect(finding).toMatchObject({
      rule: 'shop/large-number',
      severity: 'error',
      why: 'sensors end at 900',
      subject: { columns: ['n'], role: 'train' },
    });
    const { violations } = finding!.evidence as { violations: number };
    expect(violations).toBeGreaterThan(5);
    expect(finding!.message).toMatch(new RegExp(`^${violations} of 300 rows \\([\\d.]+%\\) of train are too large$`));
    expect(report!.rules).toMatchObject([{ id: 'shop/large-number', origin: 'watertight.yaml:5:5' }]);
    const pretty = await runCli(['check', '--only', 'shop/*'], { cwd });
    expect(pretty.stdout).toContain('shop/large-number · from watertight.yaml:5:5');
    const sarif = JSON.parse((await runCli(['check', '--only', 'shop/*', '-f', 'sarif'], { cwd })).stdout);
    expect(sarif.runs[0].tool.driver.rules[0].properties.origin).toBe('watertight.yaml:5:5');
  });

  it('look at several data sets, and at splits', async () => {
    const cwd =
      rules(`  - { id: shop/empty, dataset: [train, test], sql: 'SELECT 1 FROM data WHERE x IS NULL', message: '{{violations}} empty' }
  - { id: shop/beyond, split: test, sql: 'SELECT 1 FROM held_out WHERE x > (SELECT max(x) - 1 FROM fit)', message: '{{violations}} beyond' }
`);
    const { code, report } = await check(cwd);
    expect(report!.outcomes.map(({ rule, status, subject }) => [rule, status, subject.role, subject.against?.role])).toEqual([
      ['shop/beyond', expect.stringMatching(/findings|clean/), 'test', 'train'],
      ['shop/empty', 'clean', 'train', undefined],
      ['shop/empty', 'clean', 'test', undefined],
    ]);
    expect(code).toBe(report!.findings.length ? 1 : 0);
  });

  it('take severities, options, ignores and baselines like others', async () => {
    const cwd = rules(
      `  - { id: shop/low, dataset: train, sql: 'SELECT 1 FROM data WHERE n < 500', message: '{{violations}} low', severity: warn }\n`,
      'ignore: [{ rule: shop/low, reason: fine }]\n',
    );
    expect((await check(cwd)).report!.findings).toMatchObject([{ severity: 'warn', suppressed: { reason: 'fine' } }]);
    const other = rules(
      `  - { id: shop/low, dataset: train, sql: 'SELECT 1 FROM data WHERE n < 500', message: '{{violations}} low' }\n`,
      'rules: { shop/low: { maxRows: 300 } }\n',
    );
    expect((await check(other)).code).toBe(0);
    expect((await check(other, '--set', 'shop/lwo=warn')).stderr).toContain('shop/low');
  });

  it.each([
    ['DELETE FROM train', /no SELECT/],
    ["SELECT * FROM 'test.csv'", /none of its tables/],
    ['SELECT nothing FROM train', /Binder Error.*nothing/],
    [
      "SELECT CAST(concat(c, '!secret') AS INTEGER) + 1 FROM train WHERE CAST(concat(c, '!secret') AS INTEGER) > 1",
      /Conversion Error/,
    ],
  ])('%s is exit code 2, and the rest of the report is there', async (sql, message) => {
    const cwd = rules(`  - { id: shop/odd, dataset: train, sql: "${sql}", message: odd }\n`);
    const { code, report } = await check(cwd, '--only', 'overlap/*');
    expect(code).toBe(2);
    const crashed = report!.outcomes.filter(({ status }) => status === 'crashed');
    expect(crashed).toMatchObject([{ rule: 'shop/odd', reason: expect.stringMatching(message) }]);
    expect(JSON.stringify(report)).not.toMatch(/[abc]!secret/);
    expect(report!.outcomes.some(({ rule, status }) => rule.startsWith('overlap/') && status === 'clean')).toBe(true);
  });

  it('have a time limit', async () => {
    const cwd = rules(
      `  - { id: shop/long, dataset: train, timeout: 1s, sql: 'SELECT sum(sin(a.range * b.range)) AS s FROM range(10000000) a, range(10000000) b', message: long }\n`,
    );
    const { code, report } = await check(cwd);
    expect([code, report!.outcomes[0]!.reason]).toEqual([2, expect.stringMatching(/longer than 1 s.*`timeout`/)]);
  });

  it.each([
    [`  - { id: overlap/mine, dataset: train, sql: SELECT 1, message: m }\n`, /watertight\.yaml:5:5.*area `overlap`/],
    [
      `  - { id: shop/a, dataset: train, sql: SELECT 1, message: m }\n  - { id: shop/a, dataset: train, sql: SELECT 1, message: m }\n`,
      /watertight\.yaml:6:5.*twice/,
    ],
    [`  - { id: shop/a, dataset: trian, sql: SELECT 1, message: m }\n`, /`trian`.*\n?.*`train`/],
    [`  - { id: shop/a, sql: SELECT 1, message: m }\n`, /`dataset` or a `split`/],
    [`  - { id: shop/a, dataset: train, sql: SELECT 1, message: '{{name}}' }\n`, /no slot but/],
    [`  - { id: Shop, dataset: train, sql: SELECT 1, message: m }\n`, /area\/problem/],
    [`  - { id: shop/a, dataset: train, sqll: SELECT 1, message: m }\n`, /did you mean `sql`/],
  ])('that cannot be are refused with their place: %s', async (yaml, message) => {
    const { code, stderr } = await check(rules(yaml));
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)]);
  });
});
