// Asks the server of serve.ts, and its ONNX file in the page: both give the same numbers.
import { readSchema, rowsToInputs } from "@ebm/onnx-export";
import { InferenceSession, Tensor } from "onnxruntime-web/wasm";
import row from "../question.json" with { type: "json" };

const server = new URLSearchParams(location.search).get("server") ?? "http://localhost:8080";
const response = await fetch(`${server}/marginals`, {
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify({ rows: [row] }),
});
const { rows } = await response.json();

const file = new Uint8Array(await (await fetch("marginals.onnx")).arrayBuffer());
const { data, shape } = rowsToInputs(readSchema(file)!, [row]).inputs.x!;
const session = await InferenceSession.create(file);
const { marginals } = await session.run({ x: new Tensor("float64", data, shape) });

const answers = [rows[0], Array.from(marginals!.data as Float32Array)];
document.querySelector("#answers")!.textContent = JSON.stringify(answers);
