#!/usr/bin/env python3
"""Speed of Vitrine's tokenisers beside tiktoken and Hugging Face tokenizers, each in one thread.

    python3 compare_tokenizers.py TOKENIZER_SPEED DATA

TOKENIZER_SPEED is the built benchmark program, DATA the reference data. Every text is encoded whole,
several times; the fastest run counts. Needs tokenizers and tiktoken.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

os.environ["TOKENIZERS_PARALLELISM"] = "false"

import tiktoken  # noqa: E402: tokenizers reads its environment when it is loaded
from tokenizers import ByteLevelBPETokenizer, BertWordPieceTokenizer  # noqa: E402

RUNS = 3
GPT2_PATTERN = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"


def read_texts(folder):
    return "".join(file.read_bytes().decode("utf-8") for file in sorted(folder.glob("*.txt")))


def tiktoken_gpt2(folder):
    """GPT-2's ranks from the tokens of vocab.json: a merge's rank is the id of what it makes."""
    printable = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in printable]
    byte_of = {chr(byte): byte for byte in printable}
    byte_of |= {chr(256 + n): byte for n, byte in enumerate(others)}
    vocabulary = ByteLevelBPETokenizer(*files(folder)).get_vocab()
    ranks = {bytes(byte_of[c] for c in piece): rank for piece, rank in vocabulary.items()
             if piece != "<|endoftext|>"}
    return tiktoken.Encoding("gpt2", pat_str=GPT2_PATTERN, mergeable_ranks=ranks, special_tokens={})


def files(folder):
    return str(folder / "vocab.json"), str(folder / "merges.txt")


def report(name, language, text, encode):
    seconds = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        count = len(encode(text))
        seconds = min(seconds, time.perf_counter() - start)
    megabytes = len(text.encode()) / 1e6
    print(f"{name:28} {language:8} {megabytes:6.1f} MB {count:9} tokens {megabytes / seconds:7.1f} MB/s",
          flush=True)


def main():
    program, data = sys.argv[1], Path(sys.argv[2])
    texts = {"English": read_texts(data / "corpora/en"), "Chinese": read_texts(data / "corpora/zh")}
    tokenizers = data / "tokenizers"
    encoders = {"gpt2 (tiktoken)": tiktoken_gpt2(tokenizers / "gpt2").encode_ordinary}
    gpt2 = ByteLevelBPETokenizer(*files(tokenizers / "gpt2"))
    encoders["gpt2 (tokenizers)"] = lambda text: gpt2.encode(text).ids
    for name in ["bert-base-uncased", "bert-base-chinese"]:
        bert = BertWordPieceTokenizer(str(tokenizers / name / "vocab.txt"))
        encoders[f"{name} (tokenizers)"] = lambda text, bert=bert: bert.encode(text, add_special_tokens=False).ids
    print("Vitrine", flush=True)
    subprocess.run([program, str(data)], check=True)
    print("Others")
    for name, encode in encoders.items():
        for language, text in texts.items():
            report(name, language, text, encode)


if __name__ == "__main__":
    main()
