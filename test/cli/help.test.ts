import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { builtInRules } from '../../src/api/rules.ts';
import { runCli, temporaryFolder } from '../support/run-cli.ts';
import { honestCsv } from '../support/sample-data.ts';

const cwd = temporaryFolder({
  'train.csv': honestCsv(200, 1),
  'watertight.yaml':
    'version: 1\ndatasets: { train: train.csv }\ntarget: y\nrules: { target/proxy-column: [warn, { error: 0.99 }] }\n',
});

async function said(...argv: string[]): Promise<string> {
  const { code, stdout, stderr } = await runCli(argv, { cwd });
  expect(stderr).toBe('');
  expect(code).toBe(0);
  return stdout;
}

describe('help', () => {
  it('teaches by example, for the program and for each command', async () => {
    const help = await said('--help');
    expect(help).toContain('$ watertight check --train');
    for (const command of ['check', 'audit', 'verify', 'init', 'rules', 'explain', 'config', 'report', 'completion', 'doctor']) {
      expect(help).toContain(`  ${command}`);
      expect(await said(command, '--help')).toContain('Usage: watertight');
    }
    expect(await said('check', '--help')).toMatch(/Examples:[\s\S]*\$ watertight check/);
  });

  it('says its version', async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));
    expect(await said('--version')).toBe(`${version}\n`);
    expect(await said('-V')).toBe(`${version}\n`);
  });
});

describe('rules and explain', () => {
  it('lists every rule, or those of an area', async () => {
    const ids = (await builtInRules()).map(({ id }) => id);
    const listing = await said('rules');
    expect(ids.filter((id) => !listing.includes(id))).toEqual([]);
    expect(await said('rules', 'overlap/*')).not.toContain('target/');
    expect(JSON.parse(await said('rules', '--json')).map(({ id }: { id: string }) => id)).toEqual(ids);
  });

  it('explains every rule with its page', async () => {
    for (const { id, summary } of await builtInRules()) {
      const page = await said('explain', id);
      expect(page).toContain(`# ${id}`);
      expect(page).toContain(summary);
      expect(page).toContain('## How to fix');
      expect(page).not.toContain('<!--');
    }
    expect(JSON.parse(await said('explain', 'overlap/duplicate-rows', '--json')).severity).toBe('error');
  });

  it('knows what is meant', async () => {
    const { code, stderr } = await runCli(['explain', 'duplicate-row'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('duplicate-rows');
  });
});

describe('config', () => {
  it('shows each value with its origin', async () => {
    const shown = await said('config', 'show', '--fail-on', 'warn');
    expect(shown).toMatch(/target\.column\s+y\s+.*watertight\.yaml:3:/);
    expect(shown).toMatch(/fail_on\s+warn\s+.*--fail-on/);
    expect(JSON.parse(await said('config', 'show', '--json'))).toContainEqual(
      expect.objectContaining({ path: 'target.column', value: 'y' }),
    );
  });

  it('prints a JSON schema that accepts a good configuration and refuses a bad one', async () => {
    const { $schema, ...schema } = JSON.parse(await said('config', 'schema'));
    const validate = new Ajv({ strict: false }).compile(schema);
    expect(validate(parse(readFileSync(join(cwd, 'watertight.yaml'), 'utf8')))).toBe(true);
    expect(validate({ version: 1, datasets: { train: 'a.csv' }, tagret: 'y' })).toBe(false);
    expect(validate({ version: 1, rules: { 'target/proxy-column': ['warn', { errror: 1 }] } })).toBe(false);
  });
});

it('doctor says whether it works here', async () => {
  const facts = await said('doctor');
  expect(facts).toMatch(/engine\s+DuckDB/);
  expect(facts).toMatch(/configuration\s+watertight\.yaml/);
  expect(JSON.parse(await said('doctor', '--json')).ok).toBe(true);
});
