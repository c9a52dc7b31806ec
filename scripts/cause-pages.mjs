// docs/causes/*.md as HTML for the web page: { "keepalive-race": { title, html } }.
import { readdirSync, readFileSync } from 'node:fs';
import { Marked } from 'marked';
import { root } from './fresh.mjs';

const folder = `${root}docs/causes/`;
const marked = new Marked({
  renderer: {
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      const cause = /^([a-z0-9-]+)\.md/.exec(href)?.[1];
      if (cause !== undefined) return `<a href="#/cause/${cause}">${text}</a>`;
      // Other pages of the documentation are not in the page.
      return href.startsWith('https://') ? `<a href="${href}" rel="noreferrer">${text}</a>` : text;
    },
    // Long lines are scrolled with the arrow keys.
    code: ({ text }) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>`,
    table(token) {
      const rows = (cells, tag) =>
        `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
      const body = token.rows.map((row) => rows(row, 'td')).join('');
      return `<div class="scrolled" tabindex="0"><table><thead>${rows(token.header, 'th')}</thead><tbody>${body}</tbody></table></div>`;
    },
  },
});

export function causePages() {
  const names = readdirSync(folder).filter((name) => name !== 'README.md');
  return Object.fromEntries(
    names.map((name) => {
      const [, title = '', body = ''] =
        /^# [^:\n]+(?:: ([^\n]*))?\n([\s\S]*)$/.exec(readFileSync(folder + name, 'utf8')) ?? [];
      return [name.replace(/\.md$/, ''), { title, html: marked.parse(body) }];
    }),
  );
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
