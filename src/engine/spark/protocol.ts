/** What a client needs of the Spark Connect protocol (spark/connect/*.proto of Spark 4), as a descriptor for protobuf. */
export const PROTOCOL = {
  nested: {
    spark: {
      nested: {
        connect: {
          nested: {
            UserContext: fields({ user_id: ['string', 1] }),
            Plan: oneof({ root: ['Relation', 1], command: ['Command', 2] }),
            Relation: oneof({ read: ['Read', 2], sql: ['SQL', 10], cached_remote_relation: ['CachedRemoteRelation', 37] }),
            CachedRemoteRelation: fields({ relation_id: ['string', 1] }),
            SQL: fields({ query: ['string', 1] }),
            Read: { ...oneof({ data_source: ['DataSource', 2] }), nested: { DataSource: dataSource() } },
            Command: oneof({
              create_dataframe_view: ['CreateDataFrameViewCommand', 3],
              checkpoint_command: ['CheckpointCommand', 14],
              remove_cached_remote_relation_command: ['CachedRemoteRelationCommand', 15],
            }),
            CheckpointCommand: fields({ relation: ['Relation', 1], local: ['bool', 2], eager: ['bool', 3] }),
            CachedRemoteRelationCommand: fields({ relation: ['CachedRemoteRelation', 1] }),
            CreateDataFrameViewCommand: fields({
              input: ['Relation', 1],
              name: ['string', 2],
              is_global: ['bool', 3],
              replace: ['bool', 4],
            }),
            ExecutePlanRequest: fields({
              session_id: ['string', 1],
              user_context: ['UserContext', 2],
              plan: ['Plan', 3],
              client_type: ['string', 4],
              operation_id: ['string', 6],
            }),
            ExecutePlanResponse: {
              ...fields({ arrow_batch: ['ArrowBatch', 2], checkpoint_command_result: ['CachedRemoteRelationCommand', 19] }),
              nested: { ArrowBatch: fields({ row_count: ['int64', 1], data: ['bytes', 2] }) },
            },
            ConfigRequest: {
              ...fields({ ...session(), operation: ['Operation', 3], client_type: ['string', 4] }),
              nested: { Operation: fields({ set: ['Set', 1] }), Set: list('pairs', 'KeyValue') },
            },
            KeyValue: fields({ key: ['string', 1], value: ['string', 2] }),
            ConfigResponse: fields({ session_id: ['string', 1] }),
            InterruptRequest: {
              ...fields({
                ...session(),
                client_type: ['string', 3],
                interrupt_type: ['InterruptType', 4],
                operation_id: ['string', 6],
              }),
              nested: { InterruptType: { values: { UNSPECIFIED: 0, ALL: 1, TAG: 2, OPERATION_ID: 3 } } },
            },
            InterruptResponse: fields({ session_id: ['string', 1] }),
            ReleaseSessionRequest: fields({ ...session(), client_type: ['string', 3] }),
            ReleaseSessionResponse: fields({ session_id: ['string', 1] }),
            SparkConnectService: {
              methods: {
                ExecutePlan: {
                  requestType: 'ExecutePlanRequest',
                  responseType: 'ExecutePlanResponse',
                  responseStream: true,
                },
                Config: { requestType: 'ConfigRequest', responseType: 'ConfigResponse' },
                Interrupt: { requestType: 'InterruptRequest', responseType: 'InterruptResponse' },
                ReleaseSession: { requestType: 'ReleaseSessionRequest', responseType: 'ReleaseSessionResponse' },
              },
            },
          },
        },
      },
    },
  },
} as const;

type Fields = Readonly<Record<string, readonly [type: string, id: number]>>;

function fields(given: Fields) {
  return { fields: Object.fromEntries(Object.entries(given).map(([name, [type, id]]) => [name, { type, id }])) };
}

function oneof(given: Fields) {
  return { ...fields(given), oneofs: { kind: { oneof: Object.keys(given) } } };
}

function session(): Fields {
  return { session_id: ['string', 1], user_context: ['UserContext', 2] };
}

function list(name: string, type: string) {
  return { fields: { [name]: { rule: 'repeated', type, id: 1 } } };
}

function dataSource() {
  return {
    fields: {
      format: { type: 'string', id: 1 },
      options: { keyType: 'string', type: 'string', id: 3 },
      paths: { rule: 'repeated', type: 'string', id: 4 },
    },
  };
}
