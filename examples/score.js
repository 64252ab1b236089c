// Scores points by moons.onnx in Node. Once: npm install onnxruntime-node
import { InferenceSession, Tensor } from "onnxruntime-node";

// otherwise ONNX Runtime keeps an identifier and events for upload to its makers
process.env.ORT_DISABLE_TELEMETRY ??= "1";

const points = [
  [-1, 1.8],
  [1, -1.2],
  [3, 2],
];

const session = await InferenceSession.create("moons.onnx");
const x = new Tensor("float32", points.flat(), [points.length, 2]);
const { log_prob } = await session.run({ x });

console.log(JSON.stringify([...log_prob.data]));
