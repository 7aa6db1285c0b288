import type { Subject } from '../../src/check/outcome.ts';
import { buildReport } from '../../src/report/build-report.ts';
import type { Report } from '../../src/report/schema.ts';
import { facts, finding, outcome, rule, verdict } from './sample.ts';

/** A name that attacks each format: terminal, build server, XML, HTML, Markdown, JSON, SARIF links and placeholders. */
export const hostile = [
  'a\x1b[31mred\x1b]0;title\x07\x9b2J\x00\x7f\u202egnp.exe\u2066\ufeff\u2028\ud800',
  '::error file=x::pwned',
  '##[set-env name=X]y ##vso[task.setvariable]z',
  '\r\n::stop-commands::t\r::set-output name=a::b',
  '|]]><script>alert(1)</script><!-- &amp; &#27;',
  '`"\'\\ {{secrets.X}} {0} [click](http://evil.example) ![i](x) **b** @octocat #1 www.evil.example $x$ :bomb: ]]>',
].join('\n');

/** Characters that no text report may hold; line feeds are looked at separately. */
export const forbidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/u;

/** A report with the hostile name wherever something that was read can stand. */
export function hostileReport(): Report {
  const subject: Subject = { dataset: hostile, role: 'test', against: { dataset: `${hostile}2`, role: 'train' } };
  const shown = rule('target/proxy-column', { messages: { found: '{{what}} and `{{what}}` tell the answer' }, tags: [hostile] });
  const other = rule('drift/numeric');
  const dataset = (name: string, role: string) => ({
    ...{ name, role, path: hostile, format: hostile, rows: 10, columns: [{ name: hostile, type: hostile }] },
    version: {
      system: hostile,
      recorded: hostile,
      actual: null,
      state: 'unchecked' as const,
      recordedIn: hostile,
      reason: hostile,
    },
  });
  const one = (columns: string[]) =>
    finding(shown.id, {
      ...{ subject, columns, data: { what: hostile }, evidence: { name: hostile, [hostile]: 1, list: [hostile] } },
      ...{ fix: hostile, sql: `SELECT "${hostile}"`, examples: [hostile], location: { path: hostile, line: 1, column: 1 } },
    });
  return buildReport(
    verdict({
      status: 'error',
      rules: [shown, other],
      findings: [one([hostile]), one([`${hostile}3`]), { ...one([]), suppressed: { reason: hostile, until: null } }],
      outcomes: [
        outcome(shown.id, { subject, status: 'findings' }),
        outcome(other.id, { subject, status: 'skipped', reason: hostile }),
        outcome(other.id, { subject, status: 'underpowered', reason: hostile }),
        outcome(other.id, { subject, status: 'crashed', reason: hostile }),
        outcome(other.id, { subject, reason: hostile, evidence: { name: hostile } }),
      ],
      errors: [hostile],
      notices: [hostile],
    }),
    facts(
      {
        ...{
          project: hostile,
          engine: hostile,
          config: { path: hostile, digest: 'x' },
          git: { commit: hostile, branch: hostile, dirty: false },
        },
        inferred: [{ fact: hostile, value: hostile, reason: hostile }],
      },
      [dataset(hostile, 'test'), dataset(`${hostile}2`, 'train')],
    ),
  );
}
