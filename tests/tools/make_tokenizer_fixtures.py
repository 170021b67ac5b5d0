#!/usr/bin/env python3
"""Makes the tokenisers that Vitrine's reader of tokenizer.json is tested with, and what Hugging Face
tokenizers makes of some texts with them and with well-known vocabularies.

    python3 make_tokenizer_fixtures.py DATA      (DATA: the reference data; tokenizers, sentencepiece;
                                                  the versions used are written into source.md)

cases/tokenizer_json/NAME/tokenizer.json is trained here on the lines below, or, where NAME begins
with "vitrine_", was saved by Vitrine (VITRINE_WRITE_CASES=1 tst_tokenizer_file) and is only read here. cases/vocabularies/NAME belongs to the
vocabulary DATA/tokenizers/NAME, which is not copied. Each folder gets expected.json:

    [{"text", "ids", "with_special", "offsets", "decoded"}]

with ids without and with special tokens, the byte offsets of the former (of WordPiece, and where
neither the reference nor Vitrine moves them: null for bytes, and for a mark that stands alone) and the
text that they decode to. cases/sentence_piece/NAME/tokenizer.model is trained here by SentencePiece,
and expected.json is what SentencePiece makes of the same texts.
"""

import io
import json
import random
import sys
import unicodedata
from pathlib import Path

import sentencepiece
import tokenizers
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

SEED = 20261122
RANDOM_TEXTS = 120
CASES = Path(__file__).parents[1] / "engine/text/cases"

LINES = [
    "The cat sat on the mat, and the other cat sat there too.",
    "Then they'd seen that we're all right; it's what I've said, isn't it?",
    "春眠不觉晓，处处闻啼鸟。夜来风雨声，花落知多少。",
    "床前明月光，疑是地上霜。举头望明月，低头思故乡。",
    "Über naïve cafés and résumés; 1, 22, 333 and 4444 numbers.",
] * 3

TEXTS = [
    "", " ", "  ", "\n", "\n\n \t x \r\n", "a\0b", "The cat sat on the mat.",
    "it's we'll THEY'RE 'tis ' I'VE i've", "don’t naïve Ünïcödé Ελληνικά ΣΑΣ हिन्दी ไทย العربية",
    "春眠不觉晓，处处闻啼鸟。\n夜来风雨声", "中文 and English混排text, 123字", "e\u0301 é E\u0301 Å ﬁ ½ Ⅷ ٣",
    "👩‍👩‍👧‍👦 🇨🇳 👍🏽", "\u00a0\u2003\u3000x\u2028y\u0085z\u200b!", "  leading and trailing  ",
    "a" * 101, "<|endoftext|> <|endoftext|>", "[CLS] the [MASK] [SEP][UNK]", "<s>cat</s> <mask>,<mask>",
    "豈 更 丽 \U0002f800 \U00020000x", "12345 a1b22c333 IT'S I'Ll \v\x85\n\n  x\r\n\r\n y", "İstanbul ISTANBUL ǅ ẞ", "x" + "\u0301" * 5 + "y", "snake_case CamelCase #tag ##ing @you",
    "3.14159 1,000,000 $5.00 50%", "\ufeffBOM \ufffd \u00ad soft", "한국어 각 ガギ が",
]


def random_texts():
    """Characters of Unicode 3.2, whose classes every later version keeps."""
    old = unicodedata.ucd_3_2_0
    skipped = {"Cn", "Cs", "Co"}
    characters = [chr(c) for c in range(0x20000)
                  if old.category(chr(c)) == unicodedata.category(chr(c)) not in skipped
                  and unicodedata.category(chr(c)) not in {"Mc", "Me"}]
    generator = random.Random(SEED)
    common = "  \n'aeStd.,1春月，"
    for _ in range(RANDOM_TEXTS):
        yield "".join(generator.choice(common) if generator.random() < 0.6
                      else generator.choice(characters) for _ in range(generator.randint(1, 30)))


def byte_level(prefix_space=False):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=prefix_space)
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    return tokenizer


def train_bpe(tokenizer, special):
    tokenizer.train_from_iterator(LINES, trainers.BpeTrainer(
        vocab_size=400, special_tokens=special, show_progress=False,
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    return tokenizer


def gpt2():
    return train_bpe(byte_level(), ["<|endoftext|>"])


def prefix_space():
    return train_bpe(byte_level(prefix_space=True), ["<|endoftext|>"])


def roberta():
    tokenizer = train_bpe(byte_level(), ["<s>", "<pad>", "</s>", "<unk>"])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True)])
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), trim_offsets=False)
    return tokenizer


def template():
    tokenizer = train_bpe(byte_level(), ["<|endoftext|>", "<s>"])
    tokenizer.add_tokens([AddedToken("cat", single_word=True, normalized=False)])
    tokenizer.post_processor = processors.Sequence([
        processors.ByteLevel(trim_offsets=False),
        processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])])
    return tokenizer


