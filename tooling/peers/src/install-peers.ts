import { installPeers } from "./python.js";

installPeers();
