/** AWS App Mesh, proxy. */
import type { Product } from '../timeout-fact.ts';

export const awsAppMesh: Product = {
  id: 'aws-app-mesh',
  title: 'AWS App Mesh',
  category: 'proxy',
  vendor: 'AWS',
  facts: [
    {
      id: 'aws_appmesh.tcp_idle',
      role: 'middlebox',
      setting: 'listener.timeout.tcp.idle',
      kind: 'flow-idle',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax: `timeout:
  tcp:
    idle: {unit: s, value: 3600}`,
        file: 'virtual node spec',
      },
      source: 'https://docs.aws.amazon.com/app-mesh/latest/APIReference/API_TcpTimeout.html',
      notes: 'Default none.',
    },
  ],
};
