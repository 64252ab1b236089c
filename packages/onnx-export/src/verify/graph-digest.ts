import { toBinary } from "@bufbuild/protobuf";
import { GraphProtoSchema } from "onnx-buf";
import { editModel } from "../edit/edit-model.js";

/** Returns the SHA-256 of what a model computes, weights included and metadata not, in hexadecimal. */
export async function graphDigest(bytes: Uint8Array): Promise<string> {
  let graph = new Uint8Array();
  editModel("graphDigest", bytes, (model) => {
    graph = toBinary(GraphProtoSchema, model.graph) as Uint8Array<ArrayBuffer>;
  });
  const digest = await crypto.subtle.digest("SHA-256", graph);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
