import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

/** Roles of fields that say something of the outcome. */
const OUTCOMES = new Set(['label', 'feedback', 'expectation']);

export default defineRule({
  id: 'feature-store/label-view-served',
  subject: 'feature-store',
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: 'L2',
  since: '0.1.0',
  tags: ['leakage', 'feast'],
  summary: 'A label view in a feature service',
  why: 'Feast serves a label view like any other, so the model is given labels as inputs',
  fix: 'take the label view out of the service, and join labels to the training data on their own',
  messages: {
    label: 'service {{service}} serves label view {{view}} with {{fields}}',
    outcome: 'service {{service}} serves label view {{view}} with {{fields}}, which its tags do not call a label',
  },
  options: z.strictObject({}),
  async check({ store, report }) {
    const labelViews = new Map(store.views.flatMap((view) => (view.kind === 'label' ? [[view.name, view]] : [])));
    if (!labelViews.size) return clean({ labelViews: 0, services: store.services.length }, 'the registry has no label view');
    if (!store.services.length) return skipped('needs a feature service', { labelViews: labelViews.size });
    // Of several services one may be there to fetch training data.
    const isServing = store.service !== undefined || store.services.length === 1;
    for (const service of store.services) {
      for (const { view: name, features } of service.projections) {
        const view = labelViews.get(name);
        if (!view) continue;
        const roleOf = (field: string) => view.roles.get(field) ?? (view.roles.size ? 'none' : 'label');
        const outcomes = features.filter((feature) => OUTCOMES.has(roleOf(feature.name)));
        if (!outcomes.length) continue;
        const labels = outcomes.filter((feature) => roleOf(feature.name) === 'label');
        const fields = (labels.length ? labels : outcomes).map((feature) => feature.name);
        report({
          messageId: labels.length ? 'label' : 'outcome',
          data: { service: service.name, view: name, fields: fields.slice(0, 5).join(', ') },
          evidence: { service: service.name, view: name, fields },
          ...(!(labels.length && isServing) && { severity: 'warn', confidence: 'medium' }),
          discriminator: `${service.name} ${name}`,
          location: store.placeOf(service.name),
        });
      }
    }
    return clean({ labelViews: labelViews.size, services: store.services.length });
  },
});
