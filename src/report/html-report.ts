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
const causesPlace = '<script type="application/json" id="whyreset-causes">';
const workerPlace = '<script type="text/plain" id="whyreset-worker">';

/** `page` is dist/page.html as it was built. */
export function embedInPage(page: string, embedded: Embedded): string {
  const whole = withContent(page, dataPlace, scriptSafe(JSON.stringify(embedded)));
  if (!('document' in embedded)) return whole;
  // A report reads no captures: without the engine, and with the pages of its own causes only, it is small enough to mail.
  return withContent(
    withContent(whole, workerPlace, ''),
    causesPlace,
    scriptSafe(causesOf(page, embedded.document)),
  );
}

/** The pages about the causes that the document speaks of. */
function causesOf(page: string, { incidents, connections }: ExplainDocument): string {
  const spoken = new Set<string>(incidents.map(({ cause }) => cause));
  for (const { cause, alternative } of connections) {
    if (cause !== null) spoken.add(cause);
    if (alternative !== null) spoken.add(alternative.cause);
  }
  const all: { [cause: string]: unknown } = JSON.parse(contentOf(page, causesPlace));
  return JSON.stringify(Object.fromEntries(Object.entries(all).filter(([cause]) => spoken.has(cause))));
}

function withContent(page: string, place: string, content: string): string {
  const [from, to] = between(page, place);
  return page.slice(0, from) + content + page.slice(to);
}

function contentOf(page: string, place: string): string {
  return page.slice(...between(page, place));
}

/** Where the content of the element that begins with `place` begins and ends. */
function between(page: string, place: string): [number, number] {
  const from = page.indexOf(place) + place.length;
  if (from < place.length) throw new TypeError('embedInPage: page is not the page that the build makes');
  return [from, page.indexOf('</script>', from)];
}

/** "</script>" and "<!--" would end or change the element, whatever the JSON around them (HTML standard 13.2.5.4). */
function scriptSafe(json: string): string {
  return json.replaceAll('<', '\\u003c');
}
