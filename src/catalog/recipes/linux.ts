/** Recipes for the Linux kernel: the TCP keep-alive times of every socket that asks for it and sets none. */
import type { ProductRecipes } from '../recipe.ts';
import { wholeSecondsUp } from '../recipe-values.ts';

export const linuxRecipes: ProductRecipes = {
  product: 'linux',
  title: 'Linux TCP',
  recipes: [
    {
      purpose: 'tcp-keepalive',
      setting: 'net.ipv4.tcp_keepalive_time',
      language: 'sh',
      snippet: (valueS) =>
        `sysctl -w net.ipv4.tcp_keepalive_time=${wholeSecondsUp(valueS)} net.ipv4.tcp_keepalive_intvl=10 net.ipv4.tcp_keepalive_probes=3`,
      tested: false,
      notes:
        'Only sockets with SO_KEEPALIVE send probes. To stay: a file in /etc/sysctl.d. Per network namespace (pod).',
    },
    {
      purpose: 'print-current',
      setting: 'sysctl',
      language: 'sh',
      snippet:
        () => `sysctl net.ipv4.tcp_keepalive_time net.ipv4.tcp_keepalive_intvl net.ipv4.tcp_keepalive_probes
ss -tno state established`,
      tested: false,
      notes: 'ss shows timer:(keepalive,...) on the sockets that send probes.',
    },
  ],
};
