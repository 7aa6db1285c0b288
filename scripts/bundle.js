#!/usr/bin/env node
// Joins the compiled modules of the command line into a few files in dist/cli: a start that opens hundreds takes half as long again.
// `tsc` writes dist/src/cli/main.js anew, and with it the command line runs from single modules.
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('..', import.meta.url));
const main = join(root, 'dist/src/cli/main.js');
const folder = join(root, 'dist/cli');
const JOINED_MAIN = "export { main } from '../../cli/main.js';\n";
/** Packages that every check needs. What few runs need stays where it is installed. */
const JOINED = ['@duckdb/node-api', 'chalk', 'commander', 'dataloader', 'simple-statistics', 'zod'];

/** Loaded through `require` unless bundled: see src/engine/duckdb/api.ts. */
const duckdbApi = {
  name: 'duckdb-api',
  transform(code, id) {
    if (!slashed(id).endsWith('/src/engine/duckdb/api.js')) return null;
    if (!code.includes("('@duckdb/node-api')")) throw new Error(`${id} no longer requires @duckdb/node-api`);
    return "import * as api from '@duckdb/node-api';\nexport { api };\n";
  },
};

if (readFileSync(main, 'utf8') === JOINED_MAIN) {
  forgetBuild();
  throw new Error(`${main} is what this script wrote before: run npm run build again`);
}
rmSync(folder, { recursive: true, force: true });
const bundle = await rolldown({
  // The worker is started by its address beside the module that starts it.
  input: { main, 'digest-worker': join(root, 'dist/src/dvc/hash/digest-worker.js') },
  cwd: root,
  platform: 'node',
  external: (id) => isPackage(id) && !JOINED.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [duckdbApi],
  // Some modules are loaded late by one importer and at once by another.
  checks: { ineffectiveDynamicImport: false },
});
const { output } = await bundle.write({
  dir: folder,
  format: 'esm',
  chunkFileNames: '[name].js',
  codeSplitting: {
    groups: [
      // Alone, so that --version loads nothing else.
      { name: 'package-root', test: modules(/\/dist\/src\/package-root\./), priority: 2 },
      { name: 'digest', test: modules(/\/dist\/src\/dvc\/hash\/(content-hasher|digest-file|digester)\./), priority: 1 },
      // What every command that reads data needs, and the one rule of `audit`, which leaves the others unread.
      {
        name: 'base',
        test: modules(/\/dist\/src\/(errors|check\/rule|engine\/[^/]+|text\/[^/]+)\.|\/node_modules\/(zod|simple-statistics)\//),
        priority: 2,
      },
      { name: 'as-of', test: modules(/\/dist\/(rules\/time\/point-in-time|src\/measure\/as-of\/[^/]+)\.js/), priority: 1 },
      { name: 'rules', test: modules(/\/dist\/(rules\/[^/]+\/|src\/(measure|stats)\/)/) },
      {
        name: 'check',
        test: modules(
          /\/dist\/(rules\/index|src\/(api\/(?!fix|split|verify)|check|config|judge|load|text|engine\/(duckdb\/)?(files\/|csv\/)?[^/]+\.js|report\/[^/]+\.js|cli\/(program|check)))|\/node_modules\//,
        ),
      },
    ],
  },
});
await bundle.close();
const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const foreign = output.flatMap(({ imports = [], dynamicImports = [] }) => [...imports, ...dynamicImports]).filter(isUndeclared);
if (foreign.length) throw new Error(`the bundle needs packages that nobody installs: ${foreign.join(', ')}`);
writeFileSync(join(folder, 'licenses.txt'), licenses(output));
writeFileSync(main, JOINED_MAIN);
forgetBuild();

/** An incremental build would take the joined main for its own, unchanged. */
function forgetBuild() {
  for (const file of readdirSync(join(root, 'dist'))) if (file.endsWith('.tsbuildinfo')) rmSync(join(root, 'dist', file));
}

function slashed(id) {
  return id.replaceAll('\\', '/');
}

function isPackage(id) {
  return /^(@[\w-][\w.-]*\/)?[\w-][\w.-]*(\/|$)/.test(id);
}

function modules(pattern) {
  return (id) => pattern.test(slashed(id));
}

function isUndeclared(id) {
  const name = id.match(/^(@[^/]+\/)?[^/]+/)?.[0];
  const isOther = /^(node:|\.)|\.js$/.test(id);
  return !isOther && !(name in dependencies) && !(name in peerDependencies);
}

/** The licences of the packages whose code is in the output. */
function licenses(chunks) {
  const folders = chunks.flatMap(({ moduleIds = [] }) =>
    moduleIds.flatMap((id) => slashed(id).match(/^.*\/node_modules\/(@[^/]+\/)?[^/]+/)?.[0] ?? []),
  );
  const texts = [...new Set(folders)].sort().map((path) => {
    const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
    const file = readdirSync(path).find((one) => /^licen[cs]e/i.test(one));
    return `${name} ${version} (${license})\n\n${file ? readFileSync(join(path, file), 'utf8').trim() : ''}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}
