import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Report } from '../../src/report/schema.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

// These run the compiled program, as CI does: `npm test` builds first.
describe('the gate', () => {
  it('docs/gate.sh fails on a leak, passes its honest twin, and is 2 on unreadable data', () => {
    const folder = mkdtempSync(join(tmpdir(), 'watertight-gate-'));
    const output = execFileSync('bash', ['docs/gate.sh'], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') },
    });
    expect(output).toContain('fixtures/churn-leaky: exit code 1');
    expect(output).toContain('fixtures/churn-honest: exit code 0');
    expect(output).toMatch(/^::error /m);
    rmSync(folder, { recursive: true });
  });

  it('prints a whole report through a pipe', () => {
    const { stdout, status } = spawnSync(
      'bash',
      ['-c', 'node bin/watertight.js check --config fixtures/churn-leaky/watertight.yaml -f json | cat'],
      { cwd: root, encoding: 'utf8' },
    );
    expect(JSON.parse(stdout).run.status).toBe('fail');
    expect(status).toBe(0);
  });

  it('a reader that stops early is no error', () => {
    const { stderr } = spawnSync(
      'bash',
      ['-c', 'node bin/watertight.js check --config fixtures/churn-leaky/watertight.yaml -f json | head -c 10'],
      { cwd: root, encoding: 'utf8' },
    );
    expect(stderr).toBe('');
  });

  it('SIGINT ends it with 2, SIGKILL leaves nothing behind for long', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'watertight-kill-'));
    const env = { ...process.env, TMPDIR: temporary };
    const run = (signal: string) =>
      spawnSync(
        'bash',
        [
          '-c',
          `node bin/watertight.js check --config fixtures/churn-leaky/watertight.yaml & pid=$!; while [ -z "$(ls "$TMPDIR")" ] && kill -0 $pid; do sleep 0.005; done; kill -${signal} $pid; wait $pid`,
        ],
        { cwd: root, env, encoding: 'utf8' },
      );
    const interrupted = run('INT');
    expect(interrupted.status).toBe(2);
    expect(readdirSync(temporary)).toEqual([]);
    run('KILL');
    spawnSync('node', ['bin/watertight.js', 'check', '--config', 'fixtures/churn-leaky/watertight.yaml'], { cwd: root, env });
    expect(readdirSync(temporary)).toEqual([]);
    rmSync(temporary, { recursive: true });
  });

  it('a full disk gives exit code 2', () => {
    // Files of this process may not grow: the same error path as a full disk.
    const { status, stderr } = spawnSync(
      'bash',
      [
        '-c',
        'ulimit -f 1; trap "" XFSZ; exec node bin/watertight.js check --config fixtures/churn-leaky/watertight.yaml -q --report json=/tmp/watertight-full.json',
      ],
      { cwd: root, encoding: 'utf8' },
    );
    expect(status).toBe(2);
    expect(stderr).toContain('watertight-full.json');
  });
});

describe('fixtures', () => {
  it.each(['correct', 'leaky'])('feast-store/%s.yaml gives its expected report', async (name) => {
    const folder = join(root, 'fixtures/feast-store');
    const only = ['feature-store/*', 'skew/*', 'time/*'].flatMap((area) => ['--only', area]);
    const args = [join(root, 'bin/watertight.js'), 'check', '--config', `${name}.yaml`, ...only, '-f', 'json'];
    const { stdout } = spawnSync('node', args, { cwd: folder, encoding: 'utf8' });
    const expected = JSON.stringify(withoutTimes(JSON.parse(stdout)), nineDigits, 2);
    await expect(`${expected}\n`).toMatchFileSnapshot(join(folder, `expected-${name}.json`));
  });

  it.each(['churn-leaky', 'churn-honest'])('%s gives its expected report', async (name) => {
    const folder = join(root, 'fixtures', name);
    const { stdout } = spawnSync('node', [join(root, 'bin/watertight.js'), 'check', '-f', 'json'], {
      cwd: folder,
      encoding: 'utf8',
    });
    const expected = JSON.stringify(withoutTimes(JSON.parse(stdout)), nineDigits, 2);
    await expect(`${expected}\n`).toMatchFileSnapshot(join(folder, 'expected.json'));
  });
});

/** The last digits of a sum depend on the machine. */
const nineDigits = (_: string, value: unknown) => (typeof value === 'number' ? Number(value.toPrecision(9)) : value);

/** What of a report stays the same from run to run and from one machine to the next. */
function withoutTimes({ run: { status, failOn, inferred }, datasets, rules, findings, summary }: Report) {
  return {
    run: { status, failOn, inferred },
    datasets,
    rules: rules.map(({ id }) => id),
    findings: findings.map(({ fingerprint, rule, messageId, message, severity, subject, evidence }) => {
      return { fingerprint, rule, messageId, message, severity, subject, evidence };
    }),
    summary,
  };
}
