/** The pages about causes, which the build puts into the page; a saved report has those that it needs. */

export interface CausePage {
  title: string;
  /** Made from the project's own documentation, never from a capture. */
  html: string;
}

let pages: { [cause: string]: CausePage } | null = null;

export function causePage(cause: string): CausePage | undefined {
  pages ??= JSON.parse(document.getElementById('whyreset-causes')?.textContent || '{}') as {
    [cause: string]: CausePage;
  };
  return Object.hasOwn(pages, cause) ? pages[cause] : undefined;
}
