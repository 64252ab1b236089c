import type { JSX } from "preact";

interface BarProps {
  /** A share from 0 to 1. */
  readonly share: number;
}

/** A bar with its share in percent. */
export function Bar({ share }: BarProps): JSX.Element {
  return (
    <span class="bar">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="bar-back" width="100" height="6" rx="1" />
        <rect class="bar-fill" width={100 * Math.min(1, Math.max(0, share))} height="6" rx="1" />
      </svg>
      <span>{percent(share)}</span>
    </span>
  );
}

/** Writes a share in percent, with a digit more below one percent. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  if (share > 0 && share < 0.0005) return "< 0.05 %";
  return `${(100 * share).toFixed(share < 0.0995 ? 1 : 0)} %`;
}
