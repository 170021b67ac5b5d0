#!/usr/bin/env python3
"""Makes the small random models with adapters that Vitrine's LoRA is compared with.

Each folder under tests/engine/models/cases/lora holds base/ (Hugging Face layout), adapter/ as PEFT
writes it, and expected.safetensors with what both compute together in float32: input_ids [batch,
position], hidden [batch, position, model], and gradient.NAME: of the sum of the squares of hidden,
for each matrix of the adapter.

    python3 make_lora_fixtures.py        (torch, transformers, peft, safetensors; the versions used
                                          are written into each source.md)
"""

import json
import shutil
from pathlib import Path

import peft
import torch
import transformers
from peft import LoraConfig, get_peft_model
from safetensors.torch import save_file
from transformers import (BertConfig, BertForMaskedLM, BertModel, GPT2Config, GPT2LMHeadModel,
                          LlamaConfig, LlamaForCausalLM)

SEED = 20261125
CASES = Path(__file__).parents[1] / "engine/models/cases/lora"


def gpt2():
    return GPT2LMHeadModel(GPT2Config(vocab_size=23, n_positions=12, n_embd=8, n_layer=2, n_head=2,
                                      resid_pdrop=0, embd_pdrop=0, attn_pdrop=0,
                                      bos_token_id=0, eos_token_id=0))


def bert(kind):
    return kind(BertConfig(vocab_size=23, max_position_embeddings=12, hidden_size=8,
                           num_hidden_layers=2, num_attention_heads=2, intermediate_size=20,
                           hidden_dropout_prob=0, attention_probs_dropout_prob=0))


def llama():
    return LlamaForCausalLM(LlamaConfig(vocab_size=23, max_position_embeddings=12, hidden_size=8,
                                        num_hidden_layers=2, num_attention_heads=2,
                                        num_key_value_heads=1, intermediate_size=20,
                                        bos_token_id=0, eos_token_id=0))


CASE_MODELS = {
    "gpt2": (gpt2, dict(r=2, lora_alpha=6, target_modules=["c_attn"], fan_in_fan_out=True)),
    "gpt2-all": (gpt2, dict(r=3, lora_alpha=4, target_modules=["c_attn", "c_proj", "c_fc"],
                            fan_in_fan_out=True, use_rslora=True)),
    "bert": (lambda: bert(BertForMaskedLM), dict(r=2, lora_alpha=4,
                                                 target_modules=["query", "value"])),
    "bert-without-heads": (lambda: bert(BertModel), dict(r=2, lora_alpha=4,
                                                         target_modules=["attention.self.query"])),
    "llama": (llama, dict(r=2, lora_alpha=4, target_modules=["q_proj", "v_proj", "down_proj"],
                          rank_pattern={"down_proj": 3}, alpha_pattern={"down_proj": 9})),
}


def randomize(model):
    """Weights large enough that every part shows in the output."""
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)


def make_case(name, build, options):
    folder = CASES / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    torch.manual_seed(SEED)
    model = build().eval()
    randomize(model)
    model.save_pretrained(folder / "base")

    adapted = get_peft_model(model, LoraConfig(**options)).eval()
    with torch.no_grad():
        for parameter_name, parameter in adapted.named_parameters():
            if "lora_" in parameter_name:
                parameter.copy_(torch.randn_like(parameter) * 0.3)
    adapted.save_pretrained(folder / "adapter")
    config_file = folder / "adapter/adapter_config.json"
    config = json.loads(config_file.read_text())
    config["base_model_name_or_path"] = "../base"
    config["target_modules"].sort()  # a set, in whatever order
    config_file.write_text(json.dumps(config, indent=2, sort_keys=True) + "\n")
    (folder / "adapter/README.md").unlink(missing_ok=True)

    ids = torch.randint(23, (2, 7))
    hidden = adapted(input_ids=ids, output_hidden_states=True).hidden_states[-1]
    tensors = dict(input_ids=ids, hidden=hidden.detach().contiguous())
    hidden.square().sum().backward()
    trained = {parameter_name: parameter for parameter_name, parameter in adapted.named_parameters()
               if parameter.requires_grad}
    for parameter_name, parameter in trained.items():
        tensors["gradient." + parameter_name.replace(".default", "")] = parameter.grad.clone()
    save_file(tensors, folder / "expected.safetensors")
    (folder / "source.md").write_text(
        f"Made by tests/tools/make_lora_fixtures.py with torch {torch.__version__}, transformers "
        f"{transformers.__version__} and peft {peft.__version__}, seed {SEED}.\n")


def main():
    for name, (build, options) in CASE_MODELS.items():
        make_case(name, build, options)


if __name__ == "__main__":
    main()
