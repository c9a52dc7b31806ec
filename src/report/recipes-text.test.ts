import { expect, test } from 'vitest';
import { recipesFor } from '../catalog/recipes.ts';
import { recipeData, recipeLines, recipeMarkdown } from './recipes-text.ts';

const recipes = recipesFor('nginx', 'tcp-keepalive');

test('recipes on a terminal', () => {
  expect(recipeLines(recipes, 60, { width: 80, color: false }).join('\n')).toMatchInlineSnapshot(`
    "nginx: TCP keep-alive probes towards its clients (listen ... so_keepalive)
      Tested.

        listen 80 so_keepalive=60s:10s:3;

    nginx: TCP keep-alive probes towards its servers (proxy_socket_keepalive)
      Tested. Since 1.15.6. The times are those of the operating system
      (net.ipv4.tcp_keepalive_time).

        proxy_socket_keepalive on;"
  `);
});

test('recipes as Markdown', () => {
  expect(recipeMarkdown(recipes, 60).join('\n')).toMatchInlineSnapshot(`
    "**nginx: TCP keep-alive probes towards its clients (listen ... so_keepalive)**

    Tested.

    \`\`\`nginx
    listen 80 so_keepalive=60s:10s:3;
    \`\`\`

    **nginx: TCP keep-alive probes towards its servers (proxy_socket_keepalive)**

    Tested. Since 1.15.6. The times are those of the operating system (net.ipv4.tcp_keepalive_time).

    \`\`\`nginx
    proxy_socket_keepalive on;
    \`\`\`"
  `);
});

test('recipes as data have the snippet written out', () => {
  expect(recipeData(recipes[0] as (typeof recipes)[0], 60)).toMatchObject({
    product: 'nginx',
    purpose: 'tcp-keepalive',
    snippet: 'listen 80 so_keepalive=60s:10s:3;',
  });
});
