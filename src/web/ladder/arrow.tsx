/** The drawn part of a row. Lengths are percentages of the lane, so that nothing is measured and everything prints. */
import type { VNode } from 'preact';

interface Props {
  from: 'client' | 'server';
  /** The side at which the arrow is on its row's own height; at the other it is `far` rows below. */
  near: 'client' | 'server';
  far: number;
  isReset: boolean;
}

export function Arrow({ from, near, far, isReset }: Props): VNode {
  const at = (side: 'client' | 'server'): string => `${50 + (side === near ? 0 : far * 100)}%`;
  const to = from === 'client' ? 'server' : 'client';
  return (
    <svg class="ladder-arrow" aria-hidden="true">
      <line x1="0" x2="100%" y1={at('client')} y2={at('server')} />
      <svg x={to === 'server' ? '100%' : '0'} y={at(to)} overflow="visible" aria-hidden="true">
        <Head to={to} isReset={isReset} />
      </svg>
      <svg x={from === 'server' ? '100%' : '0'} y={at(from)} overflow="visible" aria-hidden="true">
        <circle r="2" />
      </svg>
    </svg>
  );
}

/** A reset ends in a cross: told apart without colour. */
function Head({ to, isReset }: { to: 'client' | 'server'; isReset: boolean }): VNode {
  const side = to === 'server' ? -1 : 1;
  if (isReset) return <path class="cross" d={`M${side * 14},-6 l${side * -12},12 m0,-12 l${side * 12},12`} />;
  return <path class="head" d={`M${side * 9},-4.5 L0,0 L${side * 9},4.5 Z`} />;
}

/** Many frames in one row: a wide band with a head, or two where they went both ways. */
export function FoldArrow({
  from,
  isProbe,
}: {
  from: 'client' | 'server' | 'both';
  isProbe: boolean;
}): VNode {
  return (
    <svg class={isProbe ? 'ladder-arrow many dotted' : 'ladder-arrow many'} aria-hidden="true">
      {[-3, 0, 3].map((dy) => (
        <svg key={dy} y="50%" overflow="visible" aria-hidden="true">
          <line x1="0" x2="100%" y1={dy} y2={dy} />
        </svg>
      ))}
      {from !== 'client' && (
        <svg x="0" y="50%" overflow="visible" aria-hidden="true">
          <path class="head" d="M11,-7 L0,0 L11,7 Z" />
        </svg>
      )}
      {from !== 'server' && (
        <svg x="100%" y="50%" overflow="visible" aria-hidden="true">
          <path class="head" d="M-11,-7 L0,0 L-11,7 Z" />
        </svg>
      )}
    </svg>
  );
}
