import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";

// Hides tfjs's advice to install tfjs-node in every test file.
tf.enableProdMode();
await tf.setBackend("cpu");
