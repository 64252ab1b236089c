import { members } from "../workspace.js";
import { describeInstall } from "./describe-install.js";

describeInstall(members("packages").map(({ name }) => name));
