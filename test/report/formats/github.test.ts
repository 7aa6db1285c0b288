import { describe, expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { github } from '../../../src/report/formats/github.ts';
import type { Report } from '../../../src/report/schema.ts';
import { visible } from '../../../src/text/visible.ts';
import { forbidden, hostile, hostileReport } from '../hostile.ts';
import { facts, finding, outcome, plain, rule, sample, verdict } from '../sample.ts';

interface Command {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/** Reads a line as the runner does: `::name key=value,key=value::data`, then unescapes. */
function parseCommand(line: string): Command {
  const match = /^::([a-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line);
  if (!match) throw new Error(`no command: ${line}`);
  const [, command = '', properties = '', message = ''] = match;
  const pairs = properties.split(',').map((pair) => {
    const at = pair.indexOf('=');
    return [
      pair.slice(0, at),
      decoded(pair.slice(at + 1), { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' }),
    ] as const;
  });
  return { command, properties: Object.fromEntries(pairs), message: decoded(message, { '%0D': '\r', '%0A': '\n', '%25': '%' }) };
}

const decoded = (text: string, codes: Readonly<Record<string, string>>): string =>
  text.replace(/%[0-9A-F]{2}/g, (code) => codes[code] ?? code);

const commands = (report: Report): Command[] =>
  github.render(report, plain).trimEnd().split('\n').filter(Boolean).map(parseCommand);

test('one command for each new finding, at its place', () => {
  const shown = commands(sample());
  expect(shown.map(({ command }) => command)).toEqual(['error', 'error', ...Array(5).fill('warning'), 'notice']);
  expect(shown[1]).toMatchObject({
    properties: { file: 'watertight.yaml', line: '14', col: '3', title: 'target/proxy-column' },
    message: expect.stringMatching(/^contract_ended_at alone .*\nwhere: train\nwhy: .*\ndo: drop the column/),
  });
  expect(shown[0]?.message).toContain('(12.4%)');
  expect(shown.at(-1)?.message).toBe('1 known finding of the baseline not shown');
});

test('nothing to say, nothing said', () => {
  expect(github.render(buildReport(verdict(), facts()), plain)).toBe('');
});

describe('limits', () => {
  const many = (severity: 'error' | 'warn' | 'info', count: number) =>
    Array.from({ length: count }, (_, i) =>
      finding('a/one', { severity, columns: [`c${i}`], data: { what: `${severity} ${i}` } }),
    );

  test('ten errors, ten warnings, ten notices of which the last counts the rest', () => {
    const findings = [...many('info', 20), ...many('warn', 12), ...many('error', 15)];
    const shown = commands(buildReport(verdict({ status: 'fail', rules: [rule('a/one')], findings }), facts()));
    const count = (name: string) => shown.filter(({ command }) => command === name).length;
    expect([count('error'), count('warning'), count('notice')]).toEqual([10, 10, 10]);
    expect(shown.at(-1)).toMatchObject({ command: 'notice', message: '18 annotations more: see the job summary or the report' });
    expect(shown[0]?.command).toBe('error');
  });
});

test('crashes and errors of the run come first', () => {
  const outcomes = [outcome('a/one', { status: 'crashed', reason: 'boom\n  at x' })];
  const report = buildReport(
    verdict({ status: 'error', rules: [rule('a/one')], outcomes, errors: ['late'], findings: [finding('a/one')] }),
    facts(),
  );
  expect(commands(report).map(({ message }) => message.split('\n', 2).join(' / '))).toEqual([
    'late',
    'the rule crashed on test against train / boom',
    'something is wrong / where: test against train',
  ]);
});

test('hostile names make no command of their own and read back as they are shown', () => {
  const text = github.render(hostileReport(), plain);
  expect(text).not.toMatch(forbidden);
  for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^::(error|warning|notice) file=/);
  const shown = commands(hostileReport()).find(({ properties }) => properties.title === 'target/proxy-column');
  expect(shown?.properties.file).toBe(visible(hostile));
  expect(shown?.message.split('\n')).toHaveLength(4);
});
