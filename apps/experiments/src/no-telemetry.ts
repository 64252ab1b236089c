// Import this before everything else. ONNX Runtime keeps an identifier of the machine and events
// for upload, unless this is set before it is loaded.
process.env.ORT_DISABLE_TELEMETRY ??= "1";
