import mjsUrl from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmUrl from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";

/** Fetches the WebAssembly of ONNX Runtime, and tells how much of it has come. */
export async function loadRuntime(
  tell: (progress: { readonly loaded: number; readonly total: number }) => void,
): Promise<void> {
  const { env } = await import("onnxruntime-web/wasm");
  if (env.wasm.wasmBinary) return;
  // a file of its own, because each thread of the runtime loads it
  const { href } = new URL(mjsUrl, self.location.href);
  env.wasm.wasmPaths = { mjs: href };
  const response = await fetch(wasmUrl).catch(() => undefined);
  if (!response?.ok || !response.body) {
    throw new Error("The model runtime did not load. Check the network, then try again.");
  }
  const total = Number(response.headers.get("content-length")) || SIZE;
  const chunks: Uint8Array[] = [];
  let loaded = 0;
  for await (const chunk of parts(response.body)) {
    chunks.push(chunk);
    loaded += chunk.length;
    // a compressed file is longer than its header says
    tell({ loaded, total: Math.max(total, loaded) });
  }
  env.wasm.wasmBinary = await new Blob(chunks as BlobPart[]).arrayBuffer();
}

/** The size of the file, where the server does not tell. */
const SIZE = 14_239_897;

async function* parts(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}
