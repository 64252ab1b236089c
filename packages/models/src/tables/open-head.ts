import type { Matrix } from "@ebm/datasets";
import { openSession } from "@ebm/engine";
import { readSchema, rowsToInputs } from "@ebm/onnx-export";
import type { TableRows } from "./table-rows.js";

/** The first stage of a model, from which all its answers follow: columns to numbers. */
export interface Head {
  /** Returns the output for each row. Shape [rows, width]. */
  run(rows: TableRows): Promise<Matrix>;
  dispose(): Promise<void>;
}

/** Rows that run together, so that a table of any length takes the memory of so many. */
const ROWS = 1024;

/** Opens an ONNX file that takes the columns of a table. It is loaded at the first call. */
export function openHead(bytes: () => Promise<Uint8Array>): Head {
  const load = async () => {
    const file = await bytes();
    return { session: await openSession(file), schema: readSchema(file)! };
  };
  let open: ReturnType<typeof load> | undefined;
  return {
    async run(rows) {
      open ??= load();
      const { session, schema } = await open;
      const { data, shape } = rowsToInputs(schema, rows).inputs.x!;
      const [count, columns] = [shape[0]!, shape[1]!];
      const parts: Float32Array[] = [];
      for (let start = 0; start < count; start += ROWS) {
        const part = data.slice(start * columns, (start + ROWS) * columns);
        const outputs = await session.run({
          x: { data: part, shape: [part.length / columns, columns] },
        });
        parts.push(Object.values(outputs)[0]!.data as Float32Array);
      }
      const width = parts.reduce((sum, part) => sum + part.length, 0) / count;
      const joined = new Float32Array(count * width);
      let offset = 0;
      for (const part of parts) {
        joined.set(part, offset);
        offset += part.length;
      }
      return { data: joined, shape: [count, width] };
    },
    async dispose() {
      await (await open)?.session.dispose();
      open = undefined;
    },
  };
}
