#!/usr/bin/env python3
"""Makes the small random GPT-2 models that Vitrine's loader is tested with.

Also the two pickles that seed tests/fuzz. Each folder under tests/engine/models/cases/gpt2_checkpoint holds one way in which Hugging Face
transformers or PyTorch writes such a model, and expected.safetensors with what transformers
computes from it in float32: input_ids [batch, position], logits, hidden.i, attention.i.

    python3 make_gpt2_fixtures.py        (torch, transformers, safetensors; the versions used are
                                          written into each source.md)
"""

import io
import json
import shutil
import zipfile
from collections import OrderedDict
from pathlib import Path

import safetensors
import torch
import transformers
from safetensors.torch import save_file
from transformers import GPT2Config, GPT2LMHeadModel

SEED = 20261122
SEEDS = Path(__file__).parents[1] / "fuzz/seeds"
CASES = Path(__file__).parents[1] / "engine/models/cases/gpt2_checkpoint"


def config(**changes):
    values = dict(vocab_size=19, n_positions=12, n_embd=8, n_layer=2, n_head=2,
                  bos_token_id=0, eos_token_id=1)
    return GPT2Config(**(values | changes), attn_implementation="eager")


def random_model(model_config):
    """Weights large enough that every part of the model shows in the output."""
    torch.manual_seed(SEED)
    model = GPT2LMHeadModel(model_config).eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.3)
    return model


def write_config(model, folder):
    model.config.save_pretrained(folder)
    model.generation_config.save_pretrained(folder)


def safetensors_files(model, folder, **options):
    model.save_pretrained(folder, **options)


def base_model(model, folder):
    """Names without the "transformer." prefix, as GPT2Model writes them and gpt2 itself has them."""
    model.transformer.save_pretrained(folder)


def safetensors_of_type(dtype):
    def write(model, folder):
        model.to(dtype).save_pretrained(folder)
        model.to(torch.float32)
    return write


def torch_file(model, folder, change=lambda state: state, **options):
    write_config(model, folder)
    torch.save(change(model.state_dict()), folder / "pytorch_model.bin", **options)


def legacy_torch_file(model, folder):
    torch_file(model, folder, _use_new_zipfile_serialization=False)


