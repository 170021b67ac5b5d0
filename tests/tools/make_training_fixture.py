#!/usr/bin/env python3
"""Trains a tiny GPT-2 with PyTorch, for Vitrine's trainer to be compared with.

Writes tests/engine/train/cases/trajectory: the model before training (Hugging Face layout), the
texts, and the loss, gradient norm and learning rate of ten steps. Every step sees all texts, so
that their order does not matter; a token is a byte of the text, id 1 + byte, between two ids 0.

    python3 make_training_fixture.py        (torch, transformers; their versions go to source.md)
"""

import json
import math
from pathlib import Path

import torch
import transformers
from transformers import GPT2Config, GPT2LMHeadModel

SEED = 20261122
CASE = Path(__file__).parents[1] / "engine/train/cases/trajectory"
TEXTS = ["the cat sat", "on the mat,", "rain in may", "and the sun"]
OPTIONS = dict(steps=10, batch_size=4, block_length=12, learning_rate=0.01,
               min_learning_rate=0.001, warmup_steps=3, weight_decay=0.1, beta1=0.9, beta2=0.95,
               epsilon=1e-8, clip_norm=1.0)


def learning_rate(step, steps, peak, least, warmup):
    if step < warmup:
        return peak * step / warmup
    return least + (peak - least) * 0.5 * (1 + math.cos(math.pi * (step - warmup) / (steps - warmup)))


def main():
    torch.manual_seed(SEED)
    config = GPT2Config(vocab_size=257, n_positions=12, n_embd=8, n_layer=2, n_head=2,
                        resid_pdrop=0, embd_pdrop=0, attn_pdrop=0, bos_token_id=0, eos_token_id=0)
    model = GPT2LMHeadModel(config).train()
    model.save_pretrained(CASE)

    ids = torch.tensor([[0] + [1 + byte for byte in text.encode()] + [0] for text in TEXTS])
    assert ids.shape == (OPTIONS["batch_size"], OPTIONS["block_length"] + 1)
    matrices = [p for p in model.parameters() if p.dim() >= 2]
    vectors = [p for p in model.parameters() if p.dim() < 2]
    optimizer = torch.optim.AdamW(
        [dict(params=matrices, weight_decay=OPTIONS["weight_decay"]),
         dict(params=vectors, weight_decay=0)],
        betas=(OPTIONS["beta1"], OPTIONS["beta2"]), eps=OPTIONS["epsilon"])

    expected = []
    for step in range(1, OPTIONS["steps"] + 1):
        rate = learning_rate(step, OPTIONS["steps"], OPTIONS["learning_rate"],
                             OPTIONS["min_learning_rate"], OPTIONS["warmup_steps"])
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.zero_grad()
        logits = model(ids[:, :-1]).logits
        loss = torch.nn.functional.cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten())
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), OPTIONS["clip_norm"])
        optimizer.step()
        expected.append(dict(loss=loss.item(), grad_norm=norm.item(), learning_rate=rate))

    (CASE / "texts.txt").write_text("".join(text + "\n" for text in TEXTS))
    (CASE / "expected.json").write_text(
        json.dumps(dict(options=OPTIONS, steps=expected), indent=1) + "\n")
    (CASE / "source.md").write_text(
        f"Made by tests/tools/make_training_fixture.py with torch {torch.__version__} and "
        f"transformers {transformers.__version__}, seed {SEED}.\n")


if __name__ == "__main__":
    main()
