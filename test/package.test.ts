import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const { config, bin, exports } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

interface Packed {
  readonly size: number;
  readonly unpackedSize: number;
  readonly entryCount: number;
  readonly files: readonly { readonly path: string }[];
}

/** What would be published, of what is built here; `npm run test:package` builds anew, installs it and runs it. */
describe.skipIf(!existsSync(`${root}dist/src/index.js`))('the package', () => {
  const output = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' });
  const [packed] = JSON.parse(output) as [Packed];
  const paths = packed.files.map(({ path }) => path);

  test.each(['size', 'unpackedSize', 'entryCount'] as const)('%s is within its budget', (figure) => {
    expect(packed[figure]).toBeGreaterThan(0);
    expect(packed[figure]).toBeLessThanOrEqual(config.packageBudget[figure]);
  });

  test('holds what it promises', () => {
    expect(paths).toEqual(
      expect.arrayContaining([bin.watertight, 'README.md', 'LICENSE', 'CHANGELOG.md', 'schema/report.schema.json']),
    );
    for (const file of Object.values<string>(exports['.'])) expect(paths).toContain(file.replace('./', ''));
    const pages = paths.filter((path) => /^rules\/.*\.md$/.test(path));
    expect(pages.length).toBeGreaterThan(50);
    expect(pages.filter((page) => !paths.includes(`dist/${page.replace(/md$/, 'js')}`))).toEqual([]);
  });

  test('holds nothing else', () => {
    const odd = paths.filter(
      (path) => !/^(bin|dist|rules|schema)\//.test(path) && !/^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path),
    );
    expect(odd).toEqual([]);
    expect(paths.filter((path) => /\.map$|\.tsbuildinfo$|(?<!\.d)\.ts$|^dist\/(test|scripts)\//.test(path))).toEqual([]);
  });
});
