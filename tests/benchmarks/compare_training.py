#!/usr/bin/env python3
"""Speed and loss of Vitrine's training beside PyTorch's, in the same run on the same machine.

    python3 compare_training.py CLI TEXT... [--threads 2] [--steps 2000]

CLI is the built vitrine-cli, TEXT the plays to learn from (files are joined). The configuration is
that of nanoGPT for a CPU: 4 layers, 4 heads, 128 wide, blocks of 64 characters, batches of 12, rate
1e-3 to 1e-4 with 100 steps of warm-up, AdamW with beta2 0.99, no dropout. Both sides have one
vocabulary and learn the first nine tenths of the text, in turns of a tenth of the steps, so that
what else the machine does slows both. Printed are steps per second, the ratio, and the loss over the
whole last tenth of the text in blocks of 64, after the last step. Needs torch.
"""

import argparse
import json
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch  # noqa: E402: OpenMP reads its environment when torch is loaded
from torch import nn  # noqa: E402
from torch.nn import functional  # noqa: E402

LAYERS, HEADS, WIDTH, BLOCK, BATCH = 4, 4, 128, 64, 12
RATE, LEAST_RATE, WARMUP, DECAY, BETAS, CLIP = 1e-3, 1e-4, 100, 0.1, (0.9, 0.99), 1.0
LINE_END = "¶"  # a text is one line for vitrine-cli: its lines end so
TURNS = 10


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.expand, self.contract = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)

    def forward(self, x):
        batch, length, _ = x.shape
        heads = [part.view(batch, length, HEADS, -1).transpose(1, 2)
                 for part in self.qkv(self.norm1(x)).split(WIDTH, dim=2)]
        attended = functional.scaled_dot_product_attention(*heads, is_causal=True)
        x = x + self.out(attended.transpose(1, 2).reshape(batch, length, WIDTH))
        return x + self.contract(functional.gelu(self.expand(self.norm2(x)), approximate="tanh"))


class Gpt(nn.Module):
    """GPT-2's network, its output tied to the embedding."""

    def __init__(self, vocabulary):
        super().__init__()
        self.token, self.position = nn.Embedding(vocabulary, WIDTH), nn.Embedding(BLOCK, WIDTH)
        self.blocks = nn.Sequential(*[Block() for _ in range(LAYERS)])
        self.norm = nn.LayerNorm(WIDTH)
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                last = name.endswith(("out.weight", "contract.weight"))
                nn.init.normal_(parameter, 0, 0.02 / math.sqrt(2 * LAYERS) if last else 0.02)
            elif name.endswith("bias"):
                nn.init.zeros_(parameter)

    def forward(self, ids, target):
        x = self.token(ids) + self.position.weight[: ids.shape[1]]
        logits = functional.linear(self.norm(self.blocks(x)), self.token.weight)
        return functional.cross_entropy(logits.flatten(0, 1), target.flatten())


def rate_at(step, steps):
    if step <= WARMUP:
        return RATE * step / WARMUP
    share = (step - WARMUP) / (steps - WARMUP)
    return LEAST_RATE + (RATE - LEAST_RATE) * 0.5 * (1 + math.cos(math.pi * share))


class PyTorch:
    def __init__(self, learned, held_out, vocabulary, steps):
        number = {c: i for i, c in enumerate(sorted(set(learned + held_out)))}
        self.ids = torch.tensor([number[c] for c in learned])
        self.held_out = torch.tensor([number[c] for c in held_out])
        self.steps, self.step = steps, 0
        torch.manual_seed(1)
        self.model = Gpt(vocabulary)
        parameters = list(self.model.parameters())
        self.optimizer = torch.optim.AdamW(
            [{"params": [p for p in parameters if p.dim() > 1], "weight_decay": DECAY},
             {"params": [p for p in parameters if p.dim() < 2], "weight_decay": 0}],
            lr=RATE, betas=BETAS, fused=True)

    def run(self, count):
        """Seconds of so many steps."""
        start = time.perf_counter()
        for _ in range(count):
            self.step += 1
            for group in self.optimizer.param_groups:
                group["lr"] = rate_at(self.step, self.steps)
            first = torch.randint(len(self.ids) - BLOCK, (BATCH, 1)) + torch.arange(BLOCK)
            loss = self.model(self.ids[first], self.ids[first + 1])
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(self.model.parameters(), CLIP)
            self.optimizer.step()
            loss.item()
        return time.perf_counter() - start

    def held_out_loss(self):
        """Mean over the whole text, after the last step."""
        self.run(self.steps - self.step)
        blocks = (len(self.held_out) - 1) // BLOCK
        inputs = self.held_out[: blocks * BLOCK].view(blocks, BLOCK)
        targets = self.held_out[1 : blocks * BLOCK + 1].view(blocks, BLOCK)
        with torch.no_grad():
            losses = [self.model(*pair).item() * len(pair[0])
                      for pair in zip(inputs.split(64), targets.split(64))]
        return sum(losses) / blocks


