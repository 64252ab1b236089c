/**
 * The program of the page. Files and tensors cross in base64, bit for bit. It is text, because a
 * compiler may change a function.
 */
export const browserProgram = `
const sessions = [];
const toBytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
const toBase64 = ({ buffer, byteOffset, byteLength }) => {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
};

/** Loads ONNX Runtime. Returns what is missing, if anything. */
async function start(provider) {
  if (provider === "webgpu" && !(await navigator.gpu?.requestAdapter())) {
    return "the browser has no WebGPU";
  }
  globalThis.ort = await import(provider === "webgpu" ? "/ort.webgpu.min.mjs" : "/ort.wasm.min.mjs");
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  return null;
}

async function load(model, provider) {
  const options = { executionProviders: [provider] };
  return sessions.push(await ort.InferenceSession.create(toBytes(model), options)) - 1;
}

async function run(place, feeds) {
  const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array, bool: Uint8Array };
  const tensors = Object.entries(feeds).map(([name, { dtype, shape, data }]) => {
    return [name, new ort.Tensor(dtype, new arrays[dtype](toBytes(data).buffer), shape)];
  });
  const outputs = await sessions[place].run(Object.fromEntries(tensors));
  const encoded = Object.entries(outputs).map(([name, { type, dims, data }]) => {
    return [name, { dtype: type, shape: dims, data: toBase64(data) }];
  });
  return Object.fromEntries(encoded);
}

async function release(place) {
  await sessions[place].release();
}
`;
