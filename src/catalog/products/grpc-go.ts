/** gRPC-Go, HTTP client. */
import type { Product } from '../timeout-fact.ts';

export const grpcGo: Product = {
  id: 'grpc-go',
  title: 'gRPC-Go',
  category: 'http-client',
  vendor: 'gRPC',
  facts: [
    {
      id: 'grpc_go.server.MaxConnectionIdle',
      role: 'server',
      setting: 'keepalive.ServerParameters.MaxConnectionIdle',
      kind: 'idle-keepalive',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'goaway',
      basis: 'documented',
      howToSet: {
        syntax: 'grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionIdle: 15 * time.Minute})',
        file: 'server code',
      },
      source: 'https://pkg.go.dev/google.golang.org/grpc/keepalive',
      notes: 'Infinity; closes with GOAWAY.',
    },
    {
      id: 'grpc_go.server.MaxConnectionAge',
      role: 'server',
      setting: 'keepalive.ServerParameters.MaxConnectionAge',
      kind: 'connection-age',
      defaultS: null,
      noDefault: 'unlimited',
      onExpiry: 'goaway',
      basis: 'documented',
      howToSet: {
        syntax:
          'grpc.KeepaliveParams(keepalive.ServerParameters{MaxConnectionAge: 30 * time.Minute, MaxConnectionAgeGrace: time.Minute})',
        file: 'server code',
      },
      source: 'https://pkg.go.dev/google.golang.org/grpc/keepalive',
      notes: 'Infinity; +/-10 % jitter.',
    },
    {
      id: 'grpc_go.server.MinTime',
      role: 'server',
      setting: 'keepalive.EnforcementPolicy.MinTime',
      kind: 'tcp-keepalive',
      defaultS: 300,
      onExpiry: 'goaway',
      basis: 'documented',
      howToSet: {
        syntax:
          'grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: 10 * time.Second, PermitWithoutStream: true})',
        file: 'server code',
      },
      source: 'https://pkg.go.dev/google.golang.org/grpc/keepalive',
      notes: 'With PermitWithoutStream false: GOAWAY and close.',
    },
    {
      id: 'grpc_go.client.Time',
      role: 'client',
      setting: 'keepalive.ClientParameters.Time',
      kind: 'tcp-keepalive',
      defaultS: null,
      noDefault: 'disabled',
      onExpiry: 'fin',
      basis: 'inferred',
      howToSet: {
        syntax:
          'grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 60 * time.Second, Timeout: 20 * time.Second})',
        file: 'client code',
      },
      source: 'https://pkg.go.dev/google.golang.org/grpc/keepalive',
      notes: 'Infinity (off); minimum 10 s; Timeout 20 s.',
    },
  ],
};
