/** The page's own text as it was built: what was rendered and embedded since is taken out again. */
export function pageText(): string {
  const copy = document.documentElement.cloneNode(true) as HTMLElement;
  for (const id of ['page', 'whyreset-report']) {
    const element = copy.querySelector(`#${id}`);
    if (element !== null) element.textContent = '';
  }
  return `<!doctype html>\n${copy.outerHTML}`;
}

/** A saved report has no worker in it, and nothing to read. */
export function canHandOver(): boolean {
  return (document.getElementById('whyreset-worker')?.textContent ?? '') !== '';
}
