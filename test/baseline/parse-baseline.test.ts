import { describe, expect, it } from 'vitest';
import { editBaseline } from '../../src/baseline/edit-baseline.ts';
import { parseBaseline } from '../../src/baseline/parse-baseline.ts';
import { baselineOfReport } from '../../src/baseline/read-baseline.ts';
import type { KnownFinding } from '../../src/judge/baseline.ts';
import { sample } from '../report/sample.ts';

const known = (digit: string, facts: Partial<KnownFinding> = {}): KnownFinding => ({
  ...{ fingerprint: digit.repeat(32), rule: 'target/token', subject: { dataset: 'train', role: 'train' }, columns: ['a'] },
  ...facts,
});
const without = (findings: readonly KnownFinding[]) => findings.map(({ position, ...entry }) => entry);

describe('a reviewed baseline', () => {
  it('reads what was written, in YAML and in JSON, whatever names hold', async () => {
    const entries = [
      known('1', { columns: ['007', 'null', ': #', '\u001b[31m', 'true'], message: 'a "b": c\n- d', added: '2026-11-24' }),
      known('2', { fingerprint: `${'2'.repeat(32)}:2`, reason: 'r', note: 'n', until: '2027-01-01' }),
      known('a', { subject: { dataset: '7', role: 'test', against: { dataset: 'train', role: 'train' } }, columns: [] }),
    ];
    for (const form of ['yaml', 'json'] as const) {
      const text = await editBaseline(undefined, { added: entries }, form);
      expect(without(await parseBaseline(text, 'b'))).toEqual(entries);
    }
  });

  it('keeps comments and what people wrote when entries come and go', async () => {
    const first = await editBaseline(undefined, { added: [known('b'), known('c')] }, 'yaml');
    const edited = first.replace('    rule: target/token', '    # see ticket 12\n    reason: by hand\n    rule: target/token');
    const text = await editBaseline(edited, { added: [known('a')], removed: ['c'.repeat(32)] }, 'yaml');
    expect(text).toContain('# see ticket 12');
    expect((await parseBaseline(text, 'b')).map(({ fingerprint, reason }) => [fingerprint[0], reason])).toEqual([
      ['a', undefined],
      ['b', 'by hand'],
    ]);
  });

  it('is refused with the place of every mistake', async () => {
    const text = `schema: watertight/baseline/1
findings:
  nonsense: { rule: a/b, dataset: train, role: train }
  ${'a'.repeat(32)}: { rule: a/b, dataset: train, role: train, until: tomorrow, resaon: x }
`;
    const error = await parseBaseline(text, 'known.yaml').catch((reason: Error) => reason);
    expect(String(error)).toMatch(/known\.yaml:3:3.*fingerprint/);
    expect(String(error)).toMatch(/known\.yaml:4:.*resaon.*did you mean `reason`/);
    expect(String(error)).toMatch(/known\.yaml:4:.*2027-03-01/);
  });

  it('of an earlier report leaves out what was suppressed then', () => {
    const report = sample();
    const { findings } = baselineOfReport(report, 'r.json', 'report');
    expect(findings).toHaveLength(report.findings.length - 1);
    const suppressed = report.findings.find((finding) => finding.suppressed)?.fingerprint;
    expect(findings.map(({ fingerprint }) => fingerprint)).not.toContain(suppressed);
  });
});