LLAMA3 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*"
          r"|\s*[\r\n]+|\s+(?!\S)|\s+")


def split_by(*splits):
    """Byte-level after other pre-tokenisers."""
    tokenizer = byte_level()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [*splits, pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)])
    return tokenizer


def llama3():
    """Words that are tokens stay whole, also these, which no merge reaches."""
    tokenizer = train_bpe(split_by(pre_tokenizers.Split(Regex(LLAMA3), "isolated")), ["<|end_of_text|>"])
    content = json.loads(tokenizer.to_str())
    content["model"]["ignore_merges"] = True
    for word in ["Ġleading", "123", "Camel"]:
        content["model"]["vocab"].setdefault(word, len(content["model"]["vocab"]))
    return Tokenizer.from_str(json.dumps(content))


def qwen2():
    tokenizer = split_by(pre_tokenizers.Split(Regex(LLAMA3.replace("{1,3}", "")), "isolated"))
    tokenizer.normalizer = normalizers.NFC()
    return train_bpe(tokenizer, ["<|endoftext|>", "<|im_start|>", "<|im_end|>"])


def smollm():
    """Digits by themselves, then as GPT-2; bytes that no text had have no token."""
    tokenizer = byte_level()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)])
    tokenizer.train_from_iterator(LINES, trainers.BpeTrainer(
        vocab_size=300, special_tokens=["<|endoftext|>", "<|im_start|>"], show_progress=False))
    return tokenizer


def many_splits():
    return train_bpe(split_by(
        pre_tokenizers.Split("the", "merged_with_previous"),
        pre_tokenizers.Split(Regex("[aeiou]+"), "merged_with_next"),
        pre_tokenizers.Punctuation("contiguous"),
        pre_tokenizers.Split(Regex(r"[^\s]+"), "isolated", invert=True),
        pre_tokenizers.Digits()), ["<|endoftext|>"])


def fewer_words():
    """Pre-tokenisers that take something away, after a normaliser that changes widths."""
    tokenizer = split_by(pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Whitespace(),
                         pre_tokenizers.CharDelimiterSplit("."), pre_tokenizers.Split(".", "removed"))
    tokenizer.normalizer = normalizers.NFKD()
    return train_bpe(tokenizer, ["<|endoftext|>"])


def word_piece(**options):
    """A vocabulary put together here: the trainer's differs from run to run."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    letters = sorted(set("".join(LINES) + "".join(LINES).lower() + "aáeéiouöüxyzßがガﬁσς") - {" "})
    words = ["the", "there", "cat", "cats", "on", "ve", "text", "num", "##ber", "##bers", "##at", "##the"]
    pieces = special + letters + ["##" + letter for letter in letters] + words
    tokenizer = Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(**options)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(special)
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 2), ("[SEP]", 3)])
    return tokenizer


def uncased():
    return word_piece()


def cased():
    return word_piece(lowercase=False)


def lowercase_with_accents():
    return word_piece(strip_accents=False)


def plain():
    """Cleaning and Chinese characters switched off; the older post-processor."""
    tokenizer = word_piece(clean_text=False, handle_chinese_chars=False, lowercase=False)
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    return tokenizer


def sentence_piece(kind, **options):
    """A model of SentencePiece, trained on the lines."""
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(LINES * 4), model_writer=model, model_type=kind, num_threads=1,
        hard_vocab_limit=False, minloglevel=2, **options)
    return sentencepiece_model_pb2.ModelProto.FromString(model.getvalue())


BYTES = [f"<0x{byte:02X}>" for byte in range(256)]


def edited(tokenizer, **members):
    content = json.loads(tokenizer.to_str())
    content["model"].update(members)
    return Tokenizer.from_str(json.dumps(content))


def llama():
    """As Llama 2 has it: spaces are marks, a character without token becomes its bytes."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(),
                                           decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    special = ["<unk>", "<s>", "</s>"]
    tokenizer.train_from_iterator(LINES[:4], trainers.BpeTrainer(
        vocab_size=500, special_tokens=special + BYTES, show_progress=False, max_token_length=8))
    content = json.loads(edited(tokenizer, byte_fallback=True).to_str())
    content["added_tokens"] = [token for token in content["added_tokens"] if token["content"] in special]
    tokenizer = Tokenizer.from_str(json.dumps(content))
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 1)])
    return tokenizer


