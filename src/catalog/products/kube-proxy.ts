/** kube-proxy, network address translation. */
import type { Product } from '../timeout-fact.ts';

export const kubeProxy: Product = {
  id: 'kube-proxy',
  title: 'kube-proxy',
  category: 'nat',
  vendor: 'Kubernetes',
  facts: [
    {
      id: 'kube_proxy.conntrack_tcp_established',
      role: 'middlebox',
      setting: 'conntrack.tcpEstablishedTimeout',
      kind: 'flow-idle',
      defaultS: 86400,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: `conntrack:
  tcpEstablishedTimeout: 24h0m0s`,
        file: 'KubeProxyConfiguration',
      },
      source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
      notes: "Lowers the kernel's 5 days on every node.",
    },
    {
      id: 'kube_proxy.conntrack_tcp_close_wait',
      role: 'middlebox',
      setting: 'conntrack.tcpCloseWaitTimeout',
      kind: 'half-close',
      defaultS: 3600,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: `conntrack:
  tcpCloseWaitTimeout: 1h0m0s`,
        file: 'KubeProxyConfiguration',
      },
      source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
    },
    {
      id: 'kube_proxy.ipvs_tcp',
      role: 'middlebox',
      setting: 'ipvs.tcpTimeout',
      kind: 'flow-idle',
      defaultS: 900,
      onExpiry: 'rst',
      basis: 'inferred',
      howToSet: {
        syntax: `ipvs:
  tcpTimeout: 2h0m0s`,
        file: 'KubeProxyConfiguration',
      },
      source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
      notes:
        '0s = the value of the kernel, 900 s (ipvsadm -l --timeout). Pooled connections idle for more than 15 minutes get RST on the next use: the classic gRPC and database failure in IPVS mode.',
      unverified: true,
    },
    {
      id: 'kube_proxy.ipvs_tcpfin',
      role: 'middlebox',
      setting: 'ipvs.tcpFinTimeout',
      kind: 'half-close',
      defaultS: 120,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: `ipvs:
  tcpFinTimeout: 120s`,
        file: 'KubeProxyConfiguration',
      },
      source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
      notes: '0s = the value of the kernel, 120 s.',
      unverified: true,
    },
    {
      id: 'kube_proxy.ipvs_udp',
      role: 'middlebox',
      setting: 'ipvs.udpTimeout',
      kind: 'flow-idle',
      defaultS: 300,
      onExpiry: 'silent',
      basis: 'inferred',
      howToSet: {
        syntax: `ipvs:
  udpTimeout: 300s`,
        file: 'KubeProxyConfiguration',
      },
      source: 'https://kubernetes.io/docs/reference/command-line-tools-reference/kube-proxy/',
      notes: '0s = the value of the kernel, 300 s.',
      unverified: true,
      auxiliary: true,
    },
  ],
};
