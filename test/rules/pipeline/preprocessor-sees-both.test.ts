import rule from '../../../rules/pipeline/preprocessor-sees-both.ts';
import { pipelineCases } from '../../support/pipeline-cases.ts';

pipelineCases(rule, [
  {
    name: 'a scaler made from both splits',
    stages: '  scale: {cmd: python scale.py, deps: [train.csv, test.csv], outs: [scaler.pkl]}\n',
    expect: ['warn both: stage scale makes scaler.pkl from train and test data'],
  },
  {
    name: 'a scaler made from train data',
    stages: '  scale: {cmd: python scale.py, deps: [train.csv], outs: [scaler.pkl]}\n',
    expect: [],
  },
  {
    name: 'a stage that only transforms both splits',
    stages:
      '  scale: {cmd: python scale.py, deps: [train.csv, test.csv, scaler.pkl], outs: [train_scaled.csv, test_scaled.csv]}\n',
    expect: [],
  },
]);
