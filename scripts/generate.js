#!/usr/bin/env node
// Writes rules/index.generated.ts from the rule files. Runs on compiled rules: `npm run gen` builds first.
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = (await readdir(join(root, 'rules'), { recursive: true }))
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => file.includes('/') && file.endsWith('.ts'))
  .sort();

const entries = [];
for (const file of files) {
  const { default: rule } = await import(new URL(`../dist/rules/${file.replace(/\.ts$/, '.js')}`, import.meta.url));
  if (`${rule.id}.ts` !== file) throw new Error(`rules/${file} declares ${rule.id}`);
  const { id, subject, roles, unions, needs, severity, confidence, taxonomy, since, tags = [], summary } = rule;
  const facts = { id, subject, roles, unions, needs, severity, confidence, taxonomy, since, tags, summary };
  entries.push(`  { ...${JSON.stringify(facts)}, load: async () => (await import('./${file}')).default },`);
}
const text = `import type { RuleEntry } from '../src/check/registry.ts';

export const rules: readonly RuleEntry[] = [
${entries.join('\n')}
];
`;
await writeFile(join(root, 'rules/index.generated.ts'), text);
