import { settingsOf } from './scenario.js';

const HEAD = `# Power, measured

What each rule finds when its problem is planted in random tables, and how often it speaks where there is none. Written by
\`npm run simulate\` (seeded, so the same everywhere); \`npm run simulate -- --only RULE --runs N --twins N\` runs one rule longer.
A cell is the share of planted tables in which the rule warned. False verdicts are findings of severity \`warn\` or \`error\` on honest
tables; after none in n, their rate is below 3/n with 95 % confidence.
`;

/** A rule's section of the page. */
export function section(scenario, { cells, counts, falseVerdicts, honest }) {
  return [
    `## ${scenario.rule}`,
    '',
    scenario.about,
    '',
    ...powerTable(scenario, cells),
    '',
    `False verdicts: **${falseVerdicts.length} of ${honest.toLocaleString('en-US')}**`,
    '',
    ...Object.entries(counts).map(([kind, { runs, false: wrong }]) => `- ${kind}: ${wrong} of ${runs}`),
    '',
  ].join('\n');
}

/** The page with one section put in place, sections in the order of their rules. */
export function withSection(page, rule, text) {
  const sections = new Map(
    page
      .split(/^(?=## )/m)
      .slice(1)
      .map((one) => [one.match(/^## (.*)$/m)[1], `${one.trimEnd()}\n`]),
  );
  sections.set(rule, text);
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1));
  return [HEAD, ...sorted.map(([, one]) => one)].join('\n');
}

function powerTable({ grid, table: { down, across } }, cells) {
  const named = (names) => settingsOf(Object.fromEntries(names.map((name) => [name, grid[name]])));
  const matches = (setting, part) => Object.entries(part).every(([name, value]) => setting[name] === value);
  const columns = named(across);
  const title = (part) => across.map((name) => `${name} ${part[name]}`).join(', ');
  const lines = named(down).map((row) => {
    const shares = columns.map((column) => {
      const own = cells.filter(({ setting }) => matches(setting, { ...row, ...column }));
      const sum = (what) => own.reduce((total, cell) => total + cell[what], 0);
      return `${Math.round((100 * sum('found')) / sum('runs'))} %`;
    });
    return `| ${[...down.map((name) => row[name]), ...shares].join(' | ')} |`;
  });
  const heads = [...down, ...columns.map(title)];
  return [`| ${heads.join(' | ')} |`, `|${heads.map((_, i) => (i < down.length ? '---|' : '---:|')).join('')}`, ...lines];
}
