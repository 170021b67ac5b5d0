#!/usr/bin/env python3
"""Makes tests/engine/text/cases/chat_template/NAME.json: a chat template of each family, written for
these tests after the models that the name tells, and what apply_chat_template of Hugging Face
transformers makes of some conversations with it.

    python3 make_chat_fixtures.py        (transformers, tokenizers; the version used is written into
                                          source.md)
"""

import json
from pathlib import Path

import transformers
from tokenizers import Tokenizer, models
from transformers import PreTrainedTokenizerFast

CASES = Path(__file__).parents[1] / "engine/text/cases/chat_template"

CHATML = ("{% for m in messages %}{% if loop.first and m['role'] != 'system' %}"
          "{{ '<|im_start|>system\nYou help, briefly.<|im_end|>\n' }}{% endif %}"
          "{{ '<|im_start|>' + m['role'] + '\n' + m['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
          "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")

CHATML_THOUGHTS = r"""
{%- for m in messages %}
    {%- set content = m.content %}
    {%- if m.role == 'assistant' and '</think>' in content %}
        {%- set content = content.split('</think>')[-1].lstrip('\n') %}
    {%- endif %}
    {{- '<|im_start|>' + m.role + '\n' + content + '<|im_end|>\n' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|im_start|>assistant\n' }}
{%- endif %}
"""

LLAMA3 = ("{% for m in messages %}{% if loop.first %}{{ bos_token }}{% endif %}"
          "{{ '<|start_header_id|>' + m['role'] + '<|end_header_id|>\n\n' + m['content'] | trim + '<|eot_id|>' }}"
          "{% endfor %}{% if add_generation_prompt %}"
          "{{ '<|start_header_id|>assistant<|end_header_id|>\n\n' }}{% endif %}")

LLAMA31 = r"""{{- bos_token }}
{%- if not date_string is defined %}
    {%- set date_string = "26 Jul 2024" %}
{%- endif %}
{%- set said = "" %}
{%- if messages[0]['role'] == 'system' %}
    {%- set said = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- endif %}
{{- "<|start_header_id|>system<|end_header_id|>\n\n" }}
{{- "Cutting Knowledge Date: December 2023\n" }}
{{- "Today Date: " + date_string + "\n\n" }}
{{- said }}
{{- "<|eot_id|>" }}
{%- for m in messages %}
    {{- '<|start_header_id|>' + m['role'] + '<|end_header_id|>\n\n' + m['content'] | trim + '<|eot_id|>' }}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|start_header_id|>assistant<|end_header_id|>\n\n' }}
{%- endif %}
"""

GEMMA_TURNS = r"""{% for m in messages %}
{%- if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}
    {{- raise_exception("Conversation roles must alternate user/assistant") }}
{%- endif %}
{%- set role = 'model' if m['role'] == 'assistant' else m['role'] %}
{{- '<start_of_turn>' + role + '\n' + (first if loop.first else '') + m['content'] | trim + '<end_of_turn>\n' }}
{%- endfor %}
{%- if add_generation_prompt %}{{ '<start_of_turn>model\n' }}{%- endif %}
"""

GEMMA2 = ("{{ bos_token }}{%- set first = '' %}{% if messages[0]['role'] == 'system' %}"
          "{{ raise_exception('System role not supported') }}{% endif %}" + GEMMA_TURNS)

GEMMA3 = ("{{ bos_token }}{%- set first = '' %}{%- if messages[0]['role'] == 'system' %}"
          "{%- set first = messages[0]['content'] | trim + '\n\n' %}{%- set messages = messages[1:] %}{%- endif %}"
          + GEMMA_TURNS)

MISTRAL1 = ("{{ bos_token }}{% for m in messages %}{% if (m['role'] == 'user') != (loop.index0 % 2 == 0) %}"
            "{{ raise_exception('Conversation roles must alternate user/assistant') }}{% endif %}"
            "{% if m['role'] == 'user' %}{{ '[INST] ' + m['content'] + ' [/INST]' }}"
            "{% else %}{{ m['content'] + eos_token }}{% endif %}{% endfor %}")

