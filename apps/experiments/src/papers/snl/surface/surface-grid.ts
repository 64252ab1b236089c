/** Where the surface is evaluated: θ to the right, b upwards. */
export const GRID = { side: 101, theta: [-2, 3], b: [-0.5, 2.5] } as const;
