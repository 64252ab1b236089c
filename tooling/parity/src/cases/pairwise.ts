import { pairwiseCoordinateDescent, pairwiseProjectedGradient, pairwiseTabuSearch } from "@ebm/nn";
import * as tf from "@tensorflow/tfjs-core";
import { type Case, exact } from "./case.js";
import { drawsOf } from "./draws-of.js";

const { normals, uniforms } = drawsOf(4);

type Inputs = { readonly scores: tf.Tensor2D; readonly u: tf.Tensor3D };

const methods = { pairwiseCoordinateDescent, pairwiseProjectedGradient, pairwiseTabuSearch };

export const pairwiseCases: readonly Case[] = Object.entries(methods).flatMap(([name, method]) => [
  exact<Omit<Inputs, "u">>(name, ({ scores }) => method(scores), { scores: normals(5, 21) }),
  exact<Inputs>(
    `${name} from starts`,
    ({ scores, u }) => method(scores, { starts: tf.round(u) as tf.Tensor3D }),
    { scores: normals(5, 21), u: uniforms(5, 4, 6) },
  ),
]);
