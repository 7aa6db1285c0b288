import {
  loadPackageDefinition,
  Server,
  ServerCredentials,
  type ServerUnaryCall,
  type ServerWritableStream,
  type sendUnaryData,
} from '@grpc/grpc-js';
import { fromJSON } from '@grpc/proto-loader';
import { tableFromArrays, tableToIPC } from 'apache-arrow';
import { PROTOCOL } from '../../../src/engine/spark/protocol.ts';

export type Stream = ServerWritableStream<Request, object>;
interface Request {
  readonly session_id: string;
  readonly operation_id?: string;
  readonly interrupt_type?: string;
  readonly plan?: { readonly root?: { readonly sql?: { readonly query: string } } };
}

/** A server of the protocol that does what a test wants with each statement. */
export class FakeSpark {
  readonly calls: [method: string, request: Request, headers: Record<string, unknown>][] = [];
  readonly #server = new Server();
  readonly #execute: (query: string, stream: Stream) => void;
  port = 0;

  constructor(execute: (query: string, stream: Stream) => void = answer) {
    this.#execute = execute;
  }

  async start(credentials = ServerCredentials.createInsecure()): Promise<string> {
    const definition = fromJSON(PROTOCOL as Parameters<typeof fromJSON>[0], { keepCase: true, longs: Number, enums: String });
    // biome-ignore lint/suspicious/noExplicitAny: the definition has no types
    const { SparkConnectService } = (loadPackageDefinition(definition) as any).spark.connect;
    const note = (method: string) => (call: ServerUnaryCall<Request, object>, done: sendUnaryData<object>) => {
      this.calls.push([method, call.request, call.metadata.getMap()]);
      done(null, {});
    };
    this.#server.addService(SparkConnectService.service, {
      ExecutePlan: (stream: Stream) => {
        this.calls.push(['ExecutePlan', stream.request, stream.metadata.getMap()]);
        this.#execute(stream.request.plan?.root?.sql?.query ?? '', stream);
      },
      Config: note('Config'),
      Interrupt: note('Interrupt'),
      ReleaseSession: note('ReleaseSession'),
    });
    this.port = await new Promise<number>((resolve, reject) =>
      this.#server.bindAsync('127.0.0.1:0', credentials, (error, port) => (error ? reject(error) : resolve(port))),
    );
    return `sc://127.0.0.1:${this.port}`;
  }

  count(method: string): number {
    return this.calls.filter(([name]) => name === method).length;
  }

  stop(): void {
    this.#server.forceShutdown();
  }
}

export function answer(query: string, stream: Stream): void {
  const table = tableFromArrays(query.includes('version()') ? { version: ['4.3.0 abc'] } : { a: Int32Array.of(1) });
  stream.write({ arrow_batch: { row_count: 1, data: tableToIPC(table, 'stream') } });
  stream.end();
}
