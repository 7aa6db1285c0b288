import { status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from '../../../src/engine/engine.ts';
import { SparkEngine } from '../../../src/engine/spark/engine.ts';
import { raw, sql } from '../../../src/engine/sql.ts';
import { UserError } from '../../../src/errors.ts';
import { answer, FakeSpark, type Stream } from './fake-spark.ts';

/** Answers the engine's own statements, and gives the test's to `then`. */
const onSlow = (then: (stream: Stream) => void) => (query: string, stream: Stream) =>
  query.includes('slow') ? then(stream) : answer(query, stream);

describe('a session of Spark Connect', () => {
  let server: FakeSpark | undefined;
  let engine: Engine | undefined;
  afterEach(async () => {
    await engine?.close();
    server?.stop();
    engine = undefined;
  });
  const connect = async (fake: FakeSpark, parameters = ''): Promise<Engine> => {
    server = fake;
    engine = await SparkEngine.connect(`${await fake.start()}${parameters}`);
    return engine;
  };
  const failure = async (work: Promise<unknown>): Promise<UserError> => {
    const error = await work.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  };

  it('tells the version, and sends token and headers with every call', async () => {
    const fake = new FakeSpark();
    expect((await connect(fake, '/;token=t0p;x-team=ml')).name).toBe('spark 4.3.0');
    await engine?.close();
    expect(new Set(fake.calls.map(([method]) => method))).toEqual(new Set(['Config', 'ExecutePlan', 'ReleaseSession']));
    for (const [, , headers] of fake.calls) expect(headers).toMatchObject({ authorization: 'Bearer t0p', 'x-team': 'ml' });
    expect(new Set(fake.calls.map(([, { session_id }]) => session_id)).size).toBe(1);
  });

  it('says that a port refuses', async () => {
    const fake = new FakeSpark();
    const url = await fake.start();
    fake.stop();
    const error = await failure(SparkEngine.connect(url));
    expect(error.message).toBe(`Spark at 127.0.0.1:${fake.port} cannot be reached`);
    expect(error.hint).toMatch(/use_ssl/);
  });

  it('says that a server which is not encrypted cannot be reached with use_ssl', async () => {
    server = new FakeSpark();
    const url = await server.start();
    expect((await failure(SparkEngine.connect(`${url}/;use_ssl=true`))).message).toMatch(/cannot be reached/);
  });

  it.each([status.UNAUTHENTICATED, status.PERMISSION_DENIED])(
    'says that a token is wrong (status %i), not which',
    async (code) => {
      server = new FakeSpark((_, stream) => stream.emit('error', { code, details: 'bad token t0p' }));
      const url = await server.start();
      const error = await failure(SparkEngine.connect(`${url}/;token=t0p`));
      expect(error.message).toMatch(/refuses this token/);
      expect(`${error.message} ${error.hint}`).not.toMatch(/t0p/);
    },
  );

  it('says that the stream was lost', async () => {
    await connect(
      new FakeSpark(
        onSlow((stream) => {
          stream.write({});
          setTimeout(() => server?.stop(), 20);
        }),
      ),
    );
    expect((await failure(engine!.query(raw('SELECT slow')))).message).toMatch(/connection to Spark at .* was lost/);
  });

  it('gives the reason of a refused statement, without values', async () => {
    const details = `[CAST_INVALID_INPUT] The value 's3cret' of the type "STRING" cannot be cast to "DOUBLE". SQLSTATE: 22018\n== SQL ==\n's3cret'`;
    await connect(new FakeSpark(onSlow((stream) => stream.emit('error', { code: status.INTERNAL, details }))));
    const { message } = await failure(engine!.query(raw('SELECT slow')));
    expect(message).toBe(
      `Spark refused the statement: [CAST_INVALID_INPUT] The value '…' of the type "STRING" cannot be cast to "DOUBLE".`,
    );
  });

  it('interrupts the one statement that is aborted, and goes on', async () => {
    const fake = new FakeSpark(onSlow(() => undefined));
    await connect(fake);
    const abort = new AbortController();
    const slow = engine!.query(raw('SELECT slow'), abort.signal);
    setTimeout(() => abort.abort(new Error('enough')), 20);
    await expect(slow).rejects.toThrow('enough');
    expect(await engine!.query(sql`SELECT 1 AS a`)).toEqual([{ a: 1 }]);
    const operation = fake.calls.find(([, { plan }]) => plan?.root?.sql?.query === 'SELECT slow')?.[1].operation_id;
    expect(fake.calls.find(([method]) => method === 'Interrupt')?.[1]).toMatchObject({
      interrupt_type: 'OPERATION_ID',
      operation_id: operation,
    });
  });

  it('ends what runs, forgets what was kept and releases the session when it is closed', async () => {
    const fake = new FakeSpark(onSlow(() => undefined));
    await connect(fake);
    await engine!.materialize(sql`SELECT 1 AS a`);
    const slow = engine!.query(raw('SELECT slow')).catch((error: Error) => error.message);
    const waits = engine!.idle();
    await new Promise((resolve) => setTimeout(resolve, 20));
    await Promise.all([engine!.close(), engine!.close()]);
    expect(await slow).toMatch(/closed/);
    await waits;
    expect(fake.calls.map(([, { interrupt_type }]) => interrupt_type)).toContain('ALL');
    expect(
      fake.calls.some(([, { plan }]) =>
        /^UNCACHE TABLE IF EXISTS `watertight_[0-9a-f]{8}_0`$/.test(plan?.root?.sql?.query ?? ''),
      ),
    ).toBe(true);
    expect(fake.count('ReleaseSession')).toBe(1);
    await expect(engine!.query(sql`SELECT 1`)).rejects.toThrow(/closed/);
  });
});
