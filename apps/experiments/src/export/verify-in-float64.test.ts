import { describePairwiseFaults } from "../../test/pairwise-faults.js";

describePairwiseFaults(400);
