/**
 * The width that a drawing has, in pixels of ordinary type: drawings are made for it, so that their text keeps its size, and
 * are then scaled with the type of the page (large screens) or to the paper.
 */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Where nothing has been laid out yet, as in what is only printed. */
const USUAL_WIDTH = 960;

export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(USUAL_WIDTH);
  useLayoutEffect(() => {
    const { current } = box;
    if (current === null) return;
    const measure = (): void => {
      const typePx = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
      if (current.clientWidth > 0) setWidth(Math.floor((current.clientWidth * 16) / typePx));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return [box, width];
}
