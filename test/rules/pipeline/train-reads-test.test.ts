import rule from '../../../rules/pipeline/train-reads-test.ts';
import { pipelineCases } from '../../support/pipeline-cases.ts';

pipelineCases(rule, [
  {
    name: 'the test file among the dependencies of training',
    stages: '  train: {cmd: python train.py, deps: [data/train.csv, data/test.csv], outs: [model.pkl]}\n',
    expect: ['error reads: training stage train depends on the test data data/test.csv'],
  },
  {
    name: 'an evaluation on what was trained on',
    stages:
      '  train: {cmd: python train.py, deps: [data/all.csv], outs: [model.pkl]}\n' +
      '  evaluate: {cmd: python evaluate.py, deps: [data/all.csv, model.pkl], metrics: [{scores.json: {cache: false}}]}\n',
    expect: ['warn same: stage evaluate evaluates on nothing that train has not read: data/all.csv'],
  },
  {
    name: 'training with validation data, evaluation with test data',
    stages:
      '  train: {cmd: python train.py, deps: [data/train.csv, data/val.csv, tests/test_train.py], outs: [model.pkl]}\n' +
      '  evaluate: {cmd: python evaluate.py, deps: [data/test.csv, model.pkl], metrics: [{scores.json: {cache: false}}]}\n',
    expect: [],
  },
]);
