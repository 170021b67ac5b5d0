#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "engine/text/tokenizer.h"
#include "engine/text/tokenizer_config.h"

namespace vitrine::text {

/// What a SentencePiece model holds (Kudo and Richardson 2018), wherever it is stored.
struct SentencePieceModel {
    enum class Kind { Unigram, Bpe };
    /// The numbers are those of sentencepiece_model.proto, and of GGUF's tokenizer.ggml.token_type.
    enum class PieceType { Normal = 1, Unknown, Control, UserDefined, Unused, Byte };
    struct Piece {
        std::string text;
        double score = 0; ///< Unigram: log-probability, nats; BPE: the higher, the sooner made
        PieceType type = PieceType::Normal;
    };

    Kind kind = Kind::Unigram;
    std::vector<Piece> pieces; ///< by id
    std::string characterMap; ///< for PrecompiledMap; "" = off
    bool addsPrefix = true; ///< a space before every text
    bool joinsSpaces = true; ///< one space for several, none at the ends
    std::optional<TokenId> beginOfText;
    std::optional<TokenId> endOfText;
    bool addsBegin = false; ///< before every text
    bool addsEnd = false; ///< after every text
};

/// Members of a tokenizer.json: the pieces that are looked for in texts before all else, and the
/// special tokens around a text.
nlohmann::json addedTokensJson(const SentencePieceModel& model);
nlohmann::json postProcessorJson(const SentencePieceModel& model);

/// `config`, with the model's begin and end of texts where it names none.
TokenizerConfig rolesOf(const SentencePieceModel& model, TokenizerConfig config);

/// The tokeniser that does what SentencePiece does with the model; `config` names the tokens that
/// begin and end texts where the model does not. `file` is named in errors: those of
/// readTokenizerJson().
Expected<std::unique_ptr<Tokenizer>> makeTokenizer(
    const SentencePieceModel& model, const TokenizerConfig& config, const std::string& file);

} // namespace vitrine::text
