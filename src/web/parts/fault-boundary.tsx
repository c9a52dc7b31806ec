/** A document that was dropped may be damaged, or made by anybody: a view that cannot draw it says so, and the page lives on. */
import { Component, type ComponentChildren } from 'preact';

interface Props {
  children: ComponentChildren;
}

export class FaultBoundary extends Component<Props, { failed: boolean }> {
  override state: { failed: boolean } = { failed: false };

  static override getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ComponentChildren {
    if (!this.state.failed) return this.props.children;
    return (
      <article>
        <h1>This cannot be shown</h1>
        <p role="alert">
          The document is not as whyreset writes it: it is damaged, or from another version. Make it again, or
          open the capture itself.
        </p>
      </article>
    );
  }
}
