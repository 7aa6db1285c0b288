import type { RuleEntry } from '../src/check/registry.ts';

export const rules: readonly RuleEntry[] = [
  { ...{"id":"overlap/duplicate-rows","subject":"split","unions":true,"needs":[],"severity":"error","confidence":"high","taxonomy":"L1.4","since":"0.1.0","tags":["leakage","split"],"summary":"Held-out rows that the fit data already holds"}, load: async () => (await import('./overlap/duplicate-rows.ts')).default },
  { ...{"id":"target/proxy-column","subject":"dataset","roles":["train"],"needs":["target"],"severity":"error","confidence":"high","taxonomy":"L2","since":"0.1.0","tags":["leakage","target"],"summary":"A column that alone predicts the target"}, load: async () => (await import('./target/proxy-column.ts')).default },
  { ...{"id":"version/hash-mismatch","subject":"dataset","needs":["version"],"severity":"error","confidence":"high","taxonomy":null,"since":"0.1.0","tags":["version","dvc"],"summary":"Data that is not what DVC recorded"}, load: async () => (await import('./version/hash-mismatch.ts')).default },
];
