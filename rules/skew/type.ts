import { z } from 'zod';
import { clean, defineRule } from '../../src/check/rule.ts';
import { typeConflict } from '../../src/measure/columns/type-conflict.ts';

export default defineRule({
  id: 'skew/type',
  subject: 'serving',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['skew', 'schema'],
  summary: 'A column that serving data holds in another type than train',
  why: 'the model is given values it cannot read, or reads them as something else',
  fix: 'write the column in one type for training and serving',
  messages: {
    differs: '{{column}} is {{type}} in serving and {{trainType}} in {{train}}',
    spelled:
      '{{column}} is {{type}} in serving and {{trainType}} in {{train}}; {{readable|percent}} of the texts can be read as the other',
  },
  options: z.strictObject({}),
  async check({ train, serving, report }) {
    const [trained, served] = await Promise.all([train.frame(), serving.frame()]);
    let compared = 0;
    for (const column of train.columns) {
      const other = serving.column(column.name);
      if (!other) continue;
      compared++;
      const conflict = typeConflict(column, trained, other, served);
      if (!conflict) continue;
      const said = { column: column.name, type: other.type, trainType: column.type, train: train.role };
      const common = {
        columns: [column],
        evidence: { type: other.type, trainType: column.type, readableShare: conflict.readable, textsRead: conflict.values },
      };
      if (conflict.readable > 0) report({ ...common, messageId: 'spelled', data: { ...said, readable: conflict.readable } });
      else report({ ...common, messageId: 'differs', data: said });
    }
    return clean({ columns: compared });
  },
});