class Vitrine:
    """A run of vitrine-cli, held still by signals while the other side has its turn."""

    def __init__(self, cli, job, threads, folder):
        Path(folder, "job.json").write_text(json.dumps(job), encoding="utf-8")
        self.process = subprocess.Popen(
            [cli, "train", f"{folder}/job.json", "--out", f"{folder}/run", "--threads",
             str(threads), "--device", "cpu"],
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.read()  # the first step, with all that comes before it
        os.kill(self.process.pid, signal.SIGSTOP)

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit("vitrine-cli has ended early.")
        return json.loads(line)

    def run(self, count):
        """Seconds of so many steps."""
        start = time.perf_counter()
        os.kill(self.process.pid, signal.SIGCONT)
        for _ in range(count):
            self.read()
        seconds = time.perf_counter() - start
        os.kill(self.process.pid, signal.SIGSTOP)
        return seconds

    def held_out_loss(self):
        """Mean over the whole text, after the last step; ends the process."""
        os.kill(self.process.pid, signal.SIGCONT)
        loss = self.read()["validation_loss"]
        self.process.wait()
        return loss


def vitrine(cli, learned, held_out, steps, threads, folder):
    Path(folder, "learned.txt").write_text(learned, encoding="utf-8")
    Path(folder, "held-out.txt").write_text(held_out, encoding="utf-8")
    job = {
        "data": {"training": [{"file": "learned.txt"}], "validation": [{"file": "held-out.txt"}]},
        "tokenizer": {"kind": "characters"},
        "model": {"family": "gpt2", "layers": LAYERS, "heads": HEADS, "width": WIDTH},
        "training": {"steps": steps, "batch_size": BATCH, "block_length": BLOCK,
                     "learning_rate": RATE, "min_learning_rate": LEAST_RATE,
                     "warmup_steps": WARMUP, "weight_decay": DECAY, "beta1": BETAS[0],
                     "beta2": BETAS[1], "clip_norm": CLIP, "log_every": 1,
                     "checkpoint_every": 0, "evaluate_every": 0},
    }
    return Vitrine(cli, job, threads, folder)


def in_turns(sides, steps):
    """Seconds of so many steps of each side."""
    seconds = dict.fromkeys(sides, 0.0)
    for turn in range(TURNS):
        count = (turn + 1) * steps // TURNS - turn * steps // TURNS
        for name, side in sides.items():
            seconds[name] += side.run(count)
    return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("cli")
    parser.add_argument("texts", nargs="+")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=2000)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    texts = [Path(file).read_text(encoding="utf-8") for file in arguments.texts]
    text = "".join(texts).replace("\r", "").replace("\n", LINE_END)

    steps = arguments.steps
    cut = len(text) * 9 // 10
    measured = steps - 2  # not the first, with what comes before it, nor the last, with what comes after
    with tempfile.TemporaryDirectory() as folder:
        vitrine_side = vitrine(arguments.cli, text[:cut], text[cut:], steps, arguments.threads, folder)
        tokenizer = json.loads(Path(folder, "run/tokenizer/tokenizer.json").read_text())
        vocabulary = len(tokenizer["model"]["vocab"])  # the characters, and bytes for others
        sides = {"PyTorch": PyTorch(text[:cut], text[cut:], vocabulary, steps),
                 "Vitrine": vitrine_side}
        sides["PyTorch"].run(1)
        seconds = in_turns(sides, measured)
        for name, side in sides.items():
            print(f"{name:8} {measured / seconds[name]:7.1f} steps/s, loss over the last tenth "
                  f"{side.held_out_loss():.3f}")
    print(f"Vitrine's steps per second to PyTorch's: {seconds['PyTorch'] / seconds['Vitrine']:.2f}")


if __name__ == "__main__":
    main()
