import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import { UserError } from '../errors.ts';
import type { Guess, Proposal } from '../init/proposal.ts';
import { propose } from '../init/propose.ts';
import { proposalYaml } from '../init/write-yaml.ts';
import { visible } from '../text/visible.ts';
import type { ExitCode, Io } from './io.ts';
import { writeOutput } from './write-output.ts';

const FILE = 'watertight.yaml';

/** `watertight init`: proposes a configuration from the files present. */
export function initCommand(program: Command, io: Io, done: (code: ExitCode) => void): void {
  program
    .command('init')
    .description('look at the data files here and write a commented watertight.yaml')
    .option('-y, --yes', 'take what is proposed, without asking')
    .option('--force', 'replace a watertight.yaml that is there')
    .option('--print', 'print it instead of writing it')
    .action(async ({ yes, force, print }: { yes?: boolean; force?: boolean; print?: boolean }) => {
      const cwd = io.cwd();
      if (!force && !print && existsSync(join(cwd, FILE))) {
        throw new UserError(`${FILE} is there already`, { hint: 'use --force to replace it, --print to only see the proposal' });
      }
      const found = await propose(cwd);
      const asks = !yes && !print && io.stdin.isTTY === true && io.stdout.isTTY === true;
      const proposal = asks ? await ask(found, io) : found;
      const text = proposalYaml(proposal, basename(cwd));
      if (print) io.stdout.write(text);
      else {
        await writeOutput(FILE, text, cwd);
        io.stdout.write(`${summary(proposal)}\nWrote ${FILE}. Read it, correct it, then run \`watertight check\`.\n`);
      }
      done(0);
    });
}

async function ask(found: Proposal, io: Io): Promise<Proposal> {
  const terminal = createInterface({ input: io.stdin, output: io.stdout as NodeJS.WritableStream });
  const question = async (what: string, guess: Guess | undefined): Promise<Guess | undefined> => {
    const shown = guess ? `${visible(guess.value)} (${visible(guess.reason)})` : 'none';
    for (;;) {
      const answer = (await terminal.question(`${what}: ${shown}. Enter takes it, - leaves it out, or type a column: `)).trim();
      if (answer === '') return guess;
      if (answer === '-') return undefined;
      if (found.columns.includes(answer)) return { value: answer, reason: 'said so' };
      io.stdout.write(`There is no column ${visible(answer)}.\n`);
    }
  };
  try {
    io.stdout.write(`${summary(found)}\n`);
    const target = await question('Target', found.target);
    const time = await question('Time of prediction', found.time);
    const { target: _, task, time: __, ...rest } = found;
    return {
      ...rest,
      ...(target && { target }),
      ...(task && target?.value === found.target?.value && { task }),
      ...(time && { time }),
    };
  } finally {
    terminal.close();
  }
}

function summary({ datasets, split, target, task, time, id, entity, metadata = [] }: Proposal): string {
  const rows: [string, Guess | undefined][] = [
    ...Object.entries(datasets),
    ['all data', split?.path],
    ['split column', split?.column],
    ['target', target],
    ['task', task],
    ['time', time],
    ...id.map((guess): [string, Guess] => ['id', guess]),
    ...entity.map((guess): [string, Guess] => ['entity', guess]),
    ...metadata.map((guess): [string, Guess] => ['metadata', guess]),
  ];
  return rows
    .flatMap(([name, guess]) => (guess ? [`${name.padEnd(13)} ${visible(guess.value)}  – ${visible(guess.reason)}`] : []))
    .join('\n');
}
