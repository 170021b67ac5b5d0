#!/usr/bin/env python3
"""Speed of Vitrine's generation beside Hugging Face transformers', in turns on the same machine.

    python3 compare_generation.py CLI MODEL [--threads 2] [--rounds 3]

CLI is the built vitrine-cli, MODEL a folder (tests/tools/make_gpt2_124m.py makes a GPT-2 of true
size) or a GGUF file, which transformers reads as `vitrine-cli convert` writes it. Both decode
greedily in float32 from one token and read a prompt of 512; Vitrine does so in bfloat16 and int8
too. Printed are the best of the rounds and the ratios to transformers, how long a model takes from
its file to the first token, then Vitrine's peak memory against 1.15 × weights + cache + 200 MB.
Needs torch and transformers.
"""

import argparse
import json
import os
import subprocess
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch  # noqa: E402: OpenMP reads its environment when torch is loaded
from transformers import AutoModelForCausalLM  # noqa: E402

PROMPT_TOKENS = 512
NEW_TOKENS = 64
MEMORY_ALLOWANCE = 200e6


def transformers_speeds(model):
    """Tokens per second: prefill and greedy decode."""
    prompt = torch.randint(model.config.vocab_size, (1, PROMPT_TOKENS))
    with torch.inference_mode():
        start = time.perf_counter()
        model(prompt, logits_to_keep=1)
        prefill = PROMPT_TOKENS / (time.perf_counter() - start)
        marks = []
        model.generate(prompt[:, :1], max_new_tokens=NEW_TOKENS, min_new_tokens=NEW_TOKENS,
                       do_sample=False, pad_token_id=0, streamer=Marker(marks))
    decode = (len(marks) - 2) / (marks[-1] - marks[1])
    return {"prefill_float32": prefill, "decode_float32": decode}


class Marker:
    """Notes when each token arrives, the prompt first."""

    def __init__(self, marks):
        self.marks = marks

    def put(self, _):
        self.marks.append(time.perf_counter())

    def end(self):
        pass


def vitrine_speeds(cli, model, threads):
    command = [cli, "bench", "--model", model, "--threads", str(threads), "--tokens",
               str(NEW_TOKENS), "--json"]
    document = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {name: measured["value"] for name, measured in document.items()}


def first_token(cli, model, threads, dtype):
    """Seconds from the file to the first token."""
    command = [cli, "generate", "--model", model, "--prompt", "Once upon a time", "--max-new-tokens", "1",
               "--threads", str(threads), "--dtype", dtype, "--json"]
    timing = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["timing"]
    return timing["load_s"] + timing["first_token_s"]


def peak_memory(cli, model, threads, dtype):
    """Bytes that one run of generation takes at most."""
    script = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
              "stdout=subprocess.DEVNULL); "
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    command = ["python3", "-c", script, cli, "generate", "--model", model, "--prompt", "x" * 200,
               "--max-new-tokens", str(NEW_TOKENS), "--threads", str(threads), "--dtype", dtype]
    return 1024 * int(subprocess.run(command, check=True, capture_output=True).stdout)


def best(rounds):
    return {name: max(r[name] for r in rounds) for name in rounds[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cli")
    parser.add_argument("model", type=Path)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    with tempfile.TemporaryDirectory() as folder:
        if options.model.suffix == ".gguf":
            subprocess.run([options.cli, "convert", "--model", options.model, "--out", folder], check=True)
        compare(options, options.model if options.model.is_dir() else Path(folder))


def compare(options, folder):
    """`folder` is the model as transformers reads it."""
    model = AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32).eval()
    theirs, ours = [], []
    for _ in range(options.rounds):
        theirs.append(transformers_speeds(model))
        ours.append(vitrine_speeds(options.cli, options.model, options.threads))
    theirs, ours = best(theirs), best(ours)
    for work in ("prefill", "decode"):
        reference = theirs[f"{work}_float32"]
        print(f"{work + ', transformers float32':32} {reference:8.1f} tokens/s")
        for dtype in ("float32", "bfloat16", "int8"):
            speed = ours[f"{work}_{dtype}"]
            print(f"{work + ', Vitrine ' + dtype:32} {speed:8.1f} tokens/s  {speed / reference:5.2f} ×")

    for dtype in ("float32", "int8"):
        seconds = min(first_token(options.cli, options.model, options.threads, dtype)
                      for _ in range(options.rounds))
        print(f"{'first token, Vitrine ' + dtype:32} {seconds:8.2f} s")

    weights = (folder / "model.safetensors").stat().st_size
    config = model.config
    heads = getattr(config, "num_key_value_heads", config.num_attention_heads)
    head_dim = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    cache = 2 * config.num_hidden_layers * config.max_position_embeddings * heads * head_dim * 4
    limit = 1.15 * weights + cache + MEMORY_ALLOWANCE
    for dtype in ("float32", "bfloat16", "int8"):
        peak = peak_memory(options.cli, options.model, options.threads, dtype)
        print(f"{'peak memory, Vitrine ' + dtype:32} {peak / 1e6:8.0f} MB  (limit {limit / 1e6:.0f})")


if __name__ == "__main__":
    main()
