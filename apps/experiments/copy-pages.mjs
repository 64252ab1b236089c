// Copies the built pages that `ebm dashboard` serves beside the command.
import { cpSync, rmSync } from "node:fs";

const page = new URL("dist/page/", import.meta.url);
rmSync(page, { recursive: true, force: true });
cpSync(new URL("../dashboard/dist/page/", import.meta.url), page, { recursive: true });
const playground = new URL("playground/", page);
cpSync(new URL("../playground/dist/", import.meta.url), playground, { recursive: true });
