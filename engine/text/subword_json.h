#pragma once

#include <memory>

#include "engine/text/json_value.h"
#include "engine/text/tokenizer.h"
#include "engine/text/tokenizer_config.h"
#include "engine/text/vocabulary_tokenizer.h"

namespace vitrine::text {

/// A tokeniser of the parts that a tokenizer.json names, its "model" being BPE or Unigram. What is
/// wrong flies as in tokenizer_parts.
std::unique_ptr<Tokenizer> readSubwordTokenizer(
    const JsonValue& root, const JsonValue& model, TokenizerSetup setup);

/// The pieces of a Unigram model, [["▁the", -3.2], …].
std::vector<std::string> readScoredPieces(const JsonValue& vocabulary);

} // namespace vitrine::text
