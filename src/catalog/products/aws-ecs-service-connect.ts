/** Amazon ECS Service Connect, proxy. */
import type { Product } from '../timeout-fact.ts';

export const awsEcsServiceConnect: Product = {
  id: 'aws-ecs-service-connect',
  title: 'Amazon ECS Service Connect',
  category: 'proxy',
  vendor: 'AWS',
  facts: [
    {
      id: 'ecs_service_connect.idle.http',
      role: 'client',
      setting: 'timeout.idleTimeoutSeconds (HTTP/HTTP2/GRPC)',
      kind: 'idle-keepalive',
      defaultS: 300,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: '"timeout": {"idleTimeoutSeconds": 300}', file: 'serviceConnectConfiguration' },
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html',
    },
    {
      id: 'ecs_service_connect.idle.tcp',
      role: 'middlebox',
      setting: 'timeout.idleTimeoutSeconds (TCP)',
      kind: 'flow-idle',
      defaultS: 3600,
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: { syntax: '"timeout": {"idleTimeoutSeconds": 3600}', file: 'serviceConnectConfiguration' },
      source: 'https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_TimeoutConfiguration.html',
    },
  ],
};
