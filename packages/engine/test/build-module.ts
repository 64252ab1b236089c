import { buildModule } from "../src/native/build/build-module.js";

// Compiles the C text of its argument, and prints the path of the module.
process.stdout.write(await buildModule(process.argv[2]!));
