#pragma once

#include <memory>
#include <span>
#include <stop_token>
#include <string_view>

#include "engine/api/text_model.h"
#include "engine/embeddings/embedding_table.h"
#include "engine/values/contextual_word.h"
#include "engine/values/expected.h"

namespace vitrine::api {

/// A model's own table of token embeddings, by the tokens' texts: a token that begins a word is
/// that word, one that goes on inside a word has ## before it where both exist, as BERT writes it.
/// Tokens that are only part of a character have no text and are left out. Error: Interrupted.
Expected<std::shared_ptr<const embeddings::EmbeddingTable>> tokenEmbeddings(
    const TextModel& model, std::stop_token stop = {});

/// The tokens of a text as the model sees them at a depth: 0 is what the first layer reads, the
/// number of layers what the output layer reads. Each is named by its text and its place, "bank·3"
/// being the third token. Errors: those of TextInspector::run, OptionInvalid, TextInvalid.
Expected<std::shared_ptr<const embeddings::EmbeddingTable>> hiddenStates(
    const TextModel& model, std::string_view text, int depth, std::stop_token stop = {});

/// One word in several texts after every layer, and how alike it is to itself. Errors: WordUnknown
/// (subject: the word) where a text does not hold it, OptionInvalid without a text, and as above.
Expected<ContextualWords> contextualWords(
    const TextModel& model, std::span<const WordInText> places, std::stop_token stop = {});

} // namespace vitrine::api
