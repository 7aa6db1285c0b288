import { randomUUID } from 'node:crypto';
import type { Client, ClientReadableStream, ClientUnaryCall, Metadata, ServiceError } from '@grpc/grpc-js';
import { toUserError } from './connect-error.ts';
import { PROTOCOL } from './protocol.ts';
import type { SparkAddress } from './url.ts';

/** What is to be run: a statement, a statement whose rows are kept, the end of that, or a view of files or kept rows under a name. */
export type Plan =
  | { readonly query: string }
  | { readonly keep: string }
  | { readonly forget: string }
  | { readonly view: string; readonly of: DataSource | string };

export interface Result {
  /** Arrow streams, each whole in itself. */
  readonly parts: readonly Uint8Array[];
  /** The id of rows that are kept. */
  readonly kept?: string;
}

export interface DataSource {
  readonly format: string;
  readonly options: Readonly<Record<string, string>>;
  readonly paths: readonly string[];
}

/** How long a server may take to start for the first call, as managed ones do, and to end things. */
const START_MS = 600_000;
const END_MS = 10_000;
/** Java's gRPC servers end connections that ask more often than every five minutes whether they are alive. */
const KEEPALIVE_MS = 330_000;

/** A session of a Spark Connect server. */
export class SparkClient {
  readonly target: string;
  readonly #stub: Stub;
  readonly #session: object;
  readonly #metadata: Metadata;
  readonly #running = new Map<Promise<unknown>, () => void>();
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
   * Runs a plan and gives its result.
   * @throws UserError, or the signal's reason when it is aborted: the server then ends the statement too.
   */
  execute(plan: Plan, signal?: AbortSignal): Promise<Result> {
    const operation_id = randomUUID();
    let end = (_: Error): void => undefined;
    const result = new Promise<Result>((resolve, reject) => {
      signal?.throwIfAborted();
      const parts: Uint8Array[] = [];
      let kept: string | undefined;
      const call = this.#stub.ExecutePlan({ ...this.#session, operation_id, plan: messageOf(plan) }, this.#metadata);
      end = (reason) => {
        reject(reason);
        call.cancel();
      };
      const abort = () => {
        end(signal!.reason);
        void this.#interrupt({ interrupt_type: 'OPERATION_ID', operation_id });
      };
      signal?.addEventListener('abort', abort, { once: true });
      const settle = (error?: ServiceError) => {
        signal?.removeEventListener('abort', abort);
        if (error) reject(toUserError(error, this.target, this.#started));
        else resolve({ parts, ...(kept !== undefined && { kept }) });
      };
      call.on('data', ({ arrow_batch, checkpoint_command_result }) => {
        this.#started = true;
        if (arrow_batch) parts.push(arrow_batch.data);
        kept ??= checkpoint_command_result?.relation.relation_id;
      });
      call.on('error', settle);
      call.on('end', () => settle());
    });
    const forget = () => this.#running.delete(result);
    this.#running.set(result, () => end(new Error('The session is closed')));
    result.then(forget, forget);
    return result;
  }

  async set(key: string, value: string, signal?: AbortSignal): Promise<void> {
    await this.#call('Config', { operation: { set: { pairs: [{ key, value }] } } }, START_MS, signal);
  }

  /** Ends whatever runs. */
  async interrupt(): Promise<void> {
    if (!this.#running.size) return;
    for (const end of this.#running.values()) end();
    await this.#interrupt({ interrupt_type: 'ALL' });
  }

  /** Gives the session back; a server that cannot be reached any more has lost it already. */
  async close(): Promise<void> {
    await this.interrupt();
    if (this.#started) await this.#call('ReleaseSession', {}, END_MS).catch(() => undefined);
    this.#stub.close();
  }

  /** A server that cannot be asked to stop has stopped, or finds out when it has nobody to answer. */
  async #interrupt(request: object): Promise<void> {
    await this.#call('Interrupt', request, END_MS).catch(() => undefined);
  }

  #call(method: 'Config' | 'Interrupt' | 'ReleaseSession', request: object, ms: number, signal?: AbortSignal): Promise<unknown> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const options = { deadline: Date.now() + ms };
      const call = this.#stub[method]({ ...this.#session, ...request }, this.#metadata, options, (error, response) => {
        signal?.removeEventListener('abort', abort);
        if (error) return reject(toUserError(error, this.target, this.#started));
        this.#started = true;
        resolve(response);
      });
      const abort = () => {
        reject(signal!.reason);
        call.cancel();
      };
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}

function messageOf(plan: Plan): object {
  if ('query' in plan) return { root: { sql: { query: plan.query } } };
  return { command: commandOf(plan) };
}

function commandOf(plan: Exclude<Plan, { query: string }>): object {
  if ('keep' in plan) return { checkpoint_command: { relation: { sql: { query: plan.keep } }, local: true, eager: true } };
  if ('forget' in plan) return { remove_cached_remote_relation_command: { relation: { relation_id: plan.forget } } };
  const input =
    typeof plan.of === 'string' ? { cached_remote_relation: { relation_id: plan.of } } : { read: { data_source: plan.of } };
  return { create_dataframe_view: { input, name: plan.view, is_global: false, replace: true } };
}

interface ExecutePlanResponse {
  readonly arrow_batch?: { readonly data: Uint8Array };
  readonly checkpoint_command_result?: { readonly relation: { readonly relation_id: string } };
}

type Callback = (error: ServiceError | null, response: unknown) => void;
type Unary = (request: object, metadata: Metadata, options: { readonly deadline: number }, callback: Callback) => ClientUnaryCall;

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
