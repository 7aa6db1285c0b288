import { Chalk } from 'chalk';
import type { Command } from 'commander';
import type { RuleEntry } from '../check/registry.ts';
import { groupBy } from '../report/group-by.ts';
import { wantsColor } from './color.ts';
import type { ExitCode, Io } from './io.ts';
import { knownRules } from './known-rules.ts';

/** `watertight rules`: what can be checked. */
export function rulesCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('rules')
    .description('list the rules')
    .argument('[pattern]', 'an area such as drift, or part of an id')
    .option('--json', 'as JSON')
    .option('--color <when>', 'auto, always or never', 'auto')
    .action(async (pattern: string | undefined, { json, color }: { json?: boolean; color?: string }) => {
      const rules = (await knownRules(io)).filter(({ id }) => pattern === undefined || id.includes(pattern.replace(/\*$/, '')));
      io.stdout.write(
        json ? `${JSON.stringify(rules.map(publicFacts), null, 2)}\n` : listing(rules, wantsColor(color, io.stdout, io.env)),
      );
      done(0);
    });
}

const publicFacts = ({ load, ...facts }: RuleEntry) => facts;

function listing(rules: readonly RuleEntry[], color: boolean): string {
  const paint = new Chalk({ level: color ? 1 : 0 });
  const width = Math.max(0, ...rules.map(({ id }) => id.length));
  const tint = { error: paint.red, warn: paint.yellow, info: paint.blue };
  const line = ({ id, severity, summary, needs }: RuleEntry): string => {
    const need = needs.length ? paint.dim(`  needs ${needs.join(', ')}`) : '';
    return `${id.padEnd(width)}  ${tint[severity](severity.padEnd(5))}  ${summary}${need}\n`;
  };
  const areas = groupBy(rules, ({ id }) => id.split('/')[0]!);
  return [...areas.values()].map((area) => area.map(line).join('')).join('\n');
}
