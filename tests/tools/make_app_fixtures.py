#!/usr/bin/env python3
"""Makes the two small random models that the window's tests open.

    python3 make_app_fixtures.py         (torch, transformers, tokenizers, safetensors; the versions
                                          used are written into source.md)

Each folder under tests/app/models is a GPT-2 in Hugging Face layout with a byte-level BPE tokeniser,
so that any text can be put under glass. The weights are random: the tests look at what the window
does with a model, not at what the model says.
"""

from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel

MODELS = Path(__file__).parents[1] / "app/models"
TEXTS = {
    "tiny-en": ("en", "Tiny English", 1, ["the history of the world is the history of people"] * 8),
    "tiny-zh": ("zh", "Tiny Chinese", 2, ["床前明月光，疑是地上霜。举头望明月，低头思故乡。"] * 8),
}


def tokenizer_for(texts):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=288, special_tokens=["<|endoftext|>"],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(), show_progress=False))
    return tokenizer


def main():
    for name, (language, title, seed, texts) in TEXTS.items():
        folder = MODELS / name
        folder.mkdir(parents=True, exist_ok=True)
        tokenizer = tokenizer_for(texts)
        tokenizer.save(str(folder / "tokenizer.json"))
        torch.manual_seed(seed)
        config = GPT2Config(vocab_size=tokenizer.get_vocab_size(), n_positions=128, n_embd=16,
                            n_layer=2, n_head=2, bos_token_id=0, eos_token_id=0)
        model = GPT2LMHeadModel(config)
        weights = {key: value.to(torch.float16).contiguous()
                   for key, value in model.state_dict().items() if key != "lm_head.weight"}
        save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
        config.save_pretrained(folder)
        (folder / "README.md").write_text(
            f"---\nlanguage: {language}\n---\n# {title}\n\nRandom weights, for tests.\n")
    (MODELS / "source.md").write_text(
        f"Made by tests/tools/make_app_fixtures.py with torch {torch.__version__}, transformers "
        f"{transformers.__version__}, tokenizers {tokenizers.__version__}.\n")


if __name__ == "__main__":
    main()
