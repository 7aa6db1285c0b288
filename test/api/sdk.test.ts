import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  check,
  clean,
  defineRule,
  entryOf,
  exitCode,
  loadConfig,
  loadFormat,
  reportSchema,
  sql,
  UserError,
} from '../../src/index.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { honestCsv } from '../support/sample-data.ts';

const cwd = temporaryFolder({ 'train.csv': honestCsv(200, 1), 'test.csv': honestCsv(80, 2) });
const flags = { train: 'train.csv', test: 'test.csv', target: 'y' };

const tooManyCs = defineRule({
  id: 'acme/too-many-cs',
  subject: 'split',
  needs: ['target'],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '1.0.0',
  summary: 'Too many rows of one category',
  why: 'somebody wants to know',
  fix: 'take other rows',
  messages: { many: '{{rows}} of {{of}} rows' },
  options: z.strictObject({ most: z.number().default(10) }),
  async check({ heldOut, target, options, report }) {
    const { cs, of } = await heldOut.aggregate({ cs: sql`count(CASE WHEN c = ${'c'} THEN 1 END)`, of: sql`count(*)` });
    const rows = Number(cs);
    if (rows > options.most) report({ messageId: 'many', data: { rows, of: Number(of) }, columns: ['c'], evidence: { rows } });
    return clean({ rows, target: target.name });
  },
});

describe('the SDK', () => {
  it('checks, and gives the JSON report', async () => {
    const report = await check(await loadConfig({ cwd, flags }));
    expect(reportSchema.parse(report)).toEqual(report);
    expect(exitCode(report.run.status)).toBe(0);
    expect(
      (await loadFormat('markdown')).render(report, { color: false, width: 80, showSuppressed: false, verbose: false }),
    ).toContain('watertight');
  });

  it('runs a rule from outside the package', async () => {
    const config = await loadConfig({ cwd, flags: { ...flags, set: ['acme/too-many-cs=warn'] } });
    const report = await check(config, { rules: [entryOf(tooManyCs)] });
    expect(report.findings).toMatchObject([
      { rule: 'acme/too-many-cs', severity: 'warn', subject: { role: 'test', columns: ['c'] } },
    ]);
    expect(report.run.status).toBe('pass');
  });

  it('a rule that throws makes the report an error, and loses no other rule', async () => {
    const broken = defineRule({ ...tooManyCs, id: 'acme/broken', check: () => Promise.reject(new Error('oh no')) });
    const report = await check(await loadConfig({ cwd, flags }), { rules: [entryOf(tooManyCs), entryOf(broken)] });
    expect(report.run.status).toBe('error');
    expect(report.summary).toMatchObject({ error: 1, crashed: 1 });
    expect(report.outcomes.find(({ status }) => status === 'crashed')?.reason).toContain('oh no');
  });

  it('a statement that fails for one rule leaves the numbers of the others', async () => {
    const broken = defineRule({
      ...tooManyCs,
      id: 'acme/no-such-column',
      async check({ heldOut }) {
        await heldOut.aggregate({ n: sql`sum(no_such_column)` });
        return clean();
      },
    });
    const report = await check(await loadConfig({ cwd, flags }), { rules: [entryOf(broken), entryOf(tooManyCs)] });
    expect(report.outcomes.map(({ rule, status }) => [rule, status])).toEqual([
      ['acme/no-such-column', 'crashed'],
      ['acme/too-many-cs', 'findings'],
    ]);
  });

  it('ends when the signal says so', async () => {
    const controller = new AbortController();
    const waiting = defineRule({
      ...tooManyCs,
      id: 'acme/waiting',
      check: () => new Promise(() => controller.abort(new Error('enough'))),
    });
    await expect(
      check(await loadConfig({ cwd, flags }), { rules: [entryOf(waiting)], signal: controller.signal }),
    ).rejects.toThrow('enough');
  });

  it('refuses a configuration with a UserError', async () => {
    await expect(loadConfig({ cwd, flags: { ...flags, failOn: 'sometimes' } })).rejects.toThrow(UserError);
    const config = await loadConfig({ cwd, flags: { ...flags, only: ['no/such-rule'] } });
    await expect(check(config)).rejects.toThrow(/no\/such-rule/);
  });
});
