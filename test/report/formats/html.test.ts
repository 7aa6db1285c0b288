import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buildReport } from '../../../src/report/build-report.ts';
import { html } from '../../../src/report/formats/html.ts';
import type { Report } from '../../../src/report/schema.ts';
import { browser, rendered } from '../../support/browser.ts';
import { attributeOf, type Element, elementsBelow, hasClass, parseHtml, textOf } from '../../support/html-document.ts';
import { temporaryFolder } from '../../support/run-cli.ts';
import { forbidden, hostile, hostileReport } from '../hostile.ts';
import { facts, finding, plain, rule, sample, verdict } from '../sample.ts';

/** All that a page is made of: nothing here loads anything, and `script` and `style` are looked at one by one. */
const known = new Set(
  `html head meta title style body a svg g path rect circle line text tspan defs pattern clipPath header main section article footer h1 h2 h3
   p div span strong code bdi br pre ul li dl dt dd figure figcaption details summary table thead tbody tr th td form input label output script`.split(
    /\s+/,
  ),
);

function pageOf(report: Report, context = plain): { readonly elements: readonly Element[]; readonly text: string } {
  const text = html.render(report, context);
  const { elements, errors } = parseHtml(text);
  expect(errors).toEqual([]);
  return { elements, text };
}

const tagged = (elements: readonly Element[], tag: string) => elements.filter(({ tagName }) => tagName === tag);
const articles = (report: Report) => tagged(pageOf(report).elements, 'article');

