/** Recipes for Linux connection tracking, which NAT and firewalls on Linux stand on. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const linuxConntrackRecipes: ProductRecipes = {
  product: 'linux-conntrack',
  title: 'Linux netfilter conntrack',
  recipes: [
    {
      purpose: 'idle-timeout-flow',
      setting: 'net.netfilter.nf_conntrack_tcp_timeout_established',
      language: 'sh',
      snippet: (valueS) =>
        `sysctl -w net.netfilter.nf_conntrack_tcp_timeout_established=${wholeSecondsUp(valueS)}`,
      tested: false,
      notes:
        'On the node that translates or filters. kube-proxy sets it again at its start (conntrack.tcpEstablishedTimeout).',
    },
    {
      purpose: 'print-current',
      setting: 'sysctl',
      language: 'sh',
      snippet: () =>
        'sysctl net.netfilter.nf_conntrack_tcp_timeout_established net.netfilter.nf_conntrack_count net.netfilter.nf_conntrack_max',
      tested: false,
    },
  ],
};
