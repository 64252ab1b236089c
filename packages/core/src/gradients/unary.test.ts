import { generic } from "@ebm/testing";
import * as tf from "@tensorflow/tfjs-core";

import { type Case, describeGradients } from "../../test/gradient-cases.js";
import "../gradients.js";
import { unary } from "./unary.js";

const real = generic([2, 3]);
const positive = generic([2, 3], { from: 0.7, to: 2 });
const inUnit = generic([2, 3], { from: -0.6, to: 0.6 });
const aboveOne = generic([2, 3], { from: 1.7, to: 3 });

const at = (f: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): readonly Case[] => [[f, [x]]];

const cases = {
  Abs: at(tf.abs, real),
  Acos: at(tf.acos, inUnit),
  Acosh: at(tf.acosh, aboveOne),
  Asin: at(tf.asin, inUnit),
  Asinh: at(tf.asinh, real),
  Atan: at(tf.atan, real),
  Atanh: at(tf.atanh, inUnit),
  ClipByValue: at((x) => tf.clipByValue(x, -0.8, 1.1), real),
  Cos: at(tf.cos, real),
  Cosh: at(tf.cosh, real),
  Elu: at(tf.elu, real),
  Erf: at(tf.erf, real),
  Exp: at(tf.exp, real),
  Expm1: at(tf.expm1, real),
  LeakyRelu: at((x) => tf.leakyRelu(x, 0.3), real),
  Log: at(tf.log, positive),
  Log1p: at(tf.log1p, positive),
  Reciprocal: at(tf.reciprocal, positive),
  Relu: at(tf.relu, real),
  Relu6: at(tf.relu6, tf.mul(real, 5)),
  Rsqrt: at(tf.rsqrt, positive),
  Selu: at(tf.selu, real),
  Sigmoid: at(tf.sigmoid, real),
  Sin: at(tf.sin, real),
  Sinh: at(tf.sinh, real),
  Softplus: at(tf.softplus, real),
  Sqrt: at(tf.sqrt, positive),
  Square: at(tf.square, real),
  Tan: at(tf.tan, inUnit),
  Tanh: at(tf.tanh, real),
};

describeGradients(unary, cases, [1, 2, 3]);
