#!/usr/bin/env python3
"""Makes a GPT-2 of true size (124 million parameters) with random weights, to measure speed with.

    python3 make_gpt2_124m.py FOLDER [POSITIONS]        (torch, transformers)

The tokeniser has a token for each of the 256 bytes and, in place of GPT-2's merges, tokens that no
text leads to: speed depends on the size of the vocabulary, not on its content.
"""

import json
import sys
from pathlib import Path

import torch
from transformers import GPT2Config, GPT2LMHeadModel

SEED = 20261122


def byte_alphabet():
    """GPT-2's printable character for each byte."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    return [chr(byte) for byte in printable] + [chr(256 + i) for i in range(len(others))]


def main():
    folder = Path(sys.argv[1])
    torch.manual_seed(SEED)
    config = GPT2Config(n_positions=int(sys.argv[2]) if len(sys.argv) > 2 else 1024)
    GPT2LMHeadModel(config).save_pretrained(folder)
    pieces = byte_alphabet()
    pieces += [f"unused{i}" for i in range(config.vocab_size - 1 - len(pieces))] + ["<|endoftext|>"]
    vocabulary = {piece: i for i, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False))
    (folder / "merges.txt").write_text("#version: 0.2\n")


if __name__ == "__main__":
    main()
