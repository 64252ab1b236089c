import { parseEdgeList } from "../formats/parse-edge-list.js";
import type { Graph } from "../graphs/graph.js";
import { type FetchOptions, fetchFiles } from "./fetch-dataset.js";
import { graphDatasets } from "./graph-datasets.js";
import { readText } from "./read-data.js";

/**
 * Loads Citeseer's citations, from `dataDir` or the cache: 3327 papers, of which 48 are joined to
 * none, and 4552 edges, without direction.
 *
 * @throws {EbmError} If the file is not there, or not as expected.
 */
export async function loadCiteseer(options: FetchOptions = {}): Promise<Graph> {
  const { files, features } = graphDatasets.citeseer;
  const { data } = await fetchFiles("loadCiteseer", files, options);
  return parseEdgeList(await readText("loadCiteseer", data), { nodes: features, file: data });
}
