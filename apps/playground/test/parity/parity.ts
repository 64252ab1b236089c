import "@tensorflow/tfjs-backend-cpu";
import { fourCircles } from "../four-circles.js";

Object.assign(globalThis, { fourCircles });
