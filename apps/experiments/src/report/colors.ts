/**
 * The colors of plots and page, by their purpose. Light colors must be different, because the page
 * finds the colors of a plot by their value to darken them.
 */
export const LIGHT = {
  panel: "#ffffff",
  ink: "#1b2027",
  muted: "#57606b",
  axis: "#8a939e",
  grid: "#e6e9ed",
  bar: "#b3bcc6",
  accent: "#0b6bb8",
  contrast: "#c2410c",
  good: "#1a7f4b",
} as const;

export const DARK: Record<keyof typeof LIGHT, string> = {
  panel: "#14181e",
  ink: "#e8ecf1",
  muted: "#a0aab6",
  axis: "#6b7683",
  grid: "#272e37",
  bar: "#4a5563",
  accent: "#5cb3f5",
  contrast: "#f59556",
  good: "#55c98c",
};

/** A font that is readable when small, then the reader's system font. */
export const FONTS =
  "Inter, system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif";
