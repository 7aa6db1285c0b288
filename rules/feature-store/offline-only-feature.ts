import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';

export default defineRule({
  id: 'feature-store/offline-only-feature',
  subject: 'feature-store',
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['skew', 'feast'],
  summary: 'A feature of a service that cannot be served online',
  why: 'the model is trained with a value that production has no way to look up',
  fix: 'serve the view (`online=True`, then materialise it), or take it out of the service',
  messages: {
    offline: 'service {{service}} has {{count}} features of view {{view}}, which is not served online',
    disabled: 'service {{service}} has {{count}} features of view {{view}}, which is disabled',
    derived:
      'service {{service}} has {{count}} features of on-demand view {{view}}, whose source {{source}} is not served online',
    unknown: 'service {{service}} has {{count}} features of view {{view}}, which the registry does not have',
  },
  options: z.strictObject({}),
  async check({ store, report }) {
    if (!store.services.length) return skipped('needs a feature service');
    const isIn = (one: { readonly project: string }) => (store.project ?? one.project) === one.project;
    const views = new Map(store.views.map((view) => [view.name, view]));
    const onDemand = new Map(store.registry.onDemandViews.filter(isIn).map((view) => [view.name, view]));
    const isOffline = (name: string) => {
      const view = views.get(name);
      return view !== undefined && (!view.online || view.disabled);
    };
    for (const service of store.services) {
      for (const { view: name, features } of service.projections) {
        const said = { service: service.name, view: name, count: features.length };
        const common = {
          evidence: { service: service.name, view: name, features: features.map((feature) => feature.name) },
          // A service that nobody declared may be there to fetch training data.
          ...(store.service === undefined && { severity: 'info' as const }),
          discriminator: `${service.name} ${name}`,
          location: store.placeOf(name),
        };
        const derived = onDemand.get(name);
        const source = derived?.sourceViews.find(isOffline);
        if (source !== undefined) report({ messageId: 'derived', data: { ...said, source }, ...common });
        else if (!derived && !views.has(name)) report({ messageId: 'unknown', data: said, ...common });
        else if (views.get(name)?.disabled) report({ messageId: 'disabled', data: said, ...common });
        else if (isOffline(name)) report({ messageId: 'offline', data: said, ...common });
      }
    }
    return clean({ services: store.services.length, views: views.size });
  },
});