MISTRAL3 = r"""{%- set said = '' %}{%- if messages[0]['role'] == 'system' %}
    {%- set said = messages[0]['content'] + '\n\n' %}
    {%- set messages = messages[1:] %}
{%- endif %}
{{- bos_token }}
{%- for message in messages %}
    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}
        {{- raise_exception('Conversation roles must alternate user/assistant') }}
    {%- endif %}
    {%- if message['role'] == 'user' %}
        {%- if loop.index0 + 2 > messages | length - (1 - messages | length % 2) %}
            {{- '[INST] ' + said + message['content'] + '[/INST]' }}
        {%- else %}
            {{- '[INST] ' + message['content'] + '[/INST]' }}
        {%- endif %}
    {%- else %}
        {{- ' ' + message['content'] + eos_token }}
    {%- endif %}
{%- endfor %}
"""

LLAMA2 = r"""{%- set said = '' %}{%- if messages[0]['role'] == 'system' %}
    {%- set said = '<<SYS>>\n' + messages[0]['content'].strip() + '\n<</SYS>>\n\n' %}
    {%- set messages = messages[1:] %}
{%- endif %}
{%- for message in messages %}
    {%- if message['role'] == 'user' %}
        {{- bos_token + '[INST] ' + (said if loop.first else '') + message['content'].strip() + ' [/INST]' }}
    {%- else %}
        {{- ' ' + message['content'].strip() + ' ' + eos_token }}
    {%- endif %}
{%- endfor %}
"""

ZEPHYR = """{% for message in messages %}
{% if message['role'] == 'user' %}
{{ '<|user|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'system' %}
{{ '<|system|>
' + message['content'] + eos_token }}
{% elif message['role'] == 'assistant' %}
{{ '<|assistant|>
' + message['content'] + eos_token }}
{% endif %}
{% if loop.last and add_generation_prompt %}
{{ '<|assistant|>' }}
{% endif %}
{% endfor %}
"""

PLAIN = "{% for message in messages %}{{ message.content + eos_token }}{% endfor %}"

# name: template, family as Vitrine names it
TEMPLATES = {
    "smollm2": (CHATML, "ChatML"), "qwen3": (CHATML_THOUGHTS, "ChatML"), "llama3": (LLAMA3, "Llama 3"),
    "llama31": (LLAMA31, "Llama 3"), "gemma2": (GEMMA2, "Gemma"), "gemma3": (GEMMA3, "Gemma"),
    "mistral1": (MISTRAL1, "Mistral"), "mistral3": (MISTRAL3, "Mistral"), "llama2": (LLAMA2, "Mistral"),
    "zephyr": (ZEPHYR, "Zephyr"), "plain": (PLAIN, "plain"),
}


def turn(role, content):
    return {"role": role, "content": content}


CONVERSATIONS = [
    [turn("user", "Hello")],
    [turn("user", "  你好！ ")],
    [turn("system", "Be brief."), turn("user", "Hello")],
    [turn("user", "One?"), turn("assistant", "Two."), turn("user", "Three?")],
    [turn("system", "  Count. "), turn("user", "One?"), turn("assistant", " Two.\n"), turn("user", "Three?")],
    [turn("user", "Why?"), turn("assistant", "<think>\nHm.\n</think>\n\nSo."), turn("user", "Ah.")],
    [turn("user", "One?"), turn("assistant", "Two.")],
    [turn("user", "One?"), turn("user", "Two?")],
]


def rendered(tokenizer, turns, awaits):
    try:
        return tokenizer.apply_chat_template(turns, tokenize=False, add_generation_prompt=awaits)
    except Exception:  # what the template itself refuses
        return None


def main():
    CASES.mkdir(parents=True, exist_ok=True)
    for name, (template, family) in TEMPLATES.items():
        tokenizer = PreTrainedTokenizerFast(
            tokenizer_object=Tokenizer(models.BPE()), bos_token="<s>", eos_token="</s>", chat_template=template)
        cases = [{"turns": turns, "awaits_answer": awaits, "text": rendered(tokenizer, turns, awaits)}
                 for turns in CONVERSATIONS for awaits in (False, True)]
        content = {"template": template, "family": family, "begin": "<s>", "end": "</s>", "cases": cases}
        (CASES / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    (CASES / "source.md").write_text(
        "Chat templates, and what apply_chat_template makes of conversations (null: it refuses).\n\n"
        f"Made by tests/tools/make_chat_fixtures.py with transformers {transformers.__version__}.\n")


if __name__ == "__main__":
    main()
