#!/usr/bin/env node
// Packs the package as npm would publish it, holds it against its budget and against publint and attw, installs it in an empty project
// and runs it there on every Node that it claims to run on. What could not be tried is printed, and only then the script ends well.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageBudget } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).config;
/** The least of each line that `engines` names, and the newest line. */
const NODES = ['20.19', '22.12', '24'];
const CHECKERS = [
  ['publint', ['publint@0.3.25', '--strict']],
  ['attw', ['@arethetypeswrong/cli@0.18.5', '--profile', 'esm-only', '--no-emoji', '--no-color']],
];

/** TypeScript, and JavaScript without what stands in `: Report`. */
const USE = `import { check, loadConfig, type Report } from 'watertight';
const config = await loadConfig({ cwd: '.', file: 'churn/watertight.yaml' });
const report: Report = await check(config);
export const status: Report['run']['status'] = report.run.status;
`;

const folder = mkdtempSync(join(tmpdir(), 'watertight-package-'));
const [failed, untried] = [[], []];
try {
  const tarball = pack();
  if (spawnSync('npm', ['ping'], { timeout: 30_000 }).status === 0) {
    for (const [name, args] of CHECKERS) check(name, args, tarball);
    install(tarball);
    types();
    for (const wanted of NODES) runOn(wanted);
  } else untried.push('all but the budget: there is no registry to install from');
} finally {
  rmSync(folder, { recursive: true, force: true });
}
for (const what of untried) console.log(`not tried: ${what}`);
for (const what of failed) console.error(`failed: ${what}`);
if (failed.length) process.exitCode = 1;

function pack() {
  const [packed] = JSON.parse(npm(root, 'pack', '--json', '--pack-destination', folder));
  for (const [figure, most] of Object.entries(packageBudget)) {
    const within = packed[figure] <= most;
    say(within, `${figure} ${packed[figure].toLocaleString('en')}, budget ${most.toLocaleString('en')}`);
  }
  return join(folder, packed.filename);
}

function check(name, args, tarball) {
  const { status, stdout, stderr } = spawnSync('npx', ['--yes', ...args, tarball], { encoding: 'utf8', cwd: folder });
  if (/npm error code E/.test(stderr)) untried.push(`${name}: it cannot be had from the registry`);
  else say(status === 0, name, stdout + stderr);
}

/** An empty project that depends on nothing but the package. */
function install(tarball) {
  const project = join(folder, 'project');
  mkdirSync(project);
  writeFileSync(join(project, 'package.json'), '{ "name": "empty", "private": true, "type": "module" }\n');
  npm(project, 'install', '--no-audit', '--no-fund', tarball);
  cpSync(join(root, 'fixtures/churn-leaky'), join(project, 'churn'), { recursive: true });
  console.log(`installed: ${Math.round(sizeOf(join(project, 'node_modules')) / 1e6)} MB with all it needs`);
}

/** The types as another project's compiler sees them. */
function types() {
  const project = join(folder, 'project');
  writeFileSync(join(project, 'use.ts'), USE);
  const compilerOptions = { noEmit: true, strict: true, module: 'nodenext', target: 'es2023', types: [], skipLibCheck: true };
  const lib = ['es2023', 'esnext.disposable'];
  writeFileSync(
    join(project, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { ...compilerOptions, lib }, files: ['use.ts'] }),
  );
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status, stdout } = spawnSync(process.execPath, [compiler], { cwd: project, encoding: 'utf8' });
  say(status === 0, 'types in a strict project', stdout);
}

function runOn(wanted) {
  const node = nodeOf(wanted);
  if (!node) {
    untried.push(`Node ${wanted}: the package \`node@${wanted}\` cannot be installed here`);
    return;
  }
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  const project = join(folder, 'project');
  const run = (...args) => spawnSync(node, args, { cwd: project, encoding: 'utf8' });
  const cli = 'node_modules/watertight/bin/watertight.js';
  const config = ['--config', 'churn/watertight.yaml', '--no-dvc'];
  const expected = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version;
  const told = run(cli, '--version');
  say(told.stdout.trim() === expected, `${version}: --version`, told.stdout + told.stderr);
  const leaky = run(cli, 'check', ...config, '-f', 'json', '-o', `${wanted}.json`);
  say(leaky.status === 1, `${version}: check finds leaks and exits with 1`, leaky.stdout + leaky.stderr);
  const page = run(cli, 'report', `${wanted}.json`, '-f', 'html');
  say(page.stdout.includes('<figure>'), `${version}: a page with pictures`, page.stderr);
  const explained = run(cli, 'explain', 'target/proxy-column');
  say(explained.stdout.includes('Why it matters'), `${version}: explain`, explained.stderr);
  writeFileSync(
    join(project, 'use.js'),
    `${USE.replace(/: Report(\[[^\]]*\])*|, type Report/g, '')}process.stdout.write(status);\n`,
  );
  const used = run('use.js');
  say(used.stdout.startsWith('fail'), `${version}: as a library`, used.stdout + used.stderr);
}

function nodeOf(wanted) {
  if (process.versions.node.startsWith(`${wanted}.`)) return process.execPath;
  const where = join(folder, `node-${wanted}`);
  mkdirSync(where);
  writeFileSync(join(where, 'package.json'), '{ "private": true }\n');
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', `node@${wanted}`], { cwd: where });
  const binary = join(where, 'node_modules/node/bin/node');
  return status === 0 && spawnSync(binary, ['--version']).status === 0 ? binary : undefined;
}

function npm(cwd, ...args) {
  return execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'], maxBuffer: 2 ** 27 });
}

function sizeOf(path) {
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function say(well, what, output = '') {
  console.log(`${well ? 'ok' : 'FAILED'}: ${what}`);
  if (well) return;
  console.log(output.trim().split('\n').slice(-20).join('\n'));
  failed.push(what);
}
