import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import AjvDraft4 from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reportSchema } from '../../src/report/schema.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { root, runStep, textOf } from './run-step.ts';

interface ActionStep {
  readonly name: string;
  readonly run?: string;
  readonly shell?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
}

const action = parse(textOf('integrations/github/action.yml'));
const steps: readonly ActionStep[] = action.runs.steps;
const step = (name: string): ActionStep => steps.find((one) => one.name === name)!;

interface Job {
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a step with the inputs' defaults and these variables. */
function run(name: string, { env = {} }: Job) {
  const folder = temporaryFolder({ output: '', summary: '' });
  const { run: script = '', env: variables = {} } = step(name);
  const defaults = Object.fromEntries(
    Object.entries(variables).map(([variable, expression]) => [variable, inputDefault(expression) ?? '']),
  );
  const result = runStep({
    shell: 'bash',
    script,
    cwd: root,
    env: {
      ...defaults,
      WATERTIGHT: join(root, 'bin/watertight.js'),
      RUNNER_TEMP: folder,
      GITHUB_ACTION_PATH: join(root, 'integrations/github'),
      GITHUB_OUTPUT: join(folder, 'output'),
      GITHUB_STEP_SUMMARY: join(folder, 'summary'),
      ...env,
    },
  });
  const written = (file: string) => readFileSync(join(folder, file), 'utf8');
  const output = Object.fromEntries(
    written('output')
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('=', 2)),
  );
  return { ...result, folder, output: output as Record<string, string>, summary: written('summary') };
}

const inputDefault = (expression: string): string | undefined => {
  const [, name] = /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(expression) ?? [];
  return name === undefined ? undefined : action.inputs[name].default;
};

describe('the GitHub action', () => {
  it('writes no expression into a script, and asks for nothing that it does not declare', () => {
    for (const { run: script = '', shell, uses } of steps) {
      expect(script).not.toContain('${{');
      expect(uses === undefined ? shell : 'bash').toBe('bash');
    }
    const text = textOf('integrations/github/action.yml');
    const asked = [...text.matchAll(/inputs\.([\w-]+)/g)].map(([, name]) => name!);
    expect([...new Set(asked)].sort()).toEqual(Object.keys(action.inputs).sort());
    for (const { value } of Object.values(action.outputs) as { value: string }[]) {
      expect(value).toMatch(/^\$\{\{ steps\.check\.outputs\.[\w-]+ \}\}$/);
    }
    expect(step('Upload to code scanning').with?.sarif_file).toBe(action.outputs.sarif.value);
  });

  it('annotates, summarizes, and fails on a leak, with the reports as outputs', () => {
    const { code, stdout, output, summary } = run('Check', { env: { FOLDER: 'fixtures/churn-leaky' } });
    expect(code).toBe(1);
    expect(output['exit-code']).toBe('1');
    expect(stdout).toMatch(/^::error file=/m);
    expect(summary).toContain('## ❌ watertight: fail');
    const report = reportSchema.parse(JSON.parse(readFileSync(output.report!, 'utf8')));
    expect(report.summary.error).toBeGreaterThan(0);
    const ajv = new AjvDraft4.default({ strict: false, unicodeRegExp: false });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(textOf('test/vendor/sarif-2.1.0-rtm.5.json')));
    expect(validate(JSON.parse(readFileSync(output.sarif!, 'utf8'))), JSON.stringify(validate.errors)).toBe(true);
  });

  it('passes honest data, and hands every argument over as it is', () => {
    const { code, output } = run('Check', {
      env: { CONFIG: 'fixtures/churn-honest/watertight.yaml', FAIL_ON: 'error', ARGUMENTS: '--only\noverlap/*\n' },
    });
    expect(code).toBe(0);
    const { outcomes } = reportSchema.parse(JSON.parse(readFileSync(output.report!, 'utf8')));
    expect(outcomes.length).toBeGreaterThan(0);
    expect(outcomes.filter(({ rule }) => !rule.startsWith('overlap/'))).toEqual([]);
  });

  it.each(['CONFIG', 'FOLDER', 'FAIL_ON', 'BASELINE', 'ARGUMENTS'])('runs nothing that stands in %s', (variable) => {
    const marker = join(temporaryFolder(), 'owned');
    const hostile = `$(touch ${marker})\`touch ${marker}\`"; touch ${marker}; "\n; touch ${marker}`;
    expect(run('Check', { env: { [variable]: hostile } }).code).toBe(2);
    expect(existsSync(marker)).toBe(false);
  });

  it('takes only a version for a version', () => {
    const marker = join(temporaryFolder(), 'owned');
    for (const hostile of [`1; touch ${marker}`, `$(touch ${marker})`, '../elsewhere', '-g', 'npm:other@1']) {
      const { code, stdout } = run('Install', { env: { VERSION: hostile } });
      expect(code).toBe(2);
      expect(stdout).toContain('::error');
    }
    expect(existsSync(marker)).toBe(false);
  });
});
