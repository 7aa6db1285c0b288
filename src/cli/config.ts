import type { Command } from 'commander';
import { extended } from '../api/extensions.ts';
import { builtInRules } from '../api/rules.ts';
import { describeConfig, renderDescription } from '../config/describe.ts';
import { loadConfig } from '../config/load-config.ts';
import { checkRulePatterns } from '../config/rule-settings.ts';
import { type CheckFlags, checkOptions, flagsOf } from './check-options.ts';
import type { ExitCode, Io } from './io.ts';

/** `watertight config show` and `config schema`. */
export function configCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  const config = program.command('config').description('show the configuration in force, or its JSON schema');
  checkOptions(config.command('show'))
    .description('every value in force and where it was given; takes the options of check')
    .option('--json', 'as JSON')
    .action(async (options: CheckFlags & { json?: boolean }) => {
      const { json, ...flags } = options;
      const loaded = await loadConfig({
        cwd: io.cwd(),
        env: io.env,
        flags: flagsOf(flags),
        ...(flags.config && { file: flags.config }),
      });
      const { rules, problems } = await extended(loaded);
      if (problems[0]) throw problems[0];
      checkRulePatterns(loaded, rules);
      const { withFeatureMetadata } = await import('../load/feature-metadata.ts');
      const values = describeConfig(await withFeatureMetadata(loaded));
      io.stdout.write(json ? `${JSON.stringify(values, null, 2)}\n` : renderDescription(values));
      done(0);
    });
  config
    .command('schema')
    .description('the JSON schema of watertight.yaml, for editors')
    .action(async () => {
      const { configJsonSchema } = await import('../config/json-schema.ts');
      const rules = await Promise.all((await builtInRules()).map((rule) => rule.load()));
      io.stdout.write(`${JSON.stringify(configJsonSchema(rules), null, 2)}\n`);
      done(0);
    });
}
