import type { DownloadProgress } from "@ebm/datasets";

/** Reports each file that is downloaded, once. */
export function tellDownloads(stream: NodeJS.WriteStream): (progress: DownloadProgress) => void {
  const told = new Set<string>();
  return ({ file: { address, bytes } }) => {
    if (told.has(address)) return;
    told.add(address);
    stream.write(`Downloading ${address} (${Math.ceil(bytes / 1000)} kB)\n`);
  };
}
