import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Report, reportSchema } from '../../src/report/schema.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { honestCsv } from '../support/sample-data.ts';

const bin = fileURLToPath(new URL('../../bin/watertight.js', import.meta.url));

const LARGE = `import { defineRule, clean, sql } from 'watertight';
import { z } from 'zod';
export default defineRule({
  id: 'shop/large-numbers', subject: 'dataset', roles: ['train'], needs: [], severity: 'warn', confidence: 'high', taxonomy: null, since: '1.0.0',
  summary: 'Numbers that no sensor gives', why: 'they are faults', fix: 'remove them',
  messages: { large: '{{rows}} rows are larger than {{limit}}' },
  options: z.strictObject({ limit: z.number().default(900).describe('The largest number') }),
  async check({ table, options, report }) {
    const column = table.column('n');
    const { rows } = await table.aggregate({ rows: sql\`sum(CASE WHEN \${column} > \${options.limit} THEN 1 ELSE 0 END)\` });
    const evidence = { rows: Number(rows), limit: options.limit };
    if (evidence.rows > 0) report({ messageId: 'large', data: evidence, columns: [column], evidence });
    return clean(evidence);
  },
});
`;
const ACME = `export default {
  name: 'acme',
  rules: [{
    id: 'acme/odd', subject: 'dataset', severity: 'info', summary: 's', why: 'w', fix: 'f', messages: { odd: 'odd' },
    async check({ report }) { report({ messageId: 'odd', evidence: {} }); },
  }],
  presets: { strict: { rules: { 'acme/odd': 'error', 'shop/large-numbers': ['error', { limit: 950 }] } } },
  formats: [
    { name: 'acme', render: (report) => \`acme says \${report.run.status}, \${report.findings.length} findings\\n\` },
    { name: 'acme-broken', render: () => { throw new Error('no ink'); } },
  ],
};
`;
const TESTS = `import { ruleTester } from 'watertight/testing';
import rule from './large.js';
ruleTester(rule, {
  clean: [{ name: 'small ones', train: { n: [1, 2, 3] }, evidence: { rows: 0 } }],
  findings: [{ name: 'one large one', train: { n: [1, 2, 901] }, expect: [{ messageId: 'large', columns: ['n'], evidence: { rows: (n) => n === EXPECTED } }] }],
});
`;
const rule = (id: string, check: string) =>
  `export default { id: '${id}', subject: 'dataset', severity: 'error', summary: 's', why: 'w', fix: 'f', messages: { found: '{{rows}} rows' }, ${check} };`;

const base = 'version: 1\ndatasets: { train: train.csv, test: test.csv }\ntarget: y\n';
const folder = (yaml: string, files: Readonly<Record<string, string>> = {}) =>
  temporaryFolder({
    'train.csv': honestCsv(300, 1),
    'test.csv': honestCsv(100, 2),
    'rules/large.js': LARGE,
    'node_modules/watertight-plugin-acme/package.json':
      '{"name":"watertight-plugin-acme","version":"1.2.3","type":"module","exports":{".":{"import":"./main.js"},"./package.json":"./package.json"}}',
    'node_modules/watertight-plugin-acme/main.js': ACME,
    'package.json': '{"type":"module"}',
    'watertight.yaml': base + yaml,
    ...files,
  });
const both = "plugins: ['./rules/*.js', watertight-plugin-acme]\n";

function run(cwd: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], { cwd, encoding: 'utf8' });
  return { code: status, stdout, stderr };
}
function check(cwd: string, ...flags: string[]): { code: number | null; report: Report; stderr: string } {
  const { code, stdout, stderr } = run(cwd, 'check', '-f', 'json', ...flags);
  expect(stdout, stderr).not.toBe('');
  return { code, stderr, report: reportSchema.parse(JSON.parse(stdout)) };
}
const own = ['--only', 'shop/*', '--only', 'acme/*'];

describe('plugins', () => {
  it('give rules from files and packages, and the report says from where', () => {
    const cwd = folder(both);
    const { code, report } = check(cwd, ...own);
    expect(code).toBe(0);
    expect(report.rules.map(({ id, origin }) => [id, origin])).toEqual([
      ['acme/odd', 'watertight-plugin-acme@1.2.3'],
      ['shop/large-numbers', './rules/large.js'],
    ]);
    const large = report.findings.find(({ rule: id }) => id === 'shop/large-numbers');
    expect(large).toMatchObject({
      severity: 'warn',
      subject: { columns: ['n'] },
      message: expect.stringMatching(/^\d+ rows are larger than 900$/),
    });
    expect(run(cwd, 'check', ...own).stdout).toContain('shop/large-numbers · from ./rules/large.js');
    expect(run(cwd, 'rules', 'shop').stdout).toContain('Numbers that no sensor gives');
    expect(run(cwd, 'explain', 'shop/large-numbers').stdout).toMatch(/they are faults[\s\S]*remove them/);
  });

  it('take severities, options and presets', () => {
    const preset = folder(`${both}extends: acme/strict\n`);
    expect(check(preset, ...own).report.findings.map(({ rule: id, severity }) => `${id} ${severity}`)).toEqual(
      expect.arrayContaining(['acme/odd error', 'shop/large-numbers error']),
    );
    const set = check(
      folder(`${both}extends: acme/strict\nrules: { acme/odd: warn, shop/large-numbers: [warn, { limit: 5000 }] }\n`),
      ...own,
    );
    expect([set.code, set.report.findings.every(({ severity, rule: id }) => severity === 'warn' && id === 'acme/odd')]).toEqual([
      0,
      true,
    ]);
    const wrong = run(folder(`${both}rules: { shop/large-numbers: { limt: 3 } }\n`), 'check');
    expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringMatching(/watertight\.yaml:5:.*limt/)]);
    expect(run(folder(`${both}extends: acme/strcit\n`), 'check').stderr).toMatch(/no preset `acme\/strcit`[\s\S]*acme\/strict/);
  });

  it('give formats', () => {
    const cwd = folder(both);
    expect(run(cwd, 'check', ...own, '-f', 'acme').stdout).toMatch(/^acme says pass, \d findings\n$/);
    run(cwd, 'check', ...own, '-f', 'json', '-o', 'r.json');
    expect(run(cwd, 'report', 'r.json', '-f', 'acme').stdout).toMatch(/^acme says pass/);
    const broken = run(cwd, 'check', ...own, '-f', 'acme-broken', '--report', 'json=other.json');
    expect([broken.code, broken.stderr]).toEqual([2, expect.stringMatching(/acme-broken.*no ink/)]);
    expect(run(cwd, 'report', 'other.json', '-f', 'acme').code).toBe(0);
  });
});

