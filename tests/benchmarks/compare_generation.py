#!/usr/bin/env python3
"""Speed of Vitrine's generation beside Hugging Face transformers', in turns on the same machine.

    python3 compare_generation.py CLI FOLDER [--threads 2] [--rounds 3]

CLI is the built vitrine-cli, FOLDER a GPT-2 (tests/tools/make_gpt2_124m.py makes one of true size).
Both decode greedily in float32 from one token and read a prompt of 512; Vitrine does so in bfloat16
and int8 too. Printed are the best of the rounds and the ratios to transformers, then Vitrine's peak
memory against 1.15 × weights + cache + 200 MB. Needs torch and transformers.
"""

import argparse
import json
import os
import subprocess
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch  # noqa: E402: OpenMP reads its environment when torch is loaded
from transformers import GPT2LMHeadModel  # noqa: E402

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


def vitrine_speeds(cli, folder, threads):
    command = [cli, "bench", "--model", folder, "--threads", str(threads), "--tokens",
               str(NEW_TOKENS), "--json"]
    document = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return {name: measured["value"] for name, measured in document.items()}


def peak_memory(cli, folder, threads, dtype):
    """Bytes that one run of generation takes at most."""
    script = ("import resource, subprocess, sys; subprocess.run(sys.argv[1:], check=True, "
              "stdout=subprocess.DEVNULL); "
              "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)")
    command = ["python3", "-c", script, cli, "generate", "--model", folder, "--prompt", "x" * 200,
               "--max-new-tokens", str(NEW_TOKENS), "--threads", str(threads), "--dtype", dtype]
    return 1024 * int(subprocess.run(command, check=True, capture_output=True).stdout)


def best(rounds):
    return {name: max(r[name] for r in rounds) for name in rounds[0]}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cli")
    parser.add_argument("folder")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()

    torch.set_num_threads(options.threads)
    model = GPT2LMHeadModel.from_pretrained(options.folder, dtype=torch.float32).eval()
    theirs, ours = [], []
    for _ in range(options.rounds):
        theirs.append(transformers_speeds(model))
        ours.append(vitrine_speeds(options.cli, options.folder, options.threads))
    theirs, ours = best(theirs), best(ours)
    for work in ("prefill", "decode"):
        reference = theirs[f"{work}_float32"]
        print(f"{work + ', transformers float32':32} {reference:8.1f} tokens/s")
        for dtype in ("float32", "bfloat16", "int8"):
            speed = ours[f"{work}_{dtype}"]
            print(f"{work + ', Vitrine ' + dtype:32} {speed:8.1f} tokens/s  {speed / reference:5.2f} ×")

    weights = (Path(options.folder) / "model.safetensors").stat().st_size
    config = model.config
    cache = 2 * config.n_layer * config.n_positions * config.n_embd * 4
    limit = 1.15 * weights + cache + MEMORY_ALLOWANCE
    for dtype in ("float32", "bfloat16", "int8"):
        peak = peak_memory(options.cli, options.folder, options.threads, dtype)
        print(f"{'peak memory, Vitrine ' + dtype:32} {peak / 1e6:8.0f} MB  (limit {limit / 1e6:.0f})")


if __name__ == "__main__":
    main()
