"""Scores a Parquet file of any size on all cores of a cluster, by Ray Data and an exported model.

    pip install "ray[data]" onnxruntime
    python score_with_ray.py predict.onnx rows.parquet scored

The model must be a file that takes columns by name, as `ebm export` writes it. Writes a directory
of Parquet files: the columns of the rows, and those that the model computes.
"""

import sys

import onnxruntime
import ray

from feed import feed


class Score:
    """Holds the model in a process of its own, and runs it on one batch after another."""

    def __init__(self, model):
        options = onnxruntime.SessionOptions()
        # Ray runs one process for each core
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(model, options)
        self.names = [output.name for output in self.session.get_outputs()]

    def __call__(self, batch):
        outputs = self.session.run(None, feed(self.session, batch))
        # an output of several columns becomes a column of lists
        return {**batch, **dict(zip(self.names, outputs))}


def main(model, source, target):
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    # rows stay in the order of the file
    context.execution_options.preserve_order = True
    rows = ray.data.read_parquet(source)
    # one core reads, and the others score
    cores = max(int(ray.cluster_resources()["CPU"]) - 1, 1)
    scored = rows.map_batches(
        Score, fn_constructor_args=(model,), batch_size=4096, concurrency=cores
    )
    scored.write_parquet(target)


if __name__ == "__main__":
    main(*sys.argv[1:])
