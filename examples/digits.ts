// Learns a density of 14 × 14 images: a convolutional energy on top of a mixture of trees.
import "@tensorflow/tfjs-backend-cpu";
import { key } from "@ebm/core";
import { mean } from "@ebm/core/float64";
import { binarize, loadImages, takeRows, trainTestSplit } from "@ebm/datasets";
import * as models from "@ebm/models";
import * as tf from "@tensorflow/tfjs-core";

// Digits of 8 × 8 pixels, from EBM_DATA_DIR, the cache or the network, are scaled to 14 × 14 bits.
const digits = await loadImages("digits").catch(({ message }) => console.log(message));
if (!digits) process.exit();
const [side, rows] = [14, digits.labels.length];
const small = tf.tensor4d(digits.images.data, [rows, 8, 8, 1]);
const data = tf.image.resizeBilinear(small, [side, side], false, true).dataSync<"float32">();
const bits = binarize({ data, shape: [rows, side * side] });
const { train, test } = trainTestSplit(rows, { testFraction: 0.4, key: key(1) });
const parts = [train, test.slice(360), test.slice(0, 360)].map((part) => takeRows(bits, part));

// The base q is exact: it has a log-probability for each image, and independent samples.
const [images, validation] = parts.map((y) => models.bitRows("digits", y));
const inputs = { train: images!, validation: validation!, components: 20, edges: true };
const trees = await models.fitTreeMixture({ ...inputs, key: key(2) });
const q = models.openBitsModel({ base: { kind: "trees", trees }, tilt: undefined });

// The model is p(y) = q(y) exp(−f(y)) / Z. New samples of q estimate Z for held-out images.
const sample: models.TiltRows["sample"] = async (it) => (await q.sample(it.samples, it.key)).data;
const [learned, judges, heldOut] = parts.map((y) => ({ y, sample }));
const [height, width, center] = [side, side, new Float32Array(side * side).fill(0.5)];
const tilt = models.convTilt({ key: key(3), height, width, channels: [8, 8], center });
const options = { steps: 300, batchSize: 256, samples: 256, learningRate: 5e-3, l2: 1e-4 };
const fitted = await models.fitTilt({ tilt, train: learned!, validation: judges!, ...options });
const points = await models.drawTiltPoints(heldOut!, { samples: 10_000, key: key(5) });
const gains = await models.tiltGains(models.openTilt(tilt, fitted.params), heldOut!, points);
const { gain, standardError: error, effectiveShare } = models.tiltGuard(gains);
const nll = -mean(await q.logProb(heldOut!.y));
console.log(`Held-out loss: ${nll.toFixed(2)} nats, or ${(nll - gain).toFixed(2)} with the energy`);
console.log(`Gain: ${gain.toFixed(2)} nats, with a standard error of ${error.toFixed(2)}`);
console.log(`Effective samples behind log Z: ${(100 * effectiveShare).toFixed(1)} %`);