def sharded_torch_files(model, folder):
    write_config(model, folder)
    state = model.state_dict()
    names = list(state)
    weight_map = {}
    for number, part in enumerate((names[: len(names) // 2], names[len(names) // 2:]), start=1):
        file = f"pytorch_model-{number:05}-of-00002.bin"
        torch.save(OrderedDict((name, state[name]) for name in part), folder / file)
        weight_map |= {name: file for name in part}
    index = {"metadata": {"total_size": 0}, "weight_map": weight_map}
    (folder / "pytorch_model.bin.index.json").write_text(json.dumps(index, indent=2) + "\n")


def old_buffers(model, folder):
    """The causal masks that older versions of transformers kept among the weights."""
    def add(state):
        size = model.config.n_positions
        for layer in range(model.config.n_layer):
            mask = torch.tril(torch.ones(size, size, dtype=torch.uint8))
            state[f"transformer.h.{layer}.attn.bias"] = mask.view(1, 1, size, size)
            state[f"transformer.h.{layer}.attn.masked_bias"] = torch.tensor(-1e4)
        return state
    torch_file(model, folder, add)


def parameters_and_views(model, folder):
    """nn.Parameter objects, a tensor stored the other way round, and one inside a larger storage."""
    def change(state):
        changed = {name: torch.nn.Parameter(tensor) for name, tensor in state.items()}
        name = "transformer.h.0.mlp.c_fc.weight"
        changed[name] = state[name].t().contiguous().t()
        name = "transformer.ln_f.weight"
        changed[name] = torch.cat([torch.zeros(5), state[name], torch.zeros(3)])[5:-3]
        return changed
    torch_file(model, folder, change)


def half_torch_file(model, folder):
    torch_file(model, folder, lambda state: {name: t.half() for name, t in state.items()})


# name: (what is special, configuration, writer)
FIXTURES = {
    "plain": ("one safetensors file, output tied to the embedding", config(), safetensors_files),
    "base-model-names": ("names without the transformer. prefix", config(), base_model),
    "untied": ("an output layer of its own", config(tie_word_embeddings=False), safetensors_files),
    "sharded": ("several safetensors files with an index", config(),
                lambda model, folder: safetensors_files(model, folder, max_shard_size="2KB")),
    "float16": ("float16 weights", config(), safetensors_of_type(torch.float16)),
    "bfloat16": ("bfloat16 weights", config(), safetensors_of_type(torch.bfloat16)),
    "torch-zip": ("pytorch_model.bin, zip archive", config(), torch_file),
    "torch-legacy": ("pytorch_model.bin as before PyTorch 1.6", config(), legacy_torch_file),
    "torch-sharded": ("pytorch_model-*.bin with an index", config(), sharded_torch_files),
    "torch-half": ("pytorch_model.bin of float16", config(), half_torch_file),
    "torch-views": ("parameters, strides and storage offsets", config(), parameters_and_views),
    "old-buffers": ("masks among the weights", config(), old_buffers),
    "narrow-mlp-relu": ("n_inner 12, relu, another epsilon",
                        config(n_inner=12, activation_function="relu", layer_norm_epsilon=1e-3),
                        safetensors_files),
    "gelu": ("gelu by the error function", config(activation_function="gelu"), safetensors_files),
    "silu": ("silu", config(activation_function="silu"), safetensors_files),
}


def expected(folder):
    """What transformers computes from the written folder."""
    if list(folder.glob("*.safetensors")):
        model = GPT2LMHeadModel.from_pretrained(folder, dtype=torch.float32,
                                                attn_implementation="eager").eval()
    else:
        model = GPT2LMHeadModel(GPT2Config.from_pretrained(folder, attn_implementation="eager"))
        for file in sorted(folder.glob("*.bin")):
            state = torch.load(file, weights_only=True)
            model.load_state_dict({n: t.float() for n, t in state.items()}, strict=False)
        model.eval()
    torch.manual_seed(SEED)
    ids = torch.randint(model.config.vocab_size, (2, 9))
    with torch.no_grad():
        result = model(ids, output_hidden_states=True, output_attentions=True)
    tensors = {"input_ids": ids, "logits": result.logits}
    tensors |= {f"hidden.{i}": t for i, t in enumerate(result.hidden_states)}
    tensors |= {f"attention.{i}": t for i, t in enumerate(result.attentions)}
    return {name: tensor.contiguous() for name, tensor in tensors.items()}


def fuzz_seeds():
    """The pickle inside the archive of a small state dict, in two protocols."""
    state = OrderedDict(a=torch.nn.Parameter(torch.zeros(2, 3)), b=torch.zeros(4).half()[1:],
                        c=torch.tensor(1))
    for name, options in (("state_dict", {}), ("protocol_4", {"pickle_protocol": 4})):
        buffer = io.BytesIO()
        torch.save(state, buffer, **options)
        archive = zipfile.ZipFile(buffer)
        program = next(entry for entry in archive.namelist() if entry.endswith("/data.pkl"))
        (SEEDS / f"{name}.pkl").write_bytes(archive.read(program))


def main():
    fuzz_seeds()
    for name, (special, model_config, write) in FIXTURES.items():
        folder = CASES / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write(random_model(model_config), folder)
        save_file(expected(folder), folder / "expected.safetensors")
        (folder / "source.md").write_text(
            f"A random GPT-2: {special}.\n\nMade by tests/tools/make_gpt2_fixtures.py, seed {SEED}, with "
            f"torch {torch.__version__.split('+')[0]}, transformers {transformers.__version__}, "
            f"safetensors {safetensors.__version__}.\n")


if __name__ == "__main__":
    main()
