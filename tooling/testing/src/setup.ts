import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";

// Spares every test file the advice to install tfjs-node.
tf.enableProdMode();
await tf.setBackend("cpu");
