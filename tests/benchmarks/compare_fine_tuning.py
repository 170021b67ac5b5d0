#!/usr/bin/env python3
"""Speed of Vitrine's fine-tuning beside transformers' and PEFT's, in turns on the same machine.

    python3 compare_fine_tuning.py CLI GPT2 TEXT [--threads 2] [--steps 20]

CLI is the built vitrine-cli, GPT2 a folder as tests/tools/make_gpt2_124m.py makes it, TEXT a file to
learn from. Two jobs, in float32: the GPT-2 by LoRA (rank 8, c_attn, batches of 4 blocks of 128), and
a BERT-base with random weights that learns to tell two classes (all weights, batches of 8 texts of
128 tokens). Printed are the steps per second of both sides and their ratio. Needs torch,
transformers and peft.
"""

import argparse
import csv
import random
import tempfile
import time
from pathlib import Path

from compare_training import Vitrine, in_turns  # also sets OpenMP's environment

import torch
from peft import LoraConfig, get_peft_model
from transformers import AutoModelForCausalLM, BertConfig, BertForSequenceClassification

LENGTH = 128
ROWS = 400
SPECIAL_TOKENS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]


class PyTorch:
    def __init__(self, model, batch):
        self.model, self.batch = model.train(), batch
        self.parameters = [p for p in model.parameters() if p.requires_grad]
        self.optimizer = torch.optim.AdamW(self.parameters, lr=1e-4, fused=True)
        self.run(1)

    def run(self, count):
        """Seconds of so many steps."""
        start = time.perf_counter()
        for _ in range(count):
            loss = self.model(**self.batch()).loss
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
            self.optimizer.step()
            loss.item()
        return time.perf_counter() - start


def training(steps, batch_size):
    return {"steps": steps, "batch_size": batch_size, "block_length": LENGTH, "learning_rate": 1e-4,
            "min_learning_rate": 1e-4, "log_every": 1, "checkpoint_every": 0, "evaluate_every": 0}


def lora(arguments, folder, steps):
    batch_size = 4
    model = AutoModelForCausalLM.from_pretrained(arguments.gpt2, dtype=torch.float32)
    config = LoraConfig(r=8, lora_alpha=16, target_modules=["c_attn"], fan_in_fan_out=True)

    def batch():
        ids = torch.randint(model.config.vocab_size, (batch_size, LENGTH))
        return {"input_ids": ids, "labels": ids}

    job = {"objective": "next-token",
           "data": {"training": [{"file": str(Path(arguments.text).resolve())}]},
           "model": {"folder": str(Path(arguments.gpt2).resolve())},
           "tuning": {"method": "lora", "rank": 8, "alpha": 16, "targets": ["c_attn"]},
           "training": training(steps, batch_size)}
    return {"PyTorch": PyTorch(get_peft_model(model, config), batch),
            "Vitrine": Vitrine(arguments.cli, job, arguments.threads, folder)}


def classification(arguments, folder, steps):
    batch_size = 8
    model = BertForSequenceClassification(BertConfig())
    base = Path(folder, "bert")
    model.save_pretrained(base)
    words = [f"w{i}" for i in range(model.config.vocab_size - len(SPECIAL_TOKENS))]
    (base / "vocab.txt").write_text("\n".join(SPECIAL_TOKENS + words) + "\n")
    with open(Path(folder, "rows.csv"), "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["text", "label"])
        for i in range(ROWS):
            rows.writerow([" ".join(random.choices(words, k=LENGTH - 2)), f"LABEL_{i % 2}"])

    def batch():
        return {"input_ids": torch.randint(model.config.vocab_size, (batch_size, LENGTH)),
                "labels": torch.randint(2, (batch_size,))}

    job = {"objective": "classification", "data": {"training": [{"file": "rows.csv"}]},
           "model": {"folder": "bert"},
           "training": training(steps, batch_size) | {"dropout": 0.1}}
    return {"PyTorch": PyTorch(model, batch),
            "Vitrine": Vitrine(arguments.cli, job, arguments.threads, folder)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("cli")
    parser.add_argument("gpt2")
    parser.add_argument("text")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--steps", type=int, default=20)
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    for title, job in (("GPT-2 124 M, LoRA, 4 × 128", lora),
                       ("BERT-base, classification, 8 × 128", classification)):
        with tempfile.TemporaryDirectory() as folder:
            sides = job(arguments, folder, arguments.steps + 2)  # one before, one never reached
            seconds = in_turns(sides, arguments.steps)
            sides["Vitrine"].process.kill()
        speeds = ", ".join(f"{name} {arguments.steps / seconds[name]:.2f}" for name in sides)
        print(f"{title}: {speeds} steps/s, ratio {seconds['PyTorch'] / seconds['Vitrine']:.2f}")


if __name__ == "__main__":
    main()