def gemma():
    """Words end before spaces; added tokens of every kind."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", fuse_unk=True))
    tokenizer.normalizer = normalizers.Replace(" ", "▁")
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.train_from_iterator(LINES, trainers.BpeTrainer(
        vocab_size=300, special_tokens=["<pad>", "<eos>", "<bos>", "<unk>"], show_progress=False))
    tokenizer.add_tokens([AddedToken("\n\n", normalized=False), AddedToken("  ", normalized=False),
                          AddedToken("the mat", normalized=True)])
    tokenizer.add_special_tokens([AddedToken("<mask>", lstrip=True, rstrip=True)])
    return tokenizer


def mistral():
    """A mark before the first word alone, and no unknown characters: they are left out."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    tokenizer.decoder = decoders.Metaspace(prepend_scheme="first", split=False)
    tokenizer.train_from_iterator(LINES[:2], trainers.BpeTrainer(
        vocab_size=120, special_tokens=["<s>", "[INST]"], show_progress=False, max_token_length=6))
    return tokenizer


def suffixes():
    """Words end in a suffix, after normalisers that change widths and case."""
    tokenizer = Tokenizer(models.BPE(unk_token="<unk>", end_of_word_suffix="</w>"))
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.NFD(), normalizers.StripAccents(), normalizers.Lowercase(), normalizers.NFC(),
        normalizers.Nmt(), normalizers.Replace(Regex(r"\s+"), " "), normalizers.Strip()])
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.BPEDecoder("</w>")
    tokenizer.train_from_iterator(LINES, trainers.BpeTrainer(
        vocab_size=300, special_tokens=["<unk>"], end_of_word_suffix="</w>", show_progress=False))
    tokenizer.add_tokens([AddedToken("Café", normalized=True, single_word=True)])
    return tokenizer


def prefixes():
    """Pieces inside words have a prefix; without a decoder, pieces have spaces between them."""
    tokenizer = Tokenizer(models.BPE(unk_token="[UNK]", continuing_subword_prefix="##"))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Whitespace(), pre_tokenizers.Punctuation("isolated")])
    tokenizer.train_from_iterator(LINES, trainers.BpeTrainer(
        vocab_size=300, special_tokens=["[UNK]"], continuing_subword_prefix="##", show_progress=False))
    return tokenizer


