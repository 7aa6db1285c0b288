#!/usr/bin/env node
// Writes what is derived from the rules: their index, the tables in their pages, in the README and in the docs, and the JSON schemas.
// Works on compiled rules, so `npm run gen` builds before and after it. With --check nothing is written and a stale file fails.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const check = process.argv.includes('--check');
const stale = [];

const rules = await loadRules();
await emit('rules/index.generated.ts', index(rules));
for (const rule of rules) await emitSections(`rules/${rule.id}.md`, { facts: facts(rule), options: options(rule) });
await emitSections('README.md', { rules: table(rules) });
await emitSections('docs/rules.md', { rules: tables(rules) });
await emitSections('docs/index.md', { pages: await pages() });
const { configJsonSchema } = await compiled('src/config/json-schema.js');
const { reportJsonSchema } = await compiled('src/report/report-json-schema.js');
await emit('schema/config.schema.json', json(configJsonSchema(rules)));
await emit('schema/report.schema.json', json(reportJsonSchema()));
if (check && stale.length) {
  console.error(`stale: ${stale.join(', ')}\nrun \`npm run gen\` and commit what it writes`);
  process.exitCode = 1;
}

async function loadRules() {
  const files = (await readdir(join(root, 'rules'), { recursive: true }))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.includes('/') && file.endsWith('.ts'))
    .sort();
  return Promise.all(
    files.map(async (file) => {
      const { default: rule } = await compiled(`rules/${file.replace(/\.ts$/, '.js')}`);
      if (`${rule.id}.ts` !== file) throw new Error(`rules/${file} declares ${rule.id}`);
      return rule;
    }),
  );
}

function index(all) {
  const entries = all.map((rule) => {
    const { id, subject, roles, unions, needs, severity, confidence, taxonomy, since, tags = [], summary, why, fix } = rule;
    const entry = { id, subject, roles, unions, needs, severity, confidence, taxonomy, since, tags, summary, why, fix };
    return `  { ...${JSON.stringify(entry)}, load: async () => (await import('./${id}.ts')).default },`;
  });
  return `import type { RuleEntry } from '../src/check/registry.ts';\n\nexport const rules: readonly RuleEntry[] = [\n${entries.join('\n')}\n];\n`;
}

function facts({ id, severity, confidence, taxonomy, since, subject, roles, needs, summary }) {
  const looksAt =
    {
      split: 'each pair of fit and held-out data',
      serving: 'train with serving data',
      dataset: 'each data set',
      pipeline: 'the DVC repository',
      recorded: 'data that DVC records',
      source: 'each feature with a known source',
      'feature-store': 'the Feast feature store',
      configuration: '`ignore` entries and the baseline',
    }[subject] ?? subject;
  return [
    `${summary}.`,
    '',
    '| severity | confidence | leakage taxonomy | looks at | needs | since |',
    '|---|---|---|---|---|---|',
    `| ${severity} | ${confidence} | ${taxonomy ?? '–'} | ${roles ? roles.join(', ') : looksAt} | ${needs.map((need) => `\`${need}\``).join(', ') || '–'} | ${since} |`,
    '',
    `Configure it as \`rules: { ${id}: [${severity}, { … }] }\`; silence one finding with \`ignore\`, with a reason.`,
  ].join('\n');
}

function options({ options: schema }) {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  const rows = Object.entries(properties).map(
    ([name, { description = '', default: value }]) => `| \`${name}\` | \`${JSON.stringify(value) ?? 'none'}\` | ${description} |`,
  );
  return rows.length ? ['| option | default | meaning |', '|---|---|---|', ...rows].join('\n') : 'None.';
}

function table(all) {
  const rows = all.map(({ id, severity, summary }) => `| [\`${id}\`](rules/${id}.md) | ${severity} | ${summary} |`);
  return ['| rule | severity | what it finds |', '|---|---|---|', ...rows].join('\n');
}

/** The rules by area, each with its page. */
function tables(all) {
  const areas = new Map(all.map(({ id }) => [id.split('/')[0], []]));
  for (const rule of all) areas.get(rule.id.split('/')[0]).push(rule);
  const row = ({ id, severity, confidence, taxonomy, needs, summary }) =>
    `| [\`${id}\`](../rules/${id}.md) | ${severity} | ${confidence} | ${taxonomy ?? '–'} | ${needs.map((need) => `\`${need}\``).join(', ') || '–'} | ${summary} |`;
  const head = ['| rule | severity | confidence | leakage | needs | what it finds |', '|---|---|---|---|---|---|'];
  return [...areas].flatMap(([area, ruled]) => ['', `## ${area}`, '', ...head, ...ruled.map(row)]).join('\n');
}

/** The pages of the documentation by their titles. */
async function pages() {
  const files = (await readdir(join(root, 'docs'))).filter((file) => file.endsWith('.md') && file !== 'index.md').sort();
  const titles = await Promise.all(
    files.map(async (file) => (await readFile(join(root, 'docs', file), 'utf8')).match(/^# (.*)$/m)?.[1] ?? file),
  );
  return ['', ...files.map((file, i) => `- [${titles[i]}](${file})`), ''].join('\n');
}

async function emitSections(file, sections) {
  let text = await readFile(join(root, file), 'utf8').catch(() => '');
  for (const [name, body] of Object.entries(sections)) {
    const marked = new RegExp(`(<!-- ${name}: generated -->\\n)[\\s\\S]*?(<!-- /${name} -->)`);
    if (!marked.test(text)) throw new Error(`${file} has no place for its generated ${name}`);
    text = text.replace(marked, (_, open, close) => `${open}${body}\n${close}`);
  }
  await emit(file, text);
}

async function emit(file, text) {
  const path = join(root, file);
  const before = await readFile(path, 'utf8').catch(() => undefined);
  if (before === text) return;
  stale.push(file);
  if (check) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

function json(value) {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function compiled(file) {
  return import(pathToFileURL(join(root, 'dist', file)).href);
}
