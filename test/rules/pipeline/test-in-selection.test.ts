import rule from '../../../rules/pipeline/test-in-selection.ts';
import { pipelineCases } from '../../support/pipeline-cases.ts';

pipelineCases(rule, [
  {
    name: 'features selected with the test data',
    stages: '  select: {cmd: python select.py, deps: [train.csv, test.csv], outs: [columns.json]}\n',
    expect: ['warn reads: stage select chooses by the test data test.csv'],
  },
  {
    name: 'scores fed back into tuning',
    stages:
      '  evaluate: {cmd: python evaluate.py, deps: [test.csv], outs: [scores.json]}\n' +
      '  tune: {cmd: python tune.py, deps: [train.csv, scores.json], outs: [best.json]}\n',
    expect: ['warn feedback: stage tune depends on scores.json, which an evaluation made'],
  },
  {
    name: 'tuning on validation data',
    stages: '  tune: {cmd: python tune.py, deps: [train.csv, val.csv], outs: [best.json]}\n',
    expect: [],
  },
]);
