"""Asks the server of serve.ts, and its ONNX file without the server: both give the same numbers."""

import json
import os
import sys
from pathlib import Path
from urllib.request import Request, urlopen

import onnxruntime

sys.path.append(str(Path(__file__).parent.parent / "python"))
from feed import feed

row = json.loads(Path(__file__).with_name("question.json").read_text())

url = f"http://localhost:{os.environ.get('PORT', 8080)}/marginals"
body = json.dumps({"rows": [row]}).encode()
with urlopen(Request(url, body, {"content-type": "application/json"})) as response:
    print(json.dumps(json.load(response)["rows"][0]))

session = onnxruntime.InferenceSession("people-model/marginals.onnx")
(marginals,) = session.run(None, feed(session, {name: [value] for name, value in row.items()}))
print(json.dumps(marginals[0].tolist()))
