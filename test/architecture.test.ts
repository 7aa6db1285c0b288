import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Which parts a part may import; types may come from anywhere, for the contract of a later stage is no dependency on its code. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src/text': [],
  'src/stats': [],
  'src/engine': ['src/text', 'src/errors.ts'],
  'src/features': ['src/errors.ts', 'src/text'],
  'src/config': ['src/text', 'src/errors.ts'],
  'src/dvc': ['src/text', 'src/errors.ts', 'src/unless-aborted.ts'],
  'src/feast': ['src/text', 'src/errors.ts'],
  'src/metadata': ['src/config', 'src/text', 'src/errors.ts'],
  'src/measure': ['src/engine', 'src/stats'],
  'src/load': [
    'src/config',
    'src/text',
    'src/dvc',
    'src/engine',
    'src/errors.ts',
    'src/feast',
    'src/features',
    'src/measure',
    'src/metadata',
    'src/stats',
  ],
  'src/check': ['src/engine', 'src/errors.ts', 'src/measure', 'src/stats', 'src/unless-aborted.ts'],
  'src/judge': ['src/config', 'src/errors.ts'],
  'src/report': ['src/text', 'src/config', 'src/errors.ts', 'src/judge'],
  'src/baseline': ['src/config', 'src/errors.ts', 'src/judge', 'src/report', 'src/text'],
  'src/split': ['src/engine', 'src/errors.ts', 'src/measure', 'src/report', 'src/text'],
  'src/fix': [
    'src/check',
    'src/config',
    'src/engine',
    'src/errors.ts',
    'src/load',
    'src/measure',
    'src/report',
    'src/split',
    'src/text',
  ],
  'src/custom': ['src/check', 'src/config', 'src/engine', 'src/errors.ts', 'src/text'],
  'src/init': ['src/config', 'src/text', 'src/engine', 'src/errors.ts', 'src/load', 'src/metadata'],
  'src/testing': ['src/check', 'src/engine', 'src/judge', 'src/load', 'src/report', 'src/stats'],
  'src/plugins': ['src/check', 'src/config', 'src/engine', 'src/errors.ts', 'src/package-root.ts', 'src/text'],
  rules: ['src/check', 'src/engine', 'src/measure', 'src/stats', 'src/errors.ts'],
};

/** Imports of values, static or on use; those of types only are left out. */
const IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+)'|import\('(\.[^']+)'\)/gm;

describe('imports follow the arrows', () => {
  for (const [part, allowed] of Object.entries(MAY_IMPORT)) {
    it(`${part} imports only ${allowed.join(', ') || 'itself'}`, () => {
      const strays = filesBelow(part).flatMap((file) =>
        importsOf(file)
          .map((target) => relative(root, target))
          .filter((target) => ![part, ...allowed].some((folder) => target === folder || target.startsWith(`${folder}/`)))
          .map((target) => `${file} → ${target}`),
      );
      expect(strays).toEqual([]);
    });
  }

  it('no rule names an engine', () => {
    const named = filesBelow('rules').filter(
      (file) => !file.includes('generated') && /duckdb|spark|trino/i.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(named).toEqual([]);
  });

  it('the engine of checks asks no rule who it is', () => {
    const code = (file: string) => readFileSync(join(root, file), 'utf8').replace(/from '.*'|\/\*\*[\s\S]*?\*\//g, '');
    const asking = filesBelow('src/check').filter((file) => /['"`][a-z]+\/[a-z-]+['"`]/.test(code(file)));
    expect(asking).toEqual([]);
  });

  it('only the shim touches the process', () => {
    const touching = filesBelow('src').filter((file) =>
      /process\.(exit|argv|stdout|stdin|stderr)\b/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(touching).toEqual([]);
  });
});

describe('rules', () => {
  const rules = filesBelow('rules').filter((file) => file.split('/').length === 3 && file.endsWith('.ts'));
  const SECTIONS = ['What it does', 'Why it matters', 'Example', 'Options', 'When not to use it', 'How to fix', 'References'];

  it.each(rules)('%s has its page and its test', (file) => {
    const page = file.replace(/\.ts$/, '.md');
    expect(existsSync(join(root, page))).toBe(true);
    expect(existsSync(join(root, 'test', file.replace(/\.ts$/, '.test.ts')))).toBe(true);
    const headings = [...readFileSync(join(root, page), 'utf8').matchAll(/^## (.*)$/gm)].map(([, title]) => title);
    expect(headings).toEqual(SECTIONS);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true })
    .map((file) => join(folder, String(file)).replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts'))
    .sort();
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  return [...text.matchAll(IMPORT)].map(([, fixed, onUse]) => resolve(root, dirname(file), fixed ?? onUse!));
}
