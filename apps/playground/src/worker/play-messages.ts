/** Two columns of a model within their ranges, with the other columns fixed. */
export interface PlayWindow {
  readonly axes: readonly [number, number];
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
  /** A value for each column; those of the axes are not read. */
  readonly fixed: readonly number[];
}

/** A request of the page, by type: see `PlayClient` for the answers. */
export type PlayRequest = { readonly id: number } & (
  | { readonly type: "load"; readonly bytes: Uint8Array }
  | { readonly type: "grid"; readonly window: PlayWindow; readonly side: number }
  | { readonly type: "look"; readonly window: PlayWindow; readonly points: Float64Array }
  | {
      readonly type: "walk";
      readonly window: PlayWindow;
      readonly points: Float64Array;
      readonly stepSize: number;
      readonly steps: number;
    }
  | { readonly type: "answers"; readonly x: readonly number[] }
  | { readonly type: "row"; readonly x: readonly number[]; readonly y?: readonly number[] }
  | { readonly type: "fill"; readonly bits: readonly number[]; readonly hidden: readonly number[] }
);

export type PlayAnswer =
  | { readonly loading: number }
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly problem: string };
