/**
 * One script, two roles: in a tab it is the page, in the worker that the page starts from its own text it analyses
 * captures. So the engine is in the file once, and the file works from file:// as well.
 */
import { render } from 'preact';
import { App } from './app.tsx';
import { serveRequests } from './worker/serve-requests.ts';
import { rememberScript } from './worker/worker-client.ts';

if (typeof document === 'undefined') {
  serveRequests();
} else {
  rememberScript(document.currentScript?.textContent ?? '');
  const page = document.getElementById('page');
  if (page !== null) {
    page.textContent = '';
    render(<App />, page);
  }
}
