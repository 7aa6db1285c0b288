import { Marked, type Token, type Tokens } from 'marked';
import { describe, expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { markdown } from '../../../src/report/formats/markdown.ts';
import { markdownText } from '../../../src/report/markdown/markdown-text.ts';
import type { Report } from '../../../src/report/schema.ts';
import { visible } from '../../../src/text/visible.ts';
import { forbidden, hostile, hostileReport } from '../hostile.ts';
import { facts, finding, outcome, plain, rule, sample, verdict } from '../sample.ts';

const marked = new Marked({ gfm: true });
const limit = 60_000;

function tokensOf(report: Report): Token[] {
  const text = markdown.render(report, plain);
  expect(Buffer.byteLength(text)).toBeLessThan(limit);
  expect(text).not.toMatch(forbidden);
  return [...marked.lexer(text)];
}

function all(tokens: readonly Token[]): Token[] {
  const found: Token[] = [];
  marked.walkTokens([...tokens], (token) => {
    found.push(token);
  });
  return found;
}

const tables = (report: Report) => tokensOf(report).filter((token): token is Tokens.Table => token.type === 'table');

test('a table of data sets and one for each area, a row for each finding', () => {
  const [datasets, ...areas] = tables(sample());
  expect(datasets?.rows).toHaveLength(3);
  expect(areas.map(({ rows }) => rows.length)).toEqual([1, 1, 5, 1]);
  for (const { header, rows } of areas) for (const row of rows) expect(row).toHaveLength(header.length);
  expect(areas.flatMap(({ rows }) => rows.map((row) => row[3]?.text))).toContain('target/proxy-column');
});

test('what is suppressed is counted, not listed', () => {
  const text = markdown.render(sample(), plain);
  expect(text).toContain('1 suppressed');
  expect(text).not.toContain('0.981');
});

test('a run that was not done in full says so first', () => {
  const outcomes = [outcome('a/one', { status: 'crashed', reason: 'boom' })];
  const text = markdown.render(
    buildReport(verdict({ status: 'error', rules: [rule('a/one')], outcomes, errors: ['late'] }), facts()),
    plain,
  );
  expect(text).toMatch(/^## 💥.*incomplete.*- late\n- a\/one crashed on test against train: boom/s);
});

test('details blocks are closed', () => {
  const text = markdown.render(sample(), plain);
  expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
});

describe('size', () => {
  const long = 'x'.repeat(400);
  test.each([200, 5000])('%d long findings stay below 60 kB, gravest first, and the rest is counted', (count) => {
    const findings = Array.from({ length: count }, (_, i) =>
      finding(`a${i % 40}/one`, {
        columns: [`c${i}`],
        data: { what: `é${long} ${i}` },
        severity: i === count - 1 ? 'error' : 'warn',
        evidence: { long },
      }),
    );
    const rules = Array.from({ length: 40 }, (_, i) => rule(`a${i}/one`));
    const report = buildReport(verdict({ status: 'fail', rules, findings, notices: Array(100).fill(long) }), facts());
    const shown = tables(report)
      .slice(1)
      .flatMap(({ rows }) => rows);
    expect(shown[0]?.[0]?.text).toContain('error');
    expect(shown.length).toBeGreaterThan(10);
    expect(markdown.render(report, plain)).toContain(`**${(count - shown.length).toLocaleString('en-US')} more**`);
  });
});

describe('hostile names', () => {
  test('make no HTML, link, image, emphasis, code block or broken table', () => {
    const tokens = all(tokensOf(hostileReport()));
    const html = tokens.filter(({ type }) => type === 'html').map(({ raw }) => raw.trim());
    expect(html.filter((raw) => !/^(<details><summary>[\w ,]+<\/summary>|<\/details>|<!-- -->|<br>)$/.test(raw))).toEqual([]);
    const allowed = new Set([
      'heading',
      'paragraph',
      'text',
      'space',
      'table',
      'html',
      'list',
      'list_item',
      'strong',
      'escape',
      'codespan',
      'blockquote',
      'br',
    ]);
    expect([...new Set(tokens.map(({ type }) => type))].filter((type) => !allowed.has(type))).toEqual([]);
    for (const { header, rows } of tables(hostileReport())) for (const row of rows) expect(row).toHaveLength(header.length);
  });

  test('render to the text that is shown', () => {
    const html = marked.parseInline(markdownText(hostile, 2000)) as string;
    const shown = html
      .replaceAll('<!-- -->', '')
      .replace(/<\/?code>/g, '`')
      .replace(
        /&(lt|gt|quot|#39|amp);/g,
        (entity) => ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' })[entity] ?? entity,
      );
    expect(shown).toBe(visible(hostile));
  });

  test.each(['- x', '+ x', '# x', '1. x', '12) x', '> x', '=== x', '    x', '* x', '~~~ x', '``` x', '--- ', '| x'])(
    '%j at the start of a block is text',
    (text) => {
      const tokens = marked.lexer(markdownText(text));
      expect(tokens.map(({ type }) => type)).toEqual(['paragraph']);
    },
  );

  test('back-quoted names become code', () => {
    expect(marked.parseInline(markdownText('drop `known_at` & co'))).toBe('drop <code>known_at</code> &amp; co');
  });
});
