import { describe, expect, it } from 'vitest';
import { StageGraph } from '../../../src/dvc/graph/stage-graph.ts';
import { dataRole } from '../../../src/dvc/lineage/data-role.ts';
import { pipelineLeaks } from '../../../src/dvc/lineage/pipeline-leaks.ts';
import { sharedSplitFiles } from '../../../src/dvc/lineage/shared-split-files.ts';
import { stageRole } from '../../../src/dvc/lineage/stage-role.ts';
import { Repository } from '../../../src/dvc/repository/repository.ts';
import { loadStages } from '../../../src/dvc/stage/load-stages.ts';
import { dvcFile, type LockEntries, lockFile, md5, storeDirectory, TempRepository } from '../temp-repository.ts';

const HONEST: Record<string, string> = {
  split: 'deps: [raw.csv, split.py], params: [split.seed], outs: [data/train.csv, data/test.csv]',
  scale: 'deps: [scale.py, data/train.csv], outs: [data/train_scaled.csv, scaler.pkl]',
  train: 'deps: [train.py, data/train_scaled.csv], outs: [model.pkl]',
  evaluate: 'deps: [evaluate.py, model.pkl, scaler.pkl, data/test.csv], metrics: [metrics.json: {cache: false}]',
};

function graphOf(stages: Record<string, string>, locked: Record<string, LockEntries> = {}): StageGraph {
  const definitions = Object.entries(stages).map(([name, rest]) => `  ${name}: {cmd: python x.py, ${rest}}\n`);
  const { root } = new TempRepository({
    'dvc.yaml': `stages:\n${definitions.join('')}`,
    'dvc.lock': Object.keys(locked).length === 0 ? '' : lockFile(locked),
  });
  const repository = new Repository(root);
  return new StageGraph(loadStages(repository, repository.tree));
}
const leaks = (...args: Parameters<typeof graphOf>) =>
  pipelineLeaks(graphOf(...args)).map((leak) => ('stage' in leak ? `${leak.kind} ${leak.stage.address}` : leak.kind));

describe('pipelineLeaks', () => {
  it('is quiet on an honest pipeline', () => {
    expect(leaks(HONEST)).toEqual([]);
  });

  it.each([
    [
      'a scaler before the split',
      {
        scale: 'deps: [raw.csv], outs: [scaled.csv]',
        split: HONEST.split!.replace('raw.csv', 'scaled.csv'),
        train: 'deps: [data/train.csv], outs: [model.pkl]',
      },
      'fit-before-split scale',
    ],
    [
      'training that reads the test file',
      { train: 'deps: [data/train.csv, data/test.csv], outs: [model.pkl]' },
      'train-reads-test train',
    ],
    [
      'an evaluation on training data',
      { evaluate: 'deps: [model.pkl, data/train_scaled.csv], metrics: [m.json]' },
      'evaluated-on-train evaluate',
    ],
    ['training on the raw file', { train: 'deps: [raw.csv], outs: [model.pkl]' }, 'unsplit-source train'],
    [
      'training on features of the raw file',
      { featurise: 'deps: [raw.csv], outs: [features.csv]', train: 'deps: [features.csv], outs: [model.pkl]' },
      'unsplit-source train',
    ],
    [
      'a selection that sees the test file',
      { select: 'deps: [data/train.csv, data/test.csv], outs: [columns.txt]' },
      'test-in-selection select',
    ],
    ['metrics fed back', { tune: 'deps: [metrics.json], outs: [best.yaml]' }, 'test-in-selection tune'],
    [
      'a scaler fitted on both',
      { scale: 'deps: [data/train.csv, data/test.csv], outs: [data/train_scaled.csv, scaler.pkl]' },
      'preprocessor-sees-both scale',
    ],
    [
      'a split without seed',
      { split: 'deps: [raw.csv], params: [split.ratio], outs: [data/train.csv, data/test.csv]' },
      'unseeded-split split',
    ],
  ])('finds %s', (_, change, expected) => {
    expect(leaks({ ...HONEST, ...(change as Record<string, string>) })).toEqual([expected]);
  });

  it('finds splits of the same bytes, but not empty ones', () => {
    const outs = (hash: string) => ({ split: { outs: { 'data/train.csv': hash, 'data/test.csv': hash } } });
    expect(leaks(HONEST, outs(md5('same')))).toEqual(['identical-splits']);
    expect(leaks(HONEST, outs(md5('')))).toEqual([]);
  });

  it('is quiet where a transform reads both and fits nothing, and on early stopping', () => {
    const featurise = 'deps: [data/train.csv, data/test.csv], outs: [f/train.pkl, f/test.pkl]';
    expect(
      leaks({ ...HONEST, encode: featurise, train: 'deps: [data/train_scaled.csv, data/val.csv], outs: [model.pkl]' }),
    ).toEqual([]);
  });
});

describe('roles', () => {
  it.each([
    ['data/train.csv', 'train'],
    ['data/XTest.parquet', 'test'],
    ['prepared/train/part-0.csv', 'train'],
    ['y_val.npy', 'validation'],
    ['holdout2.csv', 'test'],
    ['train_test.csv', null],
    ['latest.csv', null],
    ['contest/data.csv', null],
    ['tests/data.csv', null],
    ['src/train.py', null],
    ['training_config.json', null],
    ['test_metrics.json', null],
    ['data/raw.csv', null],
  ])('%s: %s', (path, role) => expect(dataRole(path)).toBe(role));

  it('of stages go by name, script and what they make', () => {
    const graph = graphOf({
      train_test_split: 'outs: [a]',
      scale_train: 'outs: [b]',
      'train 0': 'outs: [c]',
      prepare: 'deps: [raw], outs: [d/train, d/test]',
      transform: 'deps: [d/train, d/test], outs: [e/train, e/test]',
      latest: 'outs: [f]',
    });
    expect(graph.stages.map((stage) => stageRole(stage))).toEqual(['split', 'fit', 'train', 'split', null, null]);
  });
});

describe('sharedSplitFiles', () => {
  it('finds equal files of train and test directories, markers and tiny ones aside', () => {
    const big = (text: string) => text.repeat(100);
    const temp = new TempRepository({});
    const cache = temp.path('.dvc/cache');
    const train = storeDirectory(cache, { 'cat/1.jpg': big('1'), 'cat/2.jpg': big('2'), '.gitkeep': big('k'), tiny: 't' });
    const test = storeDirectory(cache, { '9.jpg': big('2'), '8.jpg': big('3'), '.gitkeep': big('k'), tiny: 't' });
    temp.write({ 'train.dvc': dvcFile('train', train), 'test.dvc': dvcFile('test', test) });
    const repository = new Repository(temp.root);
    const graph = new StageGraph(loadStages(repository, repository.tree));
    expect(sharedSplitFiles(graph, repository.cache)).toMatchObject([
      {
        first: 'train',
        second: 'test',
        roles: ['train', 'test'],
        counted: 2,
        files: [{ md5: md5(big('2')), inFirst: ['cat/2.jpg'], inSecond: ['9.jpg'] }],
      },
    ]);
  });
});
