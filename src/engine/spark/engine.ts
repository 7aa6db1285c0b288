import { randomBytes } from 'node:crypto';
import { UserError } from '../../errors.ts';
import { quote } from '../../text/quote.ts';
import type { Column } from '../column.ts';
import type { Engine, EngineOptions, Opened, Row, Sampled, Source } from '../engine.ts';
import type { FrameColumn } from '../frame.ts';
import { identifier, render, type Sql, sql } from '../sql.ts';
import type { Plan, Result, SparkClient } from './client.ts';
import { sparkDialect } from './dialect.ts';
import type { Abilities } from './session.ts';
import { nameSource } from './source.ts';
import { isLoopback, parseSparkUrl } from './url.ts';

const SAMPLE_SEED = 42;
/** Statements that run at once: small ones wait for the cluster far longer than they compute. */
const AT_ONCE = 4;

/** Spark, or another server of Spark Connect. Only results travel; tables and kept rows stay there. */
export class SparkEngine implements Engine {
  readonly name: string;
  readonly dialect;
  readonly sampleRows: number | undefined;
  readonly #client: SparkClient;
  readonly #abilities: Abilities;
  readonly #local: boolean;
  /** Views are the session's own; the name tells them from tables all the same. */
  readonly #prefix = `watertight_${randomBytes(4).toString('hex')}`;
  readonly #materialized = new Map<string, Promise<Sql>>();
  /** What gives back the rows that the server keeps. */
  readonly #kept: Plan[] = [];
  readonly #turns: (() => void)[] = [];
  #views = 0;
  #running = 0;
  #pending = 0;
  #idle: (() => void)[] = [];
  #closed: Promise<void> | undefined;

  private constructor(name: string, client: SparkClient, abilities: Abilities, local: boolean, sampleRows: number | undefined) {
    this.sampleRows = sampleRows;
    this.name = name;
    this.dialect = sparkDialect(abilities);
    this.#client = client;
    this.#abilities = abilities;
    this.#local = local;
  }

  /** @throws UserError when the server cannot be reached, refuses the token, or isn't one. */
  static async connect(url: string, options: Pick<EngineOptions, 'sampleRows'> = {}, signal?: AbortSignal): Promise<SparkEngine> {
    const address = parseSparkUrl(url);
    const [{ SparkClient }, { abilitiesOf, configure, versionOf }] = await Promise.all([
      import('./client.ts'),
      import('./session.ts'),
    ]);
    const client = await SparkClient.connect(address);
    try {
      await configure(client, signal);
      const version = await versionOf(client, signal);
      const abilities = await abilitiesOf(client, version, signal);
      return new SparkEngine(`spark ${version}`, client, abilities, isLoopback(address.host), options.sampleRows);
    } catch (error) {
      await client.close();
      throw error;
    }
  }

