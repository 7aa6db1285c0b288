import { posix } from 'node:path';
import type { DataDep, Stage } from '../stage/stage.ts';
import { isCode } from './data-role.ts';

const MODEL = new Set([
  '.pkl',
  '.joblib',
  '.pickle',
  '.onnx',
  '.pt',
  '.pth',
  '.h5',
  '.keras',
  '.safetensors',
  '.ckpt',
  '.pmml',
  '.cbm',
  '.bst',
]);

/** Deps that are data, as far as names tell: no code, no settings, no models. */
export function dataDeps(stage: Stage): DataDep[] {
  return stage.deps.filter((dep): dep is DataDep => dep.kind === 'data' && !isCode(dep.path) && !isModel(dep.path));
}

/** Whether a name looks like a fitted model or preprocessor. `train.pkl` may be a table, which its role then says. */
export function isModel(path: string): boolean {
  const name = posix.basename(path).toLowerCase();
  return (
    /(?:^|[^a-z])(?:model|estimator|scaler|encoder|vectorizer|preprocessor|imputer|pipeline)/.test(name) ||
    (MODEL.has(posix.extname(name)) && !/train|test|val|data|feature/.test(name))
  );
}
