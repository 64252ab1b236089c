import type { PlaneConfig } from "../plane/plane-config.js";
import type { ModelKind } from "../play/model-facts.js";
import type { DensityStart } from "../play/play-state.js";

/** A step of the tour: a text, and the playground in a state. */
export interface Step {
  readonly title: string;
  readonly text: readonly string[];
  readonly formula?: string;
  /** The thing to try now. */
  readonly task: string;
  readonly shows:
    | { readonly model: ModelKind; readonly start?: DensityStart }
    | { readonly training: Partial<PlaneConfig> };
}

export const steps: readonly Step[] = [
  {
    title: "Energy",
    text: [
      "An energy-based model gives each point x a number, its energy E(x). Low energy means likely.",
      "A neural network computes the energy. This one learned from points that form two moons: its energy is low on the moons, and high elsewhere.",
    ],
    task: "Press anywhere on the map to read the energy there, or use the arrow keys.",
    shows: { model: "density", start: { show: "energy" } },
  },
  {
    title: "Probability",
    text: [
      "Two moves turn energies into probabilities. Take exp(−E), so that low becomes large and nothing is negative. Then divide by a constant Z, so that everything adds up to 1.",
      "Only differences of energies count. Where the energy is higher by 3, the density is lower by a factor of e³, about 20.",
    ],
    formula: "p(x) = exp(−E(x)) / Z",
    task: "Press a point on a moon and one beside it, and compare their log-densities.",
    shows: { model: "density" },
  },
  {
    title: "The partition function",
    text: [
      "The constant Z is called the partition function. It is the sum of exp(−E) over everything that could be.",
      "Here y is a set of labels: what somebody takes along in a weather x. Six labels make 64 sets, and the page adds up all of them whenever you move a slider. A hundred labels make 2¹⁰⁰ sets, and no computer can add up those.",
    ],
    formula: "Z(x) = Σ over y of exp(−E(x, y))",
    task: "Move the sliders, and toggle labels. Every probability that you see needed the sum over all sets.",
    shows: { model: "labels" },
  },
  {
    title: "Why sampling is hard",
    text: [
      "The usual way around Z is to sample from the model by Markov chains: many small steps to lower energy, with noise. The samples say how to change the energy.",
      "All 200 chains start on one moon. They spread over it fast, but they need long to find the other one. A model that is trained on such chains is wrong, and nothing tells you.",
    ],
    task: "Press Walk and wait. Then try larger steps.",
    shows: { model: "density", start: { show: "density", chains: [-0.55, 0.1], stepSize: 0.0005 } },
  },
  {
    title: "The bound",
    text: [
      "Learn log Z instead, as one more number b. The right side below is at least log Z for every b, and equal to it where b = log Z. So to minimize it is to make the model better and the number right.",
      "The samples y are independent and come from a simple distribution q. There is no chain.",
    ],
    formula: "log Z ≤ b + mean exp(−E(y) − log q(y) − b) − 1",
    task: "Press Train. In the lower chart, the learned b follows the log Z that quadrature finds.",
    shows: {
      training: { data: "two moons", base: "none", proposal: "gaussian", waves: 16, steps: 1000 },
    },
  },
  {
    title: "Learned τ",
    text: [
      "If the model depends on an input x, then so does Z. A second network, τ(x), learns log Z for every x at once, by the same bound.",
      "If τ is right, the probabilities of all orders add up to 1. The sentence below the orders says what they add up to at this x. Nothing was computed for this x in training.",
    ],
    formula: "p(y|x) = q(y) exp(−E(x, y) − τ(x))",
    task: "Move the sliders, and watch the sum stay near 1. Drag the drinks into another order.",
    shows: { model: "ranking" },
  },
  {
    title: "Certificates",
    text: [
      "A learned number deserves a check. In two dimensions, quadrature finds log Z. In many dimensions, new samples of q give an interval for it.",
      "They also give a lower bound that holds with 95 % probability for any model, by Markov's inequality: log Ẑ − log 20.",
    ],
    task: "Press Train. At the end, the check below the charts says whether b is inside the interval.",
    shows: { training: { data: "eight gaussians", method: "nce", steps: 600, waves: 16 } },
  },
  {
    title: "Deployment",
    text: [
      "A trained model is a file. Its energy, its log Z and its preprocessing are one ONNX graph, which runs in Python, C++ or a browser without this library.",
      "This file of 55 kB is a model of digits. Hide some bits and let it fill them in.",
    ],
    task: "Press Fill in. Then open Play, and drop a file of your own; or train a model and save it as ONNX.",
    shows: { model: "bits" },
  },
];
