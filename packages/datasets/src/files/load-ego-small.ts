import { type Graph, graphOf } from "../graphs/graph.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { graphDatasets } from "./graph-datasets.js";
import { readText } from "./read-data.js";

/**
 * Loads Ego-small, from `dataDir` or the cache: 200 neighborhoods in Citeseer, of 4 to 17 nodes.
 * The first 40 of them are for testing, as in GDSS.
 *
 * @throws {EbmError} If the file is not there, or not as expected.
 */
export async function loadEgoSmall(
  options: FetchOptions = {},
): Promise<{ readonly train: readonly Graph[]; readonly test: readonly Graph[] }> {
  const { files, rows } = graphDatasets["ego-small"];
  const { data } = await fetchFiles("loadEgoSmall", files, options);
  const { graphs } = JSON.parse(await readText("loadEgoSmall", data)) as {
    readonly graphs: readonly { readonly n: number; readonly edges: readonly number[][] }[];
  };
  const all = graphs.map(({ n, edges }) => graphOf("loadEgoSmall", n, edges));
  const tests = rows / 5;
  return { train: all.slice(tests), test: all.slice(0, tests) };
}
