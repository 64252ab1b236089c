import type { Feeds, Packed } from "@ebm/trace";
import type * as tf from "@tensorflow/tfjs-core";

/** Tensors by name: the inputs or the outputs of a function. */
export type Batch = Readonly<Record<string, tf.Tensor>>;

/**
 * The type that feeds F must have to match the inputs I of a function. A missing name, an unknown name
 * and a literal shape of another rank are type errors. Names and ranks that the compiler does not know
 * are not checked, so F may be `Feeds`.
 */
export type FeedsFor<I, F> = string extends keyof F
  ? Feeds
  : { readonly [K in keyof I]: Packed } & {
      readonly [K in keyof F]: K extends keyof I ? PackedFor<I[K], F[K]> : never;
    };

type PackedFor<T, F> = F extends { readonly shape: infer S extends readonly number[] }
  ? number extends S["length"]
    ? Packed
    : Packed & { readonly shape: ShapeOf<T> }
  : Packed;

type ShapeOf<T> =
  T extends tf.Tensor<infer R>
    ? tf.Rank extends R
      ? readonly number[]
      : tf.Rank.R0 extends R
        ? readonly []
        : Readonly<T["shape"]>
    : never;
