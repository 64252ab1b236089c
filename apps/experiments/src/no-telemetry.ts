// ONNX Runtime keeps an identifier of the machine, and events for upload, unless it is told not to
// before it is loaded: imported before all else.
process.env.ORT_DISABLE_TELEMETRY ??= "1";
