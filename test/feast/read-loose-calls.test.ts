import { expect, it } from 'vitest';
import { readLooseCalls } from '../../src/feast/read-loose-calls.ts';
import { temporaryFolder } from '../support/run-cli.ts';

const folder = temporaryFolder({
  'jobs/train.py': 'rows = store.get_historical_features(\n    entity_df=rows,\n    strict_pit = False,\n)\n',
  'strict.py': 'store.get_historical_features(rows, features, strict_pit=True)\n# strict_pit=False\n',
  'look.ipynb': '{"cells": [{"source": ["f(\\n",\n "  strict_pit=False)\\n"]}]}',
  'notes.md': 'strict_pit=False',
});

it('finds code that lets later values in, and not what only speaks of it', async () => {
  expect(await readLooseCalls(folder)).toEqual([
    { file: 'jobs/train.py', line: 3 },
    { file: 'look.ipynb', line: 2 },
  ]);
});
