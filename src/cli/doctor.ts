import { availableParallelism, freemem, tmpdir, totalmem } from 'node:os';
import type { Command } from 'commander';
import { builtInRules } from '../api/rules.ts';
import { loadConfig } from '../config/load-config.ts';
import { createEngine } from '../engine/create-engine.ts';
import { sql } from '../engine/sql.ts';
import { packageVersion } from '../package-root.ts';
import { visible } from '../text/visible.ts';
import type { ExitCode, Io } from './io.ts';

/** `watertight doctor`: whether it can work here, and what a bug report needs. */
export function doctorCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('doctor')
    .description('check that everything works here, and print what a bug report needs')
    .option('--json', 'as JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const facts: Record<string, string> = {
        watertight: packageVersion(),
        node: `${process.version} ${process.platform}-${process.arch}`,
        processors: String(availableParallelism()),
        memory: `${gigabytes(totalmem())}, ${gigabytes(freemem())} free`,
        'temporary folder': tmpdir(),
        rules: String((await builtInRules()).length),
      };
      const problems: string[] = [];
      const attempt = async (name: string, work: () => Promise<string>) => {
        facts[name] = await work().catch((error: Error) => {
          problems.push(name);
          return `FAILED: ${error.message}`;
        });
      };
      await attempt('engine', engineFacts);
      await attempt('configuration', async () => {
        const { file, datasets } = await loadConfig({ cwd: io.cwd(), env: io.env, flags: {} });
        return file ? `${file.path}, ${datasets.length} data sets` : 'none found from here upward';
      });
      const width = Math.max(...Object.keys(facts).map((name) => name.length));
      const lines = Object.entries(facts).map(([name, value]) => `${name.padEnd(width)}  ${visible(value)}\n`);
      io.stdout.write(json ? `${JSON.stringify({ ...facts, ok: !problems.length }, null, 2)}\n` : lines.join(''));
      done(problems.length ? 2 : 0);
    });
}

async function engineFacts(): Promise<string> {
  const engine = await createEngine('duckdb', {});
  try {
    const [row] = await engine.query(
      sql`SELECT version() AS version, current_setting('memory_limit') AS memory, current_setting('threads') AS threads`,
    );
    return `DuckDB ${row?.version}, ${row?.threads} threads, memory limit ${row?.memory}`;
  } finally {
    await engine.close();
  }
}

const gigabytes = (bytes: number): string => `${(bytes / 2 ** 30).toFixed(1)} GiB`;
