import rule from '../../../rules/pipeline/unseeded-split.ts';
import { pipelineCases } from '../../support/pipeline-cases.ts';

pipelineCases(rule, [
  {
    name: 'a split without a seed',
    stages: '  split: {cmd: python split.py, deps: [raw.csv], outs: [train.csv, test.csv]}\n',
    expect: ['info unseeded: split stage split tracks no seed in its parameters or command'],
  },
  {
    name: 'a seed among the parameters',
    stages: '  split: {cmd: python split.py, deps: [raw.csv], params: [split.seed], outs: [train.csv, test.csv]}\n',
    expect: [],
  },
  {
    name: 'a seed in the command',
    stages: '  split: {cmd: python split.py --seed 7, deps: [raw.csv], outs: [train.csv, test.csv]}\n',
    expect: [],
  },
]);
