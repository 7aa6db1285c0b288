declare module 'parquetjs-lite' {
  export class ParquetSchema {
    constructor(fields: Readonly<Record<string, object>>);
  }
  export class ParquetWriter {
    static openFile(schema: ParquetSchema, path: string, options?: { readonly useDataPageV2?: boolean }): Promise<ParquetWriter>;
    appendRow(row: Readonly<Record<string, unknown>>): Promise<void>;
    setRowGroupSize(rows: number): void;
    close(): Promise<void>;
  }
}
