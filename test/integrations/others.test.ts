import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { reportSchema } from '../../src/report/schema.ts';
import { temporaryFolder } from '../support/run-cli.ts';
import { commandFolder, root, runStep, textOf } from './run-step.ts';

const folders = { leaky: temporaryFolder(), honest: temporaryFolder() };
let commands = '';
beforeAll(() => {
  commands = commandFolder();
  for (const [name, folder] of Object.entries(folders)) cpSync(join(root, `fixtures/churn-${name}`), folder, { recursive: true });
});

const read = (folder: string, file: string) => readFileSync(join(folder, file), 'utf8');
const cases = (xml: string): { failure?: unknown }[] => {
  const { testsuites } = new XMLParser({ isArray: (name) => name === 'testsuite' || name === 'testcase' }).parse(xml);
  return testsuites.testsuite.flatMap(({ testcase }: { testcase: unknown[] }) => testcase);
};

describe('the GitLab template', () => {
  const job = parse(textOf('integrations/gitlab/watertight.gitlab-ci.yml')).watertight;
  const run = (cwd: string, env: Record<string, string> = {}) =>
    runStep({ shell: 'sh', script: job.script.join('\n'), cwd, env: { ...job.variables, ...env } }, commands);

  it('keeps what it writes as artifacts, whatever the outcome', () => {
    expect(job.artifacts.when).toBe('always');
    const kept = [...job.artifacts.paths, ...Object.values(job.artifacts.reports)];
    const written = [...job.script.join('\n').matchAll(/--report \w+=(\S+)/g)].map(([, file]) => file);
    expect(kept.sort()).toEqual(written.sort());
  });

  it('fails on a leak and passes its honest twin, with code quality and tests', () => {
    expect(run(folders.leaky).code).toBe(1);
    const issues: { fingerprint: string; severity: string; location: { path: string } }[] = JSON.parse(
      read(folders.leaky, 'gl-code-quality-report.json'),
    );
    expect(issues.some(({ severity }) => severity === 'critical')).toBe(true);
    expect(issues.every(({ fingerprint, location }) => fingerprint && !location.path.startsWith('/'))).toBe(true);
    expect(cases(read(folders.leaky, 'watertight-junit.xml')).some(({ failure }) => failure)).toBe(true);
    const { code, stderr } = run(folders.honest, { WATERTIGHT_ARGUMENTS: '--only\ntarget/*\n--fail-on\nwarn' });
    expect(code, stderr).toBe(0);
    const report = reportSchema.parse(JSON.parse(read(folders.honest, 'watertight.json')));
    expect(report.run.failOn).toBe('warn');
    expect(cases(read(folders.honest, 'watertight-junit.xml')).some(({ failure }) => failure)).toBe(false);
  });

  it('runs nothing that stands in a variable', () => {
    const marker = join(temporaryFolder(), 'owned');
    const hostile = {
      WATERTIGHT_CONFIG: `"; touch ${marker}; "`,
      WATERTIGHT_ARGUMENTS: `$(touch ${marker})\n\`touch ${marker}\``,
    };
    expect(run(folders.honest, hostile).code).toBe(2);
    expect(spawnSync('test', ['-e', marker]).status).toBe(1);
  });
});

describe('the Jenkinsfile', () => {
  const text = textOf('integrations/jenkins/Jenkinsfile');
  const [, script = ''] = /sh '''([\s\S]*?)'''/.exec(text) ?? [];

  it('publishes the reports that its shell step writes', () => {
    expect(text.split('{')).toHaveLength(text.split('}').length);
    expect(runStep({ shell: 'sh', script, cwd: folders.leaky }, commands).code).toBe(1);
    for (const [, file] of text.matchAll(/(?:junit '|pattern: ')([^']+)'/g))
      expect(read(folders.leaky, file!)).toContain('churn');
    expect(runStep({ shell: 'sh', script, cwd: folders.honest }, commands).code).toBe(0);
  });
});

describe('pre-commit hooks', () => {
  const hooks: { id: string; entry: string; files: string; language: string; pass_filenames: boolean }[] = parse(
    textOf('.pre-commit-hooks.yaml'),
  );

  it('run what they say, on what it reads', () => {
    expect(hooks.map(({ id }) => id)).toEqual(['watertight', 'watertight-verify']);
    for (const { language, pass_filenames } of hooks) expect([language, pass_filenames]).toEqual(['node', false]);
    expect(runStep({ shell: 'sh', script: hooks[0]!.entry, cwd: folders.leaky }, commands).code).toBe(1);
    expect(runStep({ shell: 'sh', script: hooks[0]!.entry, cwd: folders.honest }, commands).code).toBe(0);
    const dvc = temporaryFolder();
    cpSync(join(root, 'fixtures/dvc-stage'), dvc, { recursive: true });
    spawnSync('git', ['init', '--quiet'], { cwd: dvc });
    const { code, stdout } = runStep({ shell: 'sh', script: hooks[1]!.entry, cwd: dvc }, commands);
    expect(code).toBe(0);
    expect(stdout).toContain('version/not-in-cache');
  });

  it('are installed from a packed clone, which is built then', () => {
    expect(JSON.parse(textOf('package.json')).scripts.prepack).toMatch(/npm run build$/);
  });

  it.each([
    ['watertight.yaml', [true, true]],
    ['data/train.csv', [true, false]],
    ['data/train.csv.dvc', [true, true]],
    ['dvc.lock', [true, true]],
    ['src/train.py', [false, false]],
  ])('look at %s: %j', (path, expected) => {
    expect(hooks.map(({ files }) => new RegExp(files).test(path))).toEqual(expected);
  });
});

const python = spawnSync('python3', ['--version']).status === 0;

describe.skipIf(!python)('the Airflow example', () => {
  const stub = `
import sys, types
class Failed(Exception): pass
class Any:
    def __init__(self, **given): made.append(given)
    def __enter__(self): return self
    def __exit__(self, *_): return False
    def __rshift__(self, other): return other
made = []
for name, members in {
    'airflow': {}, 'airflow.exceptions': {'AirflowFailException': Failed}, 'airflow.sdk': {'DAG': Any},
    'airflow.providers': {}, 'airflow.providers.standard': {}, 'airflow.providers.standard.operators': {},
    'airflow.providers.standard.operators.bash': {'BashOperator': Any},
    'airflow.providers.standard.operators.python': {'PythonOperator': Any},
}.items():
    module = types.ModuleType(name)
    module.__dict__.update(members)
    sys.modules[name] = module
exec(compile(open(sys.argv[1]).read(), sys.argv[1], 'exec'))
task = next(given for given in made if given.get('task_id') == 'watertight')
try:
    task['python_callable'](**{key: value.replace('{{ ds }}', 'now') for key, value in task['op_kwargs'].items()})
    print('passed')
except Failed: print('failed for good')
except RuntimeError: print('to be tried again')
`;
  const run = (cwd: string) =>
    runStep(
      {
        shell: 'sh',
        script: `python3 - "${join(root, 'integrations/airflow/check_before_training.py')}" <<'END'\n${stub}\nEND\n`,
        cwd,
      },
      commands,
    ).stdout;

  it('fails the task on a leak, passes honest data, and tries again what could not be done', () => {
    expect(run(folders.leaky)).toMatch(/failed for good\n$/);
    expect(run(folders.honest)).toMatch(/passed\n$/);
    expect(run(temporaryFolder())).toMatch(/to be tried again\n$/);
    expect(reportSchema.parse(JSON.parse(read(folders.honest, 'watertight-now.json'))).run.status).toBe('pass');
  });
});
