/**
 * `explain --html`: the web page with its data inside. The page is one file with a script that its content security policy
 * names by hash; what came out of a capture is put in as JSON, which no browser runs.
 */
import type { ConnectionTrace, ExplainDocument } from '../engine/index.ts';

/** What the page finds in itself: a report, or what `whyreset serve` offers. */
export type Embedded = SavedReport | Offer;

export interface SavedReport {
  document: ExplainDocument;
  /** The frames of each incident's example, for its ladder. */
  traces?: ConnectionTrace[];
}

/** Files that the page can fetch from the server that it came from. */
export interface Offer {
  offered: { name: string; url: string; size: number }[];
}

const dataPlace = '<script type="application/json" id="whyreset-report">';
const workerPlace = '<script type="text/plain" id="whyreset-worker">';

/** `page` is dist/page.html as it was built. */
export function embedInPage(page: string, embedded: Embedded): string {
  const whole = withContent(page, dataPlace, scriptSafe(JSON.stringify(embedded)));
  // A report reads no captures: without the engine it is small enough to be mailed.
  return 'document' in embedded ? withContent(whole, workerPlace, '') : whole;
}

function withContent(page: string, place: string, content: string): string {
  const from = page.indexOf(place) + place.length;
  const to = page.indexOf('</script>', from);
  if (from < place.length) throw new TypeError('embedInPage: page is not the page that the build makes');
  return page.slice(0, from) + content + page.slice(to);
}

/** "</script>" and "<!--" would end or change the element, whatever the JSON around them (HTML standard 13.2.5.4). */
function scriptSafe(json: string): string {
  return json.replaceAll('<', '\\u003c');
}
