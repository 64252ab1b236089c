import fc from "fast-check";

// the same cases in every run
fc.configureGlobal({ seed: 1 });
