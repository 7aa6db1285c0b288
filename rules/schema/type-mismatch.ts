import { z } from 'zod';
import { declaredAt } from '../../src/check/declared-at.ts';
import { clean, defineRule } from '../../src/check/rule.ts';
import { typeFit } from '../../src/measure/columns/declared-type.ts';
import { typeConflict } from '../../src/measure/columns/type-conflict.ts';

/** How likely the values of one type must be drawn from those of the other for an honest split. */
const CHANCE = 0.001;

export default defineRule({
  id: 'schema/type-mismatch',
  subject: 'dataset',
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['schema'],
  summary: 'A column that is not of its declared type, or of another type than in train',
  why: 'its values are read as something else than they mean, or not at all',
  fix: 'write the column in one type everywhere, or correct the declaration',
  messages: {
    declared: '{{column}} is {{type}}, and declared as {{declared}}',
    values: '{{column}} is {{type}}; {{rows}} rows have a value that the declared type {{declared}} does not allow',
    differs: '{{column}} is {{type}} here and {{trainType}} in {{train}}',
    spelled:
      '{{column}} is {{type}} here and {{trainType}} in {{train}}; {{readable|percent}} of the values can be read as the other type',
  },
  options: z.strictObject({}),
  async check({ table, peers, declared, report }) {
    const given = table.columns.flatMap((column) => {
      const feature = declared.features.get(column.name);
      return feature?.type ? [{ column, type: feature.type, at: declaredAt(feature, 'type') }] : [];
    });
    await Promise.all(
      given.map(async ({ column, type, at }) => {
        const fit = typeFit(column, type);
        const said = { column: column.name, type: column.type, declared: type };
        const evidence = { type: column.type, declared: type, ...at };
        if ('fits' in fit) {
          // Texts of digits may have been read as numbers; a description may call dates what is spelled in a way of its own.
          const isSpelled = at.declaredAt !== undefined && (type === 'date' || type === 'timestamp');
          const severity = type === 'string' || isSpelled ? 'warn' : 'error';
          if (!fit.fits) report({ messageId: 'declared', data: said, columns: [column], evidence, severity });
          return;
        }
        const rows = Number((await table.aggregate({ rows: fit.unless })).rows);
        if (rows > 0)
          report({ messageId: 'values', data: { ...said, rows }, columns: [column], evidence: { ...evidence, rows } });
      }),
    );
    const train = peers.find(({ role }) => role === 'train');
    const compared = train && table.role !== 'serving' ? train.columns.filter(({ name }) => table.column(name)) : [];
    if (!train || !compared.length) return clean({ declaredTypes: given.length, comparedColumns: 0 });
    const [first, second] = await Promise.all([train.frame(), table.frame()]);
    for (const column of compared) {
      const here = table.column(column.name)!;
      const conflict = declared.features.get(column.name)?.type ? undefined : typeConflict(column, first, here, second);
      if (!conflict) continue;
      const said = { column: column.name, type: here.type, trainType: column.type, train: train.role };
      const common = {
        columns: [column],
        evidence: { type: here.type, trainType: column.type, readableShare: conflict.readable, valuesRead: conflict.values },
      };
      if (!conflict.readable) report({ ...common, messageId: 'differs', data: said });
      else {
        // Of a column of numbers and a few words, some rows may well hold numbers only.
        const severity = conflict.readable ** conflict.others >= CHANCE ? 'warn' : 'error';
        report({ ...common, messageId: 'spelled', data: { ...said, readable: conflict.readable }, severity });
      }
    }
    return clean({ declaredTypes: given.length, comparedColumns: compared.length });
  },
});
