import type { ComponentChildren, JSX } from "preact";

export interface ScrollAreaProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

/** A wide table, which scrolls by itself. */
export function ScrollArea({ label, children }: ScrollAreaProps): JSX.Element {
  return (
    <section
      class="table-scroll"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys scroll it
      tabIndex={0}
    >
      {children}
    </section>
  );
}