describe('plugins that do not work', () => {
  const error = (yaml: string, files: Readonly<Record<string, string>>) => {
    const { code, report, stderr } = check(folder(yaml, files), '--only', 'overlap/*');
    expect(
      report.outcomes.filter(({ rule: id, status }) => id.startsWith('overlap/') && status === 'clean').length,
    ).toBeGreaterThan(0);
    expect(stderr).not.toMatch(/\n\s+at /);
    return { code, told: report.run.errors.join('\n') };
  };
  it.each([
    ['./absent.js', {}, /no plugin `\.\/absent\.js`/],
    ['watertight-plugin-none', {}, /watertight-plugin-none cannot be loaded: Cannot find package[\s\S]*install it/],
    ['./p.js', { 'p.js': 'export default {' }, /\.\/p\.js cannot be loaded/],
    ['./p.js', { 'p.js': 'throw new Error("at home")' }, /cannot be loaded: at home/],
    ['./p.js', { 'p.js': 'export const rule = 1' }, /no default export/],
    ['./p.js', { 'p.js': 'export default { rulez: [] }' }, /unknown key `rulez`/],
    ['./p.js', { 'p.js': "export default { rules: [{ id: 'P' }] }" }, /the rule `P` of \.\/p\.js: .*area\/problem.*/],
    ['./p.js', { 'p.js': rule('overlap/mine', 'async check() {}') }, /overlap\/mine of \.\/p\.js: the area overlap/],
    ['./p.js', { 'p.js': rule('p/a', 'check: 3') }, /must be a function/],
  ] as const)('%s %j is exit code 2, and the report is there', (entry, files, message) => {
    const { code, told } = error(`plugins: ['${entry}']\n`, files);
    expect([code, told]).toEqual([2, expect.stringMatching(message)]);
  });

  it.each([
    ['throws', "async check() { throw new Error('no luck'); }", /no luck/],
    [
      'reports an unknown message',
      "async check({ report }) { report({ messageId: 'fuond', evidence: {} }); }",
      /p\/a \(\.\/p\.js\) reported the message `fuond`; it has `found`/,
    ],
    ['leaves out a slot', "async check({ report }) { report({ messageId: 'found', evidence: {} }); }", /without `rows`/],
    ['gives no evidence', "async check({ report }) { report({ messageId: 'found', data: { rows: 1 } }); }", /without evidence/],
    [
      'gives evidence that is none',
      "async check({ report }) { report({ messageId: 'found', data: { rows: 1 }, evidence: { a: {} } }); }",
      /evidence `a`/,
    ],
  ])('a rule that %s crashes alone', (_, body, message) => {
    const { code, report } = check(
      folder("plugins: ['./p.js']\n", { 'p.js': rule('p/a', body) }),
      '--only',
      'p/*',
      '--only',
      'overlap/*',
    );
    const crashed = report.outcomes.filter(({ status }) => status === 'crashed');
    expect([code, crashed[0]?.rule, crashed[0]?.reason]).toEqual([2, 'p/a', expect.stringMatching(message)]);
    expect(report.outcomes.some(({ rule: id, status }) => id.startsWith('overlap/') && status === 'clean')).toBe(true);
  });
});

describe('watertight test', () => {
  it('runs the tests beside the plugins, and says which fail', () => {
    const good = run(folder(both, { 'rules/large.test.js': TESTS.replace('EXPECTED', '1') }), 'test');
    expect([good.code, good.stdout]).toEqual([0, expect.stringMatching(/one large one[\s\S]*pass 3/)]);
    const cwd = folder(both, { 'rules/large.test.js': TESTS.replace('EXPECTED', '2') });
    const bad = run(cwd, 'test');
    expect([bad.code, bad.stdout]).toEqual([1, expect.stringMatching(/fail 1/)]);
    expect(run(cwd, 'test', join('rules', 'large.test.js')).code).toBe(1);
    expect(run(folder(both), 'test')).toMatchObject({ code: 2, stderr: expect.stringContaining('no tests') });
    expect(check(cwd, ...own).code).toBe(0);
  });
});
