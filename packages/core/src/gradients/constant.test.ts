import * as tf from "@tensorflow/tfjs-core";
import { type Case, describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { constant } from "./constant.js";

// away from where these functions jump
const x = tf.tensor2d([-1.7, -0.7, 0.3, 0.8, 1.3, 2.2], [2, 3]);
const y = tf.tensor2d([1.3, -1.2, 2.2, -1.7, 2.3, 1.2], [2, 3]);

/** A part of the function of x that has no slope, and a part that has. */
const beside = (f: (x: tf.Tensor) => tf.Tensor): readonly Case[] => [
  [(x: tf.Tensor) => tf.mul(tf.sin(x), tf.cast(tf.sum(f(x)), "float32")), [x]],
];
const beside2 = (f: (x: tf.Tensor, y: tf.Tensor) => tf.Tensor): readonly Case[] => [
  [(x: tf.Tensor, y: tf.Tensor) => tf.mul(tf.sin(x), tf.cast(f(x, y), "float32")), [x, y]],
];
const sign = (x: tf.Tensor): tf.Tensor => tf.greater(x, 0);
const whole = (x: tf.Tensor): tf.Tensor => tf.cast(x, "int32");

describeGradients(constant, {
  All: beside((x) => tf.all(sign(x), 1)),
  Any: beside((x) => tf.any(sign(x), 1)),
  ArgMax: beside((x) => tf.argMax(x, 1)),
  ArgMin: beside((x) => tf.argMin(x, -1)),
  BitwiseAnd: beside2((x, y) => tf.bitwiseAnd(whole(x), whole(y))),
  Ceil: beside(tf.ceil),
  Equal: beside2(tf.equal),
  Floor: beside(tf.floor),
  FloorDiv: beside2(tf.floorDiv),
  Greater: beside2(tf.greater),
  GreaterEqual: beside2(tf.greaterEqual),
  IsFinite: beside(tf.isFinite),
  IsInf: beside(tf.isInf),
  IsNan: beside(tf.isNaN),
  Less: beside2(tf.less),
  LessEqual: beside2(tf.lessEqual),
  LogicalAnd: beside2((x, y) => tf.logicalAnd(sign(x), sign(y))),
  LogicalNot: beside((x) => tf.logicalNot(sign(x))),
  LogicalOr: beside2((x, y) => tf.logicalOr(sign(x), sign(y))),
  Multinomial: beside((x) => tf.multinomial(x as tf.Tensor2D, 4, 7)),
  NotEqual: beside2(tf.notEqual),
  OneHot: beside((x) => tf.slice(tf.oneHot(tf.argMax(x, 1), 3), [0, 1])),
  OnesLike: beside(tf.onesLike),
  Round: beside(tf.round),
  SearchSorted: beside((x) =>
    tf.searchSorted(
      tf.tensor2d([
        [-1, 0, 1],
        [-1, 0, 1],
      ]),
      x,
    ),
  ),
  Sign: beside(tf.sign),
  Step: beside((x) => tf.step(x, 0.5)),
  ZerosLike: beside(tf.zerosLike),
});
