import rule from '../../../rules/pipeline/fit-before-split.ts';
import { pipelineCases } from '../../support/pipeline-cases.ts';

const SPLIT = '  split: {cmd: python split.py, deps: [scaled.csv], outs: [train.csv, test.csv]}\n';

pipelineCases(rule, [
  {
    name: 'a scaler before the split',
    stages: `  scale: {cmd: python scale.py, deps: [raw.csv], outs: [scaled.csv]}\n${SPLIT}`,
    expect: ['warn before: stage scale is fitted on all rows before split splits them'],
  },
  {
    name: 'cleaning before the split learns nothing',
    stages: `  clean: {cmd: python clean.py, deps: [raw.csv], outs: [scaled.csv]}\n${SPLIT}`,
    expect: [],
  },
  {
    name: 'a scaler on the train data',
    stages: `${SPLIT}  scale: {cmd: python scale.py, deps: [train.csv], outs: [scaler.pkl]}\n`,
    expect: [],
  },
]);
