import { randomUUID } from 'node:crypto';
import type { Client, ClientReadableStream, Metadata, ServiceError } from '@grpc/grpc-js';
import { toUserError } from './connect-error.ts';
import { PROTOCOL } from './protocol.ts';
import type { SparkAddress } from './url.ts';

/** What is to be run: a statement, or a view of files under a name. */
export type Plan = { readonly query: string } | { readonly view: string; readonly files: DataSource };

export interface DataSource {
  readonly format: string;
  readonly options: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
}

/** How long the server may take for anything but a statement. */
const CALL_MS = 30_000;
/** Java's gRPC servers end connections that ask more often than every five minutes whether they are alive. */
const KEEPALIVE_MS = 330_000;

/** A session of a Spark Connect server. */
export class SparkClient {
  readonly target: string;
  readonly #stub: Stub;
  readonly #session: object;
  readonly #metadata: Metadata;
  readonly #calls = new Set<Promise<unknown>>();
  #started = false;

  private constructor(target: string, stub: Stub, session: object, metadata: Metadata) {
    this.target = target;
    this.#stub = stub;
    this.#session = session;
    this.#metadata = metadata;
  }

  static async connect(address: SparkAddress): Promise<SparkClient> {
    // Imported here: only those who use Spark pay for it.
    const [grpc, { fromJSON }] = await Promise.all([import('@grpc/grpc-js'), import('@grpc/proto-loader')]);
    const definition = fromJSON(PROTOCOL as Parameters<typeof fromJSON>[0], { keepCase: true, longs: Number, enums: String });
    const { SparkConnectService } = (grpc.loadPackageDefinition(definition) as unknown as Package).spark.connect;
    const credentials = address.secure ? grpc.credentials.createSsl() : grpc.credentials.createInsecure();
    const stub = new SparkConnectService(address.target, credentials, {
      'grpc.max_receive_message_length': -1,
      'grpc.max_send_message_length': -1,
      'grpc.keepalive_time_ms': KEEPALIVE_MS,
      'grpc.primary_user_agent': address.userAgent,
    });
    const metadata = new grpc.Metadata();
    for (const [name, value] of Object.entries(address.headers)) metadata.set(name, value);
    if (address.token !== undefined) metadata.set('authorization', `Bearer ${address.token}`);
    const session = { session_id: randomUUID(), user_context: { user_id: address.userId }, client_type: address.userAgent };
    return new SparkClient(address.target, stub, session, metadata);
  }

  /**
   * Runs a plan and gives its result, each part an Arrow stream of its own.
   * @throws UserError, or the signal's reason when it is aborted: the server then ends the statement too.
   */
  execute(plan: Plan, signal?: AbortSignal): Promise<Uint8Array[]> {
    return this.#known(
      new Promise((resolve, reject) => {
        signal?.throwIfAborted();
        const parts: Uint8Array[] = [];
        const operation_id = randomUUID();
        const call = this.#stub.ExecutePlan({ ...this.#session, operation_id, plan: messageOf(plan) }, this.#metadata);
        const abort = () => {
          reject(signal!.reason);
          call.cancel();
          void this.#interrupt({ interrupt_type: 'OPERATION_ID', operation_id });
        };
        signal?.addEventListener('abort', abort, { once: true });
        const settle = (error?: ServiceError) => {
          signal?.removeEventListener('abort', abort);
          if (error) reject(toUserError(error, this.target, this.#started));
          else resolve(parts);
        };
        call.on('data', ({ arrow_batch }) => {
          this.#started = true;
          if (arrow_batch) parts.push(arrow_batch.data);
        });
        call.on('error', settle);
        call.on('end', () => settle());
      }),
    );
  }

  async set(key: string, value: string): Promise<void> {
    await this.#call('Config', { operation: { set: { pairs: [{ key, value }] } } });
  }

  /** Ends whatever runs. */
  async interrupt(): Promise<void> {
    if (this.#calls.size) await this.#interrupt({ interrupt_type: 'ALL' });
  }

  /** Gives the session back; a server that cannot be reached any more has lost it already. */
  async close(): Promise<void> {
    const running = [...this.#calls];
    await this.interrupt();
    if (this.#started) await this.#call('ReleaseSession', {}).catch(() => undefined);
    this.#stub.close();
    await Promise.allSettled(running);
  }

  #interrupt(request: object): Promise<void> {
    return this.#known(
      this.#call('Interrupt', request).then(
        () => undefined,
        () => undefined,
      ),
    );
  }

  #call(method: 'Config' | 'Interrupt' | 'ReleaseSession', request: object): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const options = { deadline: Date.now() + CALL_MS };
      this.#stub[method]({ ...this.#session, ...request }, this.#metadata, options, (error, response) => {
        if (error) return reject(toUserError(error, this.target, this.#started));
        this.#started = true;
        resolve(response);
      });
    });
  }

  #known<T>(call: Promise<T>): Promise<T> {
    this.#calls.add(call);
    const forget = () => this.#calls.delete(call);
    call.then(forget, forget);
    return call;
  }
}

function messageOf(plan: Plan): object {
  if ('query' in plan) return { root: { sql: { query: plan.query } } };
  const input = { read: { data_source: plan.files } };
  return { command: { create_dataframe_view: { input, name: plan.view, is_global: false, replace: true } } };
}

interface ExecutePlanResponse {
  readonly arrow_batch?: { readonly data: Uint8Array };
}

type Callback = (error: ServiceError | null, response: unknown) => void;
type Unary = (request: object, metadata: Metadata, options: { readonly deadline: number }, callback: Callback) => unknown;

interface Stub extends Client {
  ExecutePlan(request: object, metadata: Metadata): ClientReadableStream<ExecutePlanResponse>;
  readonly Config: Unary;
  readonly Interrupt: Unary;
  readonly ReleaseSession: Unary;
}

interface Package {
  readonly spark: {
    readonly connect: { readonly SparkConnectService: new (...args: ConstructorParameters<typeof Client>) => Stub };
  };
}
