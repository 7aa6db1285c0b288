/** One small table, described in every format: age from 0 to 120, plan free or pro, and the label churned. */
export const samples: Readonly<Record<string, string>> = {
  'croissant.json': JSON.stringify(
    {
      '@context': { '@vocab': 'https://schema.org/', cr: 'http://mlcommons.org/croissant/' },
      '@type': 'sc:Dataset',
      name: 'churn',
      distribution: [{ '@type': 'cr:FileObject', '@id': 'train', contentUrl: 'https://example.org/data/train.csv' }],
      recordSet: [
        {
          '@id': 'plans',
          dataType: 'sc:Enumeration',
          field: [{ '@id': 'plans/name', dataType: 'sc:Text' }],
          data: [{ 'plans/name': 'free' }, { 'plans/name': 'pro' }],
        },
        {
          '@id': 'rows',
          key: { '@id': 'rows/id' },
          field: [
            {
              '@id': 'rows/id',
              name: 'id',
              dataType: 'sc:Integer',
              source: { fileObject: { '@id': 'train' }, extract: { column: 'customer' } },
            },
            { '@id': 'rows/age', name: 'age', dataType: ['sc:Integer', 'wd:Q185836'] },
            { '@id': 'rows/plan', name: 'plan', dataType: 'sc:Text', references: { field: { '@id': 'plans/name' } } },
            { '@id': 'rows/churned', name: 'churned', dataType: ['https://schema.org/Boolean', 'cr:Label'] },
            {
              '@id': 'rows/split',
              name: 'split',
              dataType: 'sc:Text',
              source: { fileObject: { '@id': 'train' }, extract: { fileProperty: 'filename' } },
            },
            { '@id': 'rows/tags', name: 'tags', dataType: 'sc:Text', repeated: true },
          ],
        },
      ],
    },
    null,
    '\t',
  ),
  'README.md': `---
license: mit
language: [en, no]
configs:
  - config_name: default
    data_files: [{ split: train, path: data/train.csv }]
dataset_info:
  config_name: default
  features:
    - name: age
      dtype: int64
    - name: plan
      dtype:
        class_label:
          names: { '0': free, '1': pro }
    - name: churned
      dtype: bool
    - name: seen
      dtype: timestamp[us]
    - name: tags
      list: string
train-eval-index:
  - config: default
    col_mapping: { churned: target, age: text }
---
# Churn

---
ordinary: text
`,
  'dataset_infos.json': JSON.stringify({
    default: {
      features: {
        age: { dtype: 'int64', _type: 'Value' },
        plan: { names: ['free', 'pro'], _type: 'ClassLabel' },
        churned: { dtype: 'bool', _type: 'Value' },
      },
      supervised_keys: { input: 'age', output: 'churned' },
    },
  }),
  'schema.pbtxt': `# proto-file: tensorflow_metadata/proto/v0/schema.proto
feature {
  name: "age"
  type: INT
  int_domain { min: 0, max: 120 }
  presence { min_fraction: 1.0 min_count: 1 }
  shape { }
}
feature: < name: 'plan' type: BYTES domain: "plan" presence { min_count: 1 } >
feature {
  name: "churned" type: INT bool_domain {} presence { min_fraction: 1 }
  not_in_environment: "SERVING"
}
feature { name: "tags" type: BYTES value_count { min: 0 max: 5 } }
feature { name: "old" type: FLOAT lifecycle_stage: DEPRECATED presence { min_count: 1 } }
feature { name: "score" type: FLOAT float_domain { min: -inf max: 1e0f } annotation { tag: ["a", "b"] } }
string_domain { name: "plan" value: "free" value: "p" 'r\\157' }
default_environment: "TRAINING"
default_environment: "SERVING"
`,
  MLmodel: `flavors:
  python_function: { loader_module: mlflow.sklearn, data: model.pkl }
signature:
  inputs: '[{"type": "long", "name": "age", "required": true}, {"type": "string", "name": "plan", "required": false}, {"type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 3]}}]'
  outputs: '[{"type": "boolean"}]'
  params: null
`,
  'datapackage.json': JSON.stringify(
    {
      name: 'churn',
      resources: [
        {
          name: 'train',
          path: 'data/train.csv',
          schema: {
            fields: [
              { name: 'customer', type: 'integer' },
              { name: 'age', type: 'integer', constraints: { minimum: '0', maximum: 120, required: true } },
              { name: 'plan', type: 'string', constraints: { enum: ['free', 'pro'], pattern: '[a-z]+' } },
              { name: 'seen', type: 'date', format: '%d/%m/%y' },
              { name: 'price', type: 'number', decimalChar: ',' },
            ],
            primaryKey: 'customer',
          },
        },
        { name: 'prices', path: 'prices.csv', schema: { fields: [{ name: 'age', type: 'number' }] } },
      ],
    },
    null,
    2,
  ),
  'row.schema.json': JSON.stringify(
    {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      type: 'array',
      items: { $ref: '#/$defs/row' },
      $defs: {
        age: { type: 'integer', minimum: 0, exclusiveMaximum: 121 },
        row: {
          type: 'object',
          required: ['age', 'plan'],
          properties: {
            age: { $ref: '#/$defs/age' },
            plan: { enum: ['free', 'pro', null] },
            seen: { type: ['string', 'null'], format: 'date-time' },
            code: { type: 'string', pattern: '^(?=a)b' },
            anything: true,
          },
        },
      },
    },
    null,
    2,
  ),
};
