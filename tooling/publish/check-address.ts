// Fails unless the owner has filled in the address of the repository, the one in package.json.
import { readFileSync } from "node:fs";

const manifest = readFileSync(new URL("../../package.json", import.meta.url), "utf8");
const { url } = JSON.parse(manifest).repository as { readonly url: string };
if (url.includes("OWNER")) {
  console.error(
    `release: \`repository.url\` in package.json is ${url}, expected the address of the repository.`,
  );
  process.exitCode = 1;
}
