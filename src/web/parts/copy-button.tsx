import type { VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';

interface Props {
  text: string;
  /** What is copied, for those who hear the button without seeing what stands beside it. */
  what: string;
}

export function CopyButton({ text, what }: Props): VNode {
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), 2000);
    return () => clearTimeout(timer);
  }, [said]);
  const copy = (): void => {
    copied(text).then((done) => setSaid(done ? 'Copied' : 'Select it and press Ctrl+C'));
  };
  return (
    <button type="button" class="copy" aria-label={said === '' ? `Copy ${what}` : said} onClick={copy}>
      <span aria-live="polite">{said === '' ? 'Copy' : said}</span>
    </button>
  );
}

/** Browsers may refuse, for instance in a frame without focus. */
async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
