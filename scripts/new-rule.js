#!/usr/bin/env node
// npm run new-rule area/name: the three files of a rule, ready to be filled in.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const [id] = process.argv.slice(2);
if (!/^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(id ?? '')) {
  console.error('usage: npm run new-rule area/problem-as-seen');
  process.exit(2);
}
const rule = `import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';

export default defineRule({
  id: '${id}',
  subject: 'dataset',
  needs: [],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: [],
  summary: 'TODO: the problem as a noun phrase',
  why: 'TODO: what goes wrong when it is ignored',
  fix: 'TODO: what to do',
  messages: { found: 'TODO {{rows}} rows' },
  options: z.strictObject({ minRows: z.number().int().min(1).default(1).describe('Rows from which it is reported') }),
  async check({ table, options, report }) {
    const rows = await table.rows();
    const evidence = { rows };
    if (rows < options.minRows) report({ messageId: 'found', data: { rows }, evidence });
    return clean(evidence);
  },
});
`;
const page = `# ${id}

<!-- facts: generated -->
<!-- /facts -->

## What it does

## Why it matters

## Example

## Options

<!-- options: generated -->
<!-- /options -->

## When not to use it

## How to fix

## References
`;
const test = `import rule from '../../../rules/${id}.ts';
import { ruleTester } from '../../support/rule-tester.ts';

ruleTester(rule, {
  clean: [{ name: 'an honest table', train: { x: [1, 2, 3] } }],
  findings: [{ name: 'the planted problem', train: { x: [] }, expect: [{ messageId: 'found' }] }],
});
`;
const files = { [`rules/${id}.ts`]: rule, [`rules/${id}.md`]: page, [`test/rules/${id}.test.ts`]: test };
const taken = Object.keys(files).filter((file) => existsSync(file));
if (taken.length) {
  console.error(`${taken.join(', ')} exists already`);
  process.exit(2);
}
for (const [file, text] of Object.entries(files)) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
console.log(`wrote ${Object.keys(files).join(', ')}\nFill them in, then \`npm run gen\` and \`npm test\`.`);
