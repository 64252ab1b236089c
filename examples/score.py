# Scores points by moons.onnx in Python. Once: pip install onnxruntime
import numpy as np
import onnxruntime

points = [[-1, 1.8], [1, -1.2], [3, 2]]

session = onnxruntime.InferenceSession("moons.onnx")
(log_prob,) = session.run(["log_prob"], {"x": np.array(points, np.float32)})

print(log_prob.tolist())
