import rule from '../../../rules/pipeline/unsplit-source.ts';
import { pipelineCases } from '../../support/pipeline-cases.ts';

const SPLIT = '  split: {cmd: python split.py, deps: [raw.csv], outs: [train.csv, test.csv]}\n';

pipelineCases(rule, [
  {
    name: 'training on the source of the split',
    stages: `${SPLIT}  train: {cmd: python train.py, deps: [raw.csv], outs: [model.pkl]}\n`,
    expect: ['warn direct: training stage train depends on raw.csv, which split splits into train and test data'],
  },
  {
    name: 'training on what is made of the source, around the split',
    stages: `${SPLIT}  features: {cmd: python f.py, deps: [raw.csv], outs: [features.csv]}\n  train: {cmd: python train.py, deps: [train.csv, features.csv], outs: [model.pkl]}\n`,
    expect: [
      'warn through: training stage train depends, through features, on raw.csv, which split splits into train and test data',
    ],
  },
  {
    name: 'training on the train data',
    stages: `${SPLIT}  train: {cmd: python train.py, deps: [train.csv], outs: [model.pkl]}\n`,
    expect: [],
  },
]);
