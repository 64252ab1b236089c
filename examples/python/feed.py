"""Feeds an exported model from named columns. It needs onnxruntime and numpy.

    session = onnxruntime.InferenceSession("predict.onnx")
    (prediction,) = session.run(None, feed(session, frame))

A frame is a pandas DataFrame, or a dict of columns. Columns are found by name, in any order, and
those that the model does not take are passed over.
"""

import datetime
import difflib
import json

import numpy as np

EPOCH = datetime.datetime(1970, 1, 1, tzinfo=datetime.timezone.utc)
MILLISECOND = datetime.timedelta(milliseconds=1)


def read_schema(session):
    """Returns what the inputs and outputs of a model stand for."""
    schema = json.loads(session.get_modelmeta().custom_metadata_map["schema"])
    if schema["version"] != 1:
        raise ValueError(f"feed: the schema has version {schema['version']}, expected 1.")
    return schema


def feed(session, frame):
    """Returns the inputs of a model that take raw columns: float64 [rows, columns]."""
    return {
        name: np.stack([read_column(column, frame) for column in spec["columns"]], axis=1)
        for name, spec in read_schema(session)["inputs"].items()
    }


def read_column(column, frame):
    """Returns a column as numbers, NaN where a value is missing."""
    name = column["name"]
    if name not in frame:
        names = [str(each) for each in frame]
        like = difflib.get_close_matches(name, names, 1)
        hint = f"Did you mean `{like[0]}`?" if like else f"The columns are {', '.join(names)}."
        raise ValueError(f"feed: the frame has no column `{name}`, expected it. {hint}")
    read, expected = reader(column)
    numbers = np.empty(len(frame[name]))
    for row, value in enumerate(frame[name]):
        number = read(value)
        if number is None and is_missing(value) and column["missing"] != "refused":
            number = np.nan
        if number is None:
            found = "no value" if is_missing(value) else f"`{value}`"
            raise ValueError(
                f"feed: row {row + 1}, column `{name}` has {found}, expected {expected}."
            )
        numbers[row] = number
    return numbers


def reader(column):
    """Returns a function of a value that gives its number, or None, and what it expects."""
    if column["kind"] == "number":
        return number_of, "a finite number"
    if column["kind"] == "datetime":
        return datetime_of, "a date"
    if column["kind"] == "boolean":
        return bit_of, "true or false"
    categories = column["categories"]
    codes = {category: code for code, category in enumerate(categories)}
    unknown = None if column["unknown"] == "error" else len(categories)

    def code_of(value):
        text = text_of(value)
        return codes[text] if text in codes else None if is_missing(value) else unknown

    return code_of, f"one of {', '.join(categories[:5])}"


def is_missing(value):
    """Whether a value is None, NaN, NaT, pandas.NA or an empty text."""
    if value is None or isinstance(value, str):
        return not value
    try:
        return bool(value != value)
    except TypeError:  # pandas.NA is neither equal to itself nor not
        return True


def number_of(value):
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return float(value.lower() == "true")
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if np.isfinite(number) else None


def bit_of(value):
    number = number_of(value)
    return number if number in (0, 1) else None


def datetime_of(value):
    """Milliseconds since 1970. A time without a zone is UTC."""
    if is_missing(value):
        return None
    if isinstance(value, np.datetime64):
        return int(value.astype("datetime64[ms]").astype(np.int64))
    if isinstance(value, str):
        try:
            value = datetime.datetime.fromisoformat(value.replace("Z", "+00:00"))
        except ValueError:
            return None
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        value = datetime.datetime(value.year, value.month, value.day)
    if not isinstance(value, datetime.datetime):
        return None
    if value.tzinfo is None:
        value = value.replace(tzinfo=datetime.timezone.utc)
    return (value - EPOCH) // MILLISECOND


def text_of(value):
    """The text of a category, as the schema has it: `true` for True, and `1` for 1.0."""
    if isinstance(value, (bool, np.bool_)):
        return str(bool(value)).lower()
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value)
