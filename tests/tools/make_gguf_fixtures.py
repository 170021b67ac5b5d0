#!/usr/bin/env python3
"""Makes the GGUF files that Vitrine's reader is tested with, by the format's own Python package.

tests/engine/formats/cases/gguf holds model.gguf, with metadata of every type and a tensor of random
blocks for every type of tensor, and expected.safetensors with what gguf.quants.dequantize makes of
them; version-2.gguf is the same in the version before.

    python3 make_gguf_fixtures.py        (gguf, numpy, safetensors; the versions used are written
                                          into source.md)
"""

import struct
from importlib.metadata import version
from pathlib import Path

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf import GGUFValueType as Value
from safetensors.numpy import save_file

SEED = 20261123
ROWS = 3
CASES = Path(__file__).parents[1] / "engine/formats/cases/gguf"

# Type: where the float16 scales of a block begin
SCALES = {Type.Q4_0: [0], Type.Q4_1: [0, 2], Type.Q5_0: [0], Type.Q5_1: [0, 2], Type.Q8_0: [0],
          Type.Q2_K: [80, 82], Type.Q3_K: [108], Type.Q4_K: [0, 2], Type.Q5_K: [0, 2],
          Type.Q6_K: [208]}


def scales(random, shape):
    """Finite numbers of both signs and all sizes, also zero and those without a leading 1."""
    bits = random.integers(0, 0x10000, shape, dtype=np.uint16)
    bits[(bits & 0x7C00) == 0x7C00] &= 0x8FFF
    return bits


def blocks(random, kind):
    """Rows of two blocks with random bytes, except that every scale is finite."""
    _, size = gguf.GGML_QUANT_SIZES[kind]
    data = random.integers(0, 256, (ROWS, 2, size), dtype=np.uint8)
    for place in SCALES[kind]:
        data[..., place:place + 2] = scales(random, (ROWS, 2, 1)).view(np.uint8)
    return data.reshape(ROWS, -1)


def tensors(random):
    numbers = random.standard_normal((2, 3, 5), dtype=np.float32)
    yield Type.F32, numbers
    yield Type.F16, scales(random, (7,)).view(np.float16)
    yield Type.BF16, gguf.quants.quantize(numbers, Type.BF16)
    for kind in SCALES:
        yield kind, blocks(random, kind)


def write(path):
    writer = gguf.GGUFWriter(path, arch="test")
    values = {Value.UINT8: 200, Value.INT8: -100, Value.UINT16: 60000, Value.INT16: -30000,
              Value.UINT32: 4000000000, Value.INT32: -2000000000, Value.FLOAT32: 0.1,
              Value.BOOL: True, Value.STRING: "two 词\n", Value.UINT64: 2**64 - 1,
              Value.INT64: -2**63, Value.FLOAT64: 0.1}
    for kind, value in values.items():
        writer.add_key_value(f"test.{kind.name.lower()}", value, kind)
    writer.add_array("test.texts", ["a", "", "词"])
    writer.add_array("test.integers", [-1, 2, 3])
    writer.add_array("test.numbers", [0.5, -1e30])
    random = np.random.default_rng(SEED)
    expected = {}
    for kind, data in tensors(random):
        writer.add_tensor(kind.name, data, raw_dtype=kind)
        expected[kind.name] = gguf.quants.dequantize(data, kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return expected


def main():
    CASES.mkdir(parents=True, exist_ok=True)
    model = CASES / "model.gguf"
    save_file(write(model), CASES / "expected.safetensors")
    data = model.read_bytes()
    (CASES / "version-2.gguf").write_bytes(data[:4] + struct.pack("<I", 2) + data[8:])
    (CASES / "source.md").write_text(
        f"Random blocks of every type.\n\nMade by tests/tools/make_gguf_fixtures.py, seed {SEED}, "
        f"with gguf {version('gguf')}, numpy {np.__version__}, "
        f"safetensors {version('safetensors')}.\n")


if __name__ == "__main__":
    main()
