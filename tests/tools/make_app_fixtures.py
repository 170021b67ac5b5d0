#!/usr/bin/env python3
"""Makes the small random models that the window's tests open.

    python3 make_app_fixtures.py         (torch, transformers, tokenizers, safetensors; the versions
                                          used are written into source.md)

Each folder under tests/app/models is a GPT-2 in Hugging Face layout with a byte-level BPE tokeniser,
so that any text can be put under glass; tests/app/cases/tiny-lstm is an LSTM with the English one's
tokeniser. The weights are random: the tests look at what the window
does with a model, not at what the model says.
"""

import json
import shutil
from pathlib import Path

import tokenizers
import torch
import transformers
from safetensors.torch import save_file
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import GPT2Config, GPT2LMHeadModel

MODELS = Path(__file__).parents[1] / "app/models"
LSTM = Path(__file__).parents[1] / "app/cases/tiny-lstm"
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


def write_lstm(vocabulary, width=12, layers=2):
    LSTM.mkdir(parents=True, exist_ok=True)
    shutil.copy(MODELS / "tiny-en/tokenizer.json", LSTM)
    torch.manual_seed(3)
    weights = {"encoder.weight": torch.randn(vocabulary, width) * 0.5,
               "decoder.bias": torch.zeros(vocabulary)}
    lstm = torch.nn.LSTM(width, width, layers)
    weights |= {f"rnn.{name}": value.detach() for name, value in lstm.state_dict().items()}
    save_file({name: value.to(torch.float16) for name, value in weights.items()},
              LSTM / "model.safetensors", metadata={"format": "pt"})
    config = {"model_type": "lstm", "vocab_size": vocabulary, "max_position_embeddings": 128,
              "hidden_size": width, "tie_word_embeddings": True, "num_hidden_layers": layers,
              "torch_dtype": "float16", "bos_token_id": 0, "eos_token_id": 0}
    (LSTM / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    (LSTM / "README.md").write_text(
        "---\nlanguage: en\n---\n# Tiny LSTM\n\nRandom weights, for tests.\n")


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
    write_lstm(vocabulary=288)
    (MODELS / "source.md").write_text(
        f"Made by tests/tools/make_app_fixtures.py with torch {torch.__version__}, transformers "
        f"{transformers.__version__}, tokenizers {tokenizers.__version__}.\n")


if __name__ == "__main__":
    main()
