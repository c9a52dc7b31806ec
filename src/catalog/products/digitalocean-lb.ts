/** DigitalOcean Load Balancer, load balancer. */
import type { Product } from '../timeout-fact.ts';

export const digitaloceanLb: Product = {
  id: 'digitalocean-lb',
  title: 'DigitalOcean Load Balancer',
  category: 'load-balancer',
  vendor: 'DigitalOcean',
  facts: [
    {
      id: 'digitalocean_lb.http_idle',
      role: 'server',
      setting: 'http_idle_timeout_seconds',
      kind: 'idle-keepalive',
      defaultS: 60,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'resource "digitalocean_loadbalancer" "lb" { http_idle_timeout_seconds = 60 }',
        file: 'Terraform',
      },
      source:
        'https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/loadbalancer',
      unverified: true,
    },
    {
      id: 'digitalocean_lb.backend_keepalive',
      role: 'client',
      setting: 'enable_backend_keepalive',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'not-a-duration',
      defaultValue: 'false',
      unit: 'toggle',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: 'resource "digitalocean_loadbalancer" "lb" { enable_backend_keepalive = true }',
        file: 'Terraform',
      },
      source:
        'https://registry.terraform.io/providers/digitalocean/digitalocean/latest/docs/resources/loadbalancer',
      notes: 'Default false: a new connection to the Droplet per request.',
    },
  ],
};
