import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/errors.ts';
import { json } from '../../src/report/formats/json.ts';
import { formatNames, loadFormat } from '../../src/report/formats.ts';
import { renderStored } from '../../src/report/render-stored.ts';
import type { Report } from '../../src/report/schema.ts';
import { parseReport } from '../../src/report/stored-report.ts';
import { plain, sample } from './sample.ts';

const stored = json.render(sample(), plain);
const changed = (change: (report: Report) => void) => {
  const report: Report = JSON.parse(stored);
  change(report);
  return JSON.stringify(report);
};

describe('formats', () => {
  test('each is loaded by its name', async () => {
    for (const name of formatNames) expect((await loadFormat(name)).name).toBe(name);
  });

  test('an unknown one is refused with the nearest', async () => {
    const hint = expect.stringContaining('did you mean `sarif`?');
    await expect(loadFormat('serif')).rejects.toMatchObject({ name: 'UserError', message: 'unknown format `serif`', hint });
    await expect(loadFormat('constructor')).rejects.toThrow(UserError);
  });
});

describe('a stored report', () => {
  test('reads back as it was, and renders as the fresh one would in every format', async () => {
    expect(parseReport(stored, 'r.json')).toEqual(sample());
    const folder = await mkdtemp(join(tmpdir(), 'watertight-'));
    try {
      const path = join(folder, 'report.json');
      await writeFile(path, `\ufeff${stored}`);
      for (const name of formatNames) {
        expect(await renderStored(path, name, plain)).toBe((await loadFormat(name)).render(sample(), plain));
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test.each([
    ['{', 'not JSON', 'r.json'],
    ['[]', 'not a report of watertight', 'r.json'],
    ['null', 'not a report of watertight', 'r.json'],
    ['{"schema":"https://json.schemastore.org/sarif-2.1.0.json"}', 'not a report of watertight', 'r.json'],
    [changed((report) => Object.assign(report, { schema: 'watertight/report/2' })), 'version 2', 'r.json'],
    [changed((report) => Object.assign(report.findings[0]!, { severity: 'fatal' })), '`findings[0].severity`', 'r.json'],
    [changed((report) => Object.assign(report, { summary: {} })), '`summary.error`', 'r.json'],
  ])('%.60s is refused', (text, message, path) => {
    const error = thrownBy(() => parseReport(text, path));
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({ message: expect.stringContaining(message), position: { path }, hint: expect.any(String) });
  });

  test('that cannot be read is refused by name', async () => {
    await expect(renderStored('/nowhere/r.json', 'json', plain)).rejects.toMatchObject({
      name: 'UserError',
      position: { path: '/nowhere/r.json' },
    });
  });
});

function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