  async open(source: Source, baseDirectory: string): Promise<Opened> {
    const named = nameSource(source, baseDirectory, this.#local);
    if (named.kind === 'table') return this.#opened(named.table, 'table', source);
    const view = this.#unusedName();
    const relation = identifier(view);
    if (named.kind === 'query') {
      await this.#execute({
        query: `CREATE TEMPORARY VIEW ${this.#text(relation)} AS SELECT * FROM (${this.#text(named.query)}\n)`,
      });
      return this.#opened(relation, 'query', source);
    }
    await this.#execute({ view, of: named.files });
    return { ...(await this.#opened(relation, named.files.format, source)), files: named.local };
  }

  async query(statement: Sql, signal?: AbortSignal): Promise<Row[]> {
    const { parts } = await this.#execute({ query: this.#text(statement) }, signal);
    const [{ tableFromIPC }, { rowsOf }] = await arrow();
    return rowsOf(parts.map((part) => tableFromIPC(part)));
  }

  async frame(statement: Sql, signal?: AbortSignal): Promise<FrameColumn[]> {
    const { parts } = await this.#execute({ query: this.#text(statement) }, signal);
    const [{ tableFromIPC }, { frameColumnsOf }] = await arrow();
    return frameColumnsOf(parts.map((part) => tableFromIPC(part)));
  }

  materialize(statement: Sql, signal?: AbortSignal): Promise<Sql> {
    const text = this.#text(statement);
    const known = this.#materialized.get(text);
    if (known) return known;
    const made = this.#keep(text, signal);
    this.#materialized.set(text, made);
    made.catch(() => this.#materialized.delete(text));
    return made;
  }

  /** Drawn by place, not by content: equal rows must not be drawn together. */
  sample({ relation }: Sampled, share: number, signal?: AbortSignal): Promise<Sql> {
    return this.materialize(sql`SELECT * FROM ${relation} WHERE rand(${SAMPLE_SEED}) < ${share}`, signal);
  }

  async describe(statement: Sql): Promise<Column[]> {
    const { parts } = await this.#execute({ query: this.#text(sql`SELECT * FROM (${statement}) AS described LIMIT 0`) });
    const [{ tableFromIPC }] = await arrow();
    const { columnOf } = await import('./arrow-type.ts');
    return parts[0] ? tableFromIPC(parts[0]).schema.fields.map(({ name, type }) => columnOf(name, type)) : [];
  }

  idle(): Promise<void> {
    return this.#pending ? new Promise((resolve) => this.#idle.push(resolve)) : Promise.resolve();
  }

  /** Ends what runs, drops the rows that were kept and gives the session back. */
  close(): Promise<void> {
    this.#closed ??= this.#release();
    return this.#closed;
  }

  async #release(): Promise<void> {
    await this.#client.interrupt();
    // The cache belongs to all sessions: what is not taken out of it stays in the cluster's memory.
    const dropped = this.#kept.map((plan) => this.#client.execute(plan, AbortSignal.timeout(RELEASE_MS)));
    await Promise.allSettled(dropped);
    await this.#client.close();
  }

  async #keep(text: string, signal: AbortSignal | undefined): Promise<Sql> {
    const view = this.#unusedName();
    const name = this.#text(identifier(view));
    switch (this.#abilities.keep) {
      case 'cache':
        this.#kept.push({ query: `UNCACHE TABLE IF EXISTS ${name}` });
        await this.#execute({ query: `CACHE TABLE ${name} AS ${text}` }, signal);
        break;
      case 'checkpoint': {
        const { kept } = await this.#execute({ keep: text }, signal);
        this.#kept.push({ forget: kept! });
        await this.#execute({ view, of: kept! }, signal);
        break;
      }
      case 'view':
        await this.#execute({ query: `CREATE TEMPORARY VIEW ${name} AS ${text}` }, signal);
    }
    return identifier(view);
  }

  async #opened(relation: Sql, format: string, { location }: Source): Promise<Opened> {
    const columns = await this.describe(sql`SELECT * FROM ${relation}`);
    const names = new Set<string>();
    for (const { name } of columns) {
      if (names.has(name))
        throw new UserError(`${quote(location)} has two columns ${quote(name)}`, { hint: 'rename one of them' });
      names.add(name);
    }
    return { relation, columns, format, files: [] };
  }

  async #execute(plan: Plan, signal?: AbortSignal): Promise<Result> {
    this.#pending++;
    try {
      await this.#turn();
      if (this.#closed) throw new Error('The session is closed');
      return await this.#client.execute(plan, signal);
    } finally {
      this.#running--;
      this.#turns.shift()?.();
      if (--this.#pending === 0) for (const resolve of this.#idle.splice(0)) resolve();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running >= AT_ONCE) await new Promise<void>((resolve) => this.#turns.push(resolve));
    this.#running++;
  }

  #unusedName(): string {
    return `${this.#prefix}_${this.#views++}`;
  }

  #text(statement: Sql): string {
    return render(statement, this.dialect);
  }
}

const RELEASE_MS = 10_000;

const arrow = () => Promise.all([import('apache-arrow'), import('./arrow-rows.ts')]);