describe('a page that cannot be made to do anything', () => {
  test.each([
    ['sample', sample()],
    ['hostile', hostileReport()],
    ['hostile and shown', hostileReport()],
  ])('%s: nothing but the one known style and script, and no way out', (name, report) => {
    const { elements, text } = pageOf(report, { ...plain, showSuppressed: name.includes('shown') });
    expect(text).not.toMatch(forbidden);
    expect([...new Set(elements.map(({ tagName }) => tagName))].filter((tag) => !known.has(tag))).toEqual([]);
    const attributes = elements.flatMap(({ attrs }) => attrs);
    expect(attributes.filter((one) => one.name === 'style' || one.name.startsWith('on') || one.name === 'src')).toEqual([]);
    const links = attributes.filter((one) => one.name === 'href' || one.name.endsWith(':href'));
    expect(links.filter(({ value }) => !value.startsWith('#'))).toEqual([]);
    const urls = attributes.filter(({ value }) => /url\(/.test(value)).map(({ value }) => value);
    expect(urls.filter((value) => !/^url\(#(hatch|dots)\)$/.test(value))).toEqual([]);

    const meta = elements.find((element) => attributeOf(element, 'http-equiv') === 'Content-Security-Policy');
    const policy = attributeOf(meta!, 'content')!;
    expect(policy).toMatch(/^default-src 'none'; /);
    expect(policy).not.toContain('unsafe');
    for (const tag of ['style', 'script'] as const) {
      const found = tagged(elements, tag);
      expect(found).toHaveLength(1);
      const digest = createHash('sha256').update(textOf(found[0]!)).digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${digest}'`);
    }
  });

  test('names stand in it letter by letter', () => {
    const names = [
      '</script><script>alert(1)</script>',
      '"><img src=x onerror=alert(1)>',
      '<!--',
      "' onload='x",
      '&lt;b&gt;',
      ']]>',
    ];
    for (const given of names) {
      const one = finding('target/proxy-column', {
        ...{
          columns: [given],
          data: { what: `${given} tells` },
          subject: { dataset: given, role: 'test', against: { dataset: given, role: 'train' } },
        },
        evidence: { statistic: 'rank', value: 0.99, nextColumn: given, nextValue: 0.7, [given]: 1, name: given },
        sql: `SELECT "${given}"`,
      });
      const found = articles(buildReport(verdict({ findings: [one], rules: [rule('target/proxy-column')] }), facts()));
      expect(textOf(found[0]!).split(given).length - 1, given).toBeGreaterThanOrEqual(6);
    }
  });

  test('text that runs from right to left is isolated, and marks that turn it round are shown', () => {
    const one = finding('a/one', { columns: ['\u202egpj.exe', 'עברית'], data: { what: 'x' } });
    const [article] = articles(buildReport(verdict({ findings: [one], rules: [rule('a/one')] }), facts()));
    expect(textOf(article!)).toContain('\\u202egpj.exe');
    expect(tagged(elementsBelow(article!), 'bdi').map(textOf)).toContain('עברית');
  });
});

describe('what it says', () => {
  test('the verdict comes first, then the findings, worst first', () => {
    const { elements } = pageOf(sample());
    const main = elements.findIndex(({ tagName }) => tagName === 'main');
    const banner = elements.findIndex((element) => hasClass(element, 'verdict'));
    expect(banner).toBeGreaterThan(0);
    expect(banner).toBeLessThan(main);
    expect(textOf(elements[banner]!)).toMatch(/Fail.*2 errors, 5 warnings, 1 info; 1 of them in the baseline; 1 suppressed/s);
    const severities = tagged(elements, 'article').map((article) => attributeOf(article, 'data-severity'));
    expect(severities).toEqual(['error', 'error', 'warn', 'warn', 'warn', 'warn', 'warn', 'info']);
  });

  test('what is suppressed is shown when asked for', () => {
    const { elements, text } = pageOf(sample(), { ...plain, showSuppressed: true });
    expect(tagged(elements, 'article')).toHaveLength(9);
    expect(text).toContain('contract end date is known');
    expect(pageOf(sample()).text).not.toContain('contract end date is known');
  });

  test('a finding has its why, its fix, its numbers and its statement', () => {
    const article = articles(sample()).find((one) => textOf(one).includes('overlap/duplicate-rows'))!;
    const text = textOf(article);
    expect(text).toContain('A model scores these rows from memory');
    expect(text).toContain('Remove the duplicates before the split');
    expect(textOf(tagged(elementsBelow(article), 'pre')[0]!)).toBe(
      'SELECT count(*)\nFROM "test"\nWHERE hash("c0") IN (SELECT hash("c0") FROM "train")\n',
    );
    expect(text).toMatch(/copied keys\s*119,873/);
  });

  test('a run that was not done in full says so', () => {
    const { text } = pageOf(hostileReport());
    expect(text).toMatch(/class="verdict error"/);
    expect(text).toContain('Not done');
  });

  test('without findings it is whole too', () => {
    const { elements, text } = pageOf(buildReport(verdict(), facts()));
    expect(tagged(elements, 'article')).toEqual([]);
    expect(text).toContain('No findings');
  });

  test('data sets, versions and skipped rules are tabled', () => {
    const tables = tagged(pageOf(sample()).elements, 'table').map(textOf);
    expect(tables.some((text) => /train.*data\/train\.parquet.*5,000,000.*as recorded/s.test(text))).toBe(true);
    expect(tables.some((text) => /needs time.*time\/future-feature, time\/test-before-train/s.test(text))).toBe(true);
  });
});

describe('pictures', () => {
  test('of very many findings the first are pictured, and all are listed', () => {
    const findings = Array.from({ length: 1200 }, (_, i) =>
      finding('a/one', { columns: [`c${i}`], evidence: { heldOutRows: 100, rows: 40 } }),
    );
    const { elements, text } = pageOf(buildReport(verdict({ findings, rules: [rule('a/one')] }), facts()));
    expect(tagged(elements, 'figure')).toHaveLength(200);
    expect(tagged(elements, 'article')).toHaveLength(1000);
    expect(tagged(elements, 'tr').filter((row) => attributeOf(row, 'data-severity'))).toHaveLength(1200);
    expect(text).toContain('200 more findings');
  });
});

if (browser === undefined)
  console.log('Chromium is not on this machine (CHROME_PATH names one): the page is not tried in a browser');
describe.skipIf(browser === undefined)('in a browser', () => {
  test.each([
    ['sample', sample()],
    ['hostile', hostileReport()],
  ])('%s: its policy lets its own style and script run, and nothing else', (name, report) => {
    const folder = temporaryFolder({ [`${name}.html`]: html.render(report, plain) });
    const { dom, console } = rendered(join(folder, `${name}.html`));
    expect(console).toEqual([]);
    const { elements } = parseHtml(dom);
    const form = elements.find((element) => attributeOf(element, 'id') === 'search');
    expect(attributeOf(form!, 'hidden'), 'the script has shown the search').toBeUndefined();
    expect(tagged(elements, 'script')).toHaveLength(1);
    if (name === 'hostile') expect(textOf(elements[0]!)).toContain(hostile.split('\n')[1]!.slice(2));
  });
});

test('what is known stands after what is new, with its reason; what is gone is listed', () => {
  const { text } = pageOf(sample());
  const at = (what: string) => text.indexOf(what);
  expect(at('all customers pay in one currency, until 2027-06-30')).toBeGreaterThan(0);
  expect(text.lastIndexOf('<article')).toBeLessThan(at('all customers pay in one currency'));
  expect(text).toMatch(/Fixed: in the baseline, and found no more \(1\)[\s\S]*12 of 1,000,000 rows are in train/);
});
