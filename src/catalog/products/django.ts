/** Django runserver, application server. */
import type { Product } from '../timeout-fact.ts';

export const django: Product = {
  id: 'django',
  title: 'Django runserver',
  category: 'app-server',
  vendor: 'DSF',
  facts: [
    {
      id: 'django.server.runserver',
      role: 'server',
      setting: '(none)',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unknown',
      onExpiry: 'fin',
      basis: 'inferred',
      source: 'https://docs.djangoproject.com/en/stable/ref/django-admin/#runserver',
      notes: 'Development only, not configurable. Based on wsgiref; no idle timeout is documented.',
      unverified: true,
    },
  ],
};
