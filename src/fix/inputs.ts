import { resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Workspace } from '../load/workspace.ts';
import type { Input } from './output-file.ts';

/** What was read, so that it is never written. */
export const inputsOf = ({ datasets }: Workspace, { baseDirectory, features }: Config): Input[] => [
  ...datasets.map(({ location, files }) => ({ location: resolve(baseDirectory, location), files })),
  ...features
    .flatMap(({ source }) => (source ? [resolve(baseDirectory, source.path)] : []))
    .map((path) => ({ location: path, files: [path] })),
];
