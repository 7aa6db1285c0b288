import { describe, expect, it } from 'vitest';
import { reportSchema } from '../../src/report/schema.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';

const cwd = temporaryFolder({
  'source.csv':
    'id,ts,loaded,amount\n1,2025-01-01 00:00:00,2025-01-01 00:05:00,10\n1,2025-01-02 00:00:00,2025-01-02 00:05:00,20\n1,2025-01-03 00:00:00,2025-01-05 00:00:00,30\n',
  'right.csv': 'customer,seen,income\n1,2025-01-01 06:00:00,10\n1,2025-01-02 00:00:00,20\n1,2024-12-31 00:00:00,\n',
  'between.csv': 'customer,seen,income\n1,2025-01-01 06:00:00,10\n1,2025-01-02 06:00:00,20\n',
  'leaky.csv': 'customer,seen,income\n1,2025-01-01 06:00:00,20\n1,2025-01-02 06:00:00,30\n',
  'late.csv': 'customer,seen,income\n1,2025-01-04 06:00:00,30\n',
  'watertight.yaml': 'datasets: { train: elsewhere.csv }\n',
});
const lookup = ['--source', 'source.csv', '--entity', 'customer=id', '--time', 'seen=ts', '--value', 'income=amount'];
const audit = async (labels: string, ...flags: string[]) => runCli(['audit', '--labels', labels, ...lookup, ...flags], { cwd });

describe('audit', () => {
  it('clears a column that holds what was known, and shows the counts', async () => {
    const { stdout, code } = await audit('right.csv', '--created', 'loaded', '-f', 'json');
    const { outcomes } = reportSchema.parse(JSON.parse(stdout));
    // Twenty was written five minutes after the label, to the second at its time.
    expect(outcomes[0]?.evidence).toMatchObject({ rows: 3, correct: 2, late: 1 });
    expect(code).toBe(1);
    const plain = await audit('right.csv');
    expect(plain.code).toBe(0);
    expect(plain.stdout).toMatch(/income holds a value stamped exactly at seen in 1 of 3 rows[\s\S]*correct +3/);
    const between = await audit('between.csv');
    expect(between.code).toBe(0);
    expect(between.stdout).toMatch(/time\/point-in-time · income in train[\s\S]*correct +2/);
  });

  it('convicts a column that knew the future', async () => {
    const { stdout, code } = await audit('leaky.csv');
    expect(stdout).toContain('income holds a later value of its source in 2 of 2 rows');
    expect(code).toBe(1);
  });

  it('takes created, strict, ttl, delay and embargo', async () => {
    const evidence = async (...flags: string[]) =>
      reportSchema.parse(JSON.parse((await audit('right.csv', ...flags, '-f', 'json')).stdout)).outcomes[0]?.evidence;
    expect(await evidence('--strict')).toMatchObject({ future: 1, correct: 2 });
    expect(await evidence('--delay', '12h')).toMatchObject({ future: 2, correct: 1 });
    expect(await evidence('--embargo', '1m')).toMatchObject({ future: 1, correct: 2 });
    expect(await evidence('--ttl', '1h')).toMatchObject({ stale: 1, correct: 2 });
    expect((await audit('late.csv', '--created', 'loaded')).stdout).toContain('written only after seen in 1 of 1 rows');
  });

  it.each([
    ['a flag that is missing', ['audit', '--labels', 'right.csv'], '`--source <path>`'],
    [
      'no such key',
      [
        'audit',
        '--labels',
        'right.csv',
        '--source',
        'source.csv',
        '--entity',
        'x',
        '--time',
        'seen=ts',
        '--value',
        'income=amount',
      ],
      'needs the key `x`',
    ],
    [
      'no such column',
      ['audit', '--labels', 'right.csv', '--source', 'source.csv', '--time', 'seen=ts', '--value', 'nothing=amount'],
      'the labels have no column nothing',
    ],
    [
      'no such source',
      ['audit', '--labels', 'right.csv', '--source', 'gone.csv', '--time', 'seen=ts', '--value', 'income=amount'],
      'cannot be read',
    ],
    ['a ttl that is none', ['audit', '--labels', 'right.csv', ...lookup, '--ttl', '3 moons'], '`--ttl` must be a length of time'],
  ])('is undone, never passed, with %s', async (_, argv, message) => {
    const { code, stderr, stdout } = await runCli(argv, { cwd });
    expect(stderr).toContain(message);
    expect(stdout).not.toContain('PASS');
    expect(code).toBe(2);
  });
});
