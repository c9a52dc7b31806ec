/** Captures dropped anywhere on the page. */
import { useEffect, useState } from 'preact/hooks';
import { isReport } from '../embedded.ts';
import type { PageFile } from '../worker/messages.ts';

/** True while files hover above the page. */
export function useDropped(open: (files: readonly PageFile[]) => void): boolean {
  const [hovering, setHovering] = useState(false);
  useEffect(() => {
    if (isReport) return;
    const over = (event: DragEvent): void => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setHovering(true);
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHovering(false);
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      setHovering(false);
      const files = filesOf(event.dataTransfer?.files);
      if (files.length > 0) open(files);
    };
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, [open]);
  return hovering;
}

export function filesOf(list: FileList | null | undefined): PageFile[] {
  return [...(list ?? [])].map((blob) => ({ name: blob.name, blob }));
}