def bytes_first():
    """Bytes spelled as characters before anything else; two forms of Unicode before that."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.ByteLevel()])
    tokenizer.decoder = decoders.ByteLevel()
    return train_bpe(tokenizer, ["<|endoftext|>"])


def bytes_after_marks():
    """ByteLevel with a space of its own after another pre-tokeniser, and an unknown token."""
    tokenizer = byte_level()
    tokenizer.model = models.BPE(unk_token="<unk>")
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(), pre_tokenizers.ByteLevel(add_prefix_space=True)])
    tokenizer.train_from_iterator(LINES, trainers.BpeTrainer(
        vocab_size=300, special_tokens=["<unk>"], show_progress=False))
    return tokenizer


def unigram(proto, **options):
    vocabulary = [(piece.piece, piece.score) for piece in proto.pieces]
    tokenizer = Tokenizer(models.Unigram(vocabulary, unk_id=0, **options))
    tokenizer.add_special_tokens(["<unk>", "<s>", "</s>"])
    return tokenizer


def unigram_words():
    """As T5 has it: SentencePiece's own normalisation, words, an end after every text."""
    proto = sentence_piece("unigram", vocab_size=180)
    tokenizer = unigram(proto)
    tokenizer.normalizer = normalizers.Sequence([
        normalizers.Precompiled(proto.normalizer_spec.precompiled_charsmap),
        normalizers.Strip(left=False, right=True), normalizers.Replace(Regex(" {2,}"), "▁")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="$A </s>", pair="$A </s> $B </s>", special_tokens=[("</s>", 2)])
    return tokenizer


def unigram_bytes():
    """Whole texts, and bytes for what is unknown."""
    tokenizer = unigram(sentence_piece("unigram", vocab_size=420, byte_fallback=True), byte_fallback=True)
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([decoders.Replace("▁", " "), decoders.ByteFallback(),
                                           decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    return tokenizer


SENTENCE_PIECES = {
    "unigram": dict(kind="unigram", vocab_size=180),
    "bpe": dict(kind="bpe", vocab_size=420, byte_fallback=True, normalization_rule_name="identity",
                remove_extra_whitespaces=False),
    "no_prefix": dict(kind="unigram", vocab_size=160, add_dummy_prefix=False, bos_id=-1, eos_id=0, unk_id=1,
                      normalization_rule_name="nfkc_cf"),
}


def write_sentence_piece(name, folder):
    """Texts whose graphemes are single characters: of others SentencePiece's trie and Hugging Face's
    look at different stretches. What holds unknown tokens is not
    decoded: Vitrine leaves them out, SentencePiece writes " ⁇ "."""
    folder.mkdir(parents=True, exist_ok=True)
    model = sentence_piece(**SENTENCE_PIECES[name]).SerializeToString()
    (folder / "tokenizer.model").write_bytes(model)
    processor = sentencepiece.SentencePieceProcessor(model_proto=model)
    lines = []
    for text in [*TEXTS, *random_texts()]:
        plain = not any(unicodedata.combining(c) or c in "\u200d\r\0" or ord(c) > 0x1f000 for c in text)
        if plain and not any(piece in text for piece in ("<s>", "</s>", "<unk>", "<0x")):
            ids = processor.encode(text)
            expected = {"text": text, "ids": ids, "with_special": ids}
            if processor.unk_id() not in ids:
                expected["decoded"] = processor.decode(ids)
            lines.append(json.dumps(expected, ensure_ascii=True))
    (folder / "expected.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


def merges_as_lines(folder):
    """The form of merges that tokenizers before 0.20 wrote."""
    file = folder / "tokenizer.json"
    content = json.loads(file.read_text("utf-8"))
    content["model"]["merges"] = [" ".join(pair) for pair in content["model"]["merges"]]
    file.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")


def bert_from_vocabulary(file, lowercase):
    pieces = file.read_text("utf-8").rstrip("\n").split("\n")  # not at U+2028, which is a piece
    tokenizer = Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.add_special_tokens(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"])
    tokenizer.post_processor = processors.BertProcessing(
        ("[SEP]", pieces.index("[SEP]")), ("[CLS]", pieces.index("[CLS]")))
    return tokenizer


def gpt2_from_files(folder):
    tokenizer = byte_level()
    tokenizer.model = models.BPE.from_file(str(folder / "vocab.json"), str(folder / "merges.txt"))
    tokenizer.add_special_tokens(["<|endoftext|>"])
    return tokenizer


def byte_offsets(text, offsets):
    return [[len(text[:start].encode()), len(text[:end].encode())] for start, end in offsets]


TRACED = {"llama", "gemma", "unigram_bytes"}


def expectation(name, tokenizer, text):
    encoding = tokenizer.encode(text, add_special_tokens=False)
    result = {
        "text": text,
        "ids": encoding.ids,
        "with_special": tokenizer.encode(text, add_special_tokens=True).ids,
        "decoded": tokenizer.decode(encoding.ids, skip_special_tokens=True),
    }
    if isinstance(tokenizer.model, models.WordPiece):
        result["offsets"] = byte_offsets(text, encoding.offsets)
    elif name in TRACED:
        result["offsets"] = [None if token in BYTES or token == "▁" else offset for token, offset
                             in zip(encoding.tokens, byte_offsets(text, encoding.offsets))]
    return result


def write_expected(tokenizer, folder):
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(expectation(folder.name, tokenizer, text), ensure_ascii=True)
             for text in [*TEXTS, *random_texts()]]
    (folder / "expected.json").write_text("[\n" + ",\n".join(lines) + "\n]\n", "utf-8")


def main():
    data = Path(sys.argv[1]) / "tokenizers"
    for make in [gpt2, prefix_space, roberta, template, llama3, qwen2, smollm, many_splits, fewer_words, uncased, cased, lowercase_with_accents, plain,
                 llama, gemma, mistral, suffixes, prefixes, bytes_first, bytes_after_marks, unigram_words,
                 unigram_bytes]:
        folder = CASES / "tokenizer_json" / make.__name__
        folder.mkdir(parents=True, exist_ok=True)
        make().save(str(folder / "tokenizer.json"))
        if make is prefix_space:
            merges_as_lines(folder)
    for file in sorted((CASES / "tokenizer_json").glob("*/tokenizer.json")):
        write_expected(Tokenizer.from_file(str(file)), file.parent)
    for name in SENTENCE_PIECES:
        write_sentence_piece(name, CASES / "sentence_piece" / name)
    vocabularies = CASES / "vocabularies"
    write_expected(gpt2_from_files(data / "gpt2"), vocabularies / "gpt2")
    write_expected(bert_from_vocabulary(data / "bert-base-uncased/vocab.txt", True),
                   vocabularies / "bert-base-uncased")
    write_expected(bert_from_vocabulary(data / "bert-base-chinese/vocab.txt", True),
                   vocabularies / "bert-base-chinese")
    (CASES / "source.md").write_text(
        "# Where these cases come from\n\n"
        f"Written by tests/tools/make_tokenizer_fixtures.py with tokenizers {tokenizers.__version__}, "
        f"sentencepiece {sentencepiece.__version__} and Python {sys.version.split()[0]}, seed {SEED}. The folders tokenizer_json/vitrine_* hold "
        "what Vitrine itself saved: tst_tokenizer_file checks that it still saves exactly that, and "
        "expected.json is what Hugging Face tokenizers makes of it.\n", "utf-8")


if __name__ == "__main__":
    main()
