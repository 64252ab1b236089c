/** The size of a scatter plot, and the margins of its axes. */
export const FRAME = { width: 460, height: 300, left: 62, top: 12, right: 14, bottom: 46 } as const;
