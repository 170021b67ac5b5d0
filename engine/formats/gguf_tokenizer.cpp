#include "engine/formats/gguf_tokenizer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/text/sentence_piece_model.h"
#include "engine/text/tokenizer_file.h"
#include "engine/text/tokenizer_json.h"
#include "engine/text/tokenizer_parts.h"
#include "engine/text/unicode.h"

namespace vitrine::formats {

namespace {

using Json = nlohmann::json;
using text::SentencePieceModel;
using PieceType = SentencePieceModel::PieceType;

constexpr const char* TokensKey = "tokenizer.ggml.tokens";

/// How words are cut, by "tokenizer.ggml.pre" (the names are those of llama.cpp).
struct WordCut {
    std::string_view name;
    const char* pattern; ///< before bytes; null: as GPT-2
    bool singleDigits = false; ///< each digit is a word
    bool composes = false; ///< brings texts into NFC, as the model's own tokeniser does
    bool beginsTexts = false; ///< the begin token stands before every text, unless it is said
};

constexpr const char* Llama3Pattern
    = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";
constexpr const char* Qwen2Pattern
    = R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)";

constexpr std::array WordCuts{
    WordCut{.name = "gpt-2", .pattern = nullptr},
    WordCut{.name = "smollm", .pattern = nullptr, .singleDigits = true},
    WordCut{.name = "llama-bpe", .pattern = Llama3Pattern, .beginsTexts = true},
    WordCut{.name = "llama3", .pattern = Llama3Pattern, .beginsTexts = true},
    WordCut{.name = "llama-v3", .pattern = Llama3Pattern, .beginsTexts = true},
    WordCut{.name = "qwen2", .pattern = Qwen2Pattern, .composes = true},
    WordCut{.name = "deepseek-r1-qwen", .pattern = Qwen2Pattern, .composes = true},
};

/// Reads the metadata key by key; what is wrong flies as in tokenizer_parts.
class MetadataReader {
public:
    explicit MetadataReader(const GgufContent& content) : m_content(content) { }

    SentencePieceModel pieces() const;
    std::unique_ptr<text::Tokenizer> read() const;

private:
    bool flag(const char* key, bool fallback) const {
        const auto* value = m_content.find(key);
        return value ? value->asBool().value() : fallback;
    }
    std::string text(const char* key, const char* fallback) const {
        const auto* value = m_content.find(key);
        return std::string(value ? value->asText().value() : fallback);
    }
    std::optional<TokenId> id(const char* key, std::size_t pieces) const;
    [[noreturn]] void refuse(const std::string& key, const std::string& value) const;

    void readPieces(SentencePieceModel& model) const;
    const WordCut& wordCut() const;
    std::unique_ptr<text::Tokenizer> byteLevel() const;
    Json byteLevelJson(const SentencePieceModel& model, const WordCut& cut) const;
    Json mergesJson() const;

    const GgufContent& m_content;
};

void MetadataReader::refuse(const std::string& key, const std::string& value) const {
    const auto file = m_content.file->path().string();
    throw tl::bad_expected_access<Error>(Error{.code = ErrorCode::TokenizerUnsupported,
        .subject = file,
        .place = key + ": " + value,
        .detail = file + ": Vitrine does not know " + value + " at " + key + '.'});
}

std::optional<TokenId> MetadataReader::id(const char* key, std::size_t pieces) const {
    const auto* value = m_content.find(key);
    const auto last = static_cast<std::int64_t>(pieces) - 1;
    return value ? std::optional(static_cast<TokenId>(value->asInteger(0, last).value()))
                 : std::nullopt;
}

void MetadataReader::readPieces(SentencePieceModel& model) const {
    const auto tokens = m_content.value(TokensKey).value();
    const auto texts = tokens.texts().value();
    for (const auto& token : texts) {
        if (text::firstInvalidUtf8(token)) {
            throw tl::bad_expected_access<Error>(
                tokens
                    .invalid("holds the token " + std::to_string(model.pieces.size())
                        + ", which is not UTF-8.")
                    .value());
        }
        model.pieces.push_back({std::string(token), 0, PieceType::Normal});
    }
    const auto fits = [&](const GgufValue& value) {
        if (value.count() != model.pieces.size()) {
            throw tl::bad_expected_access<Error>(
                value.invalid("has not one value for each token.").value());
        }
    };
    if (const auto* scores = m_content.find("tokenizer.ggml.scores")) {
        fits(*scores);
        const auto values = scores->numbers().value();
        std::ranges::transform(values, model.pieces, model.pieces.begin(),
            [](double score, SentencePieceModel::Piece piece) {
                piece.score = score;
                return piece;
            });
    }
    if (const auto* types = m_content.find("tokenizer.ggml.token_type")) {
        fits(*types);
        const auto values = types->integers().value();
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i] >= 1 && values[i] <= static_cast<std::int64_t>(PieceType::Byte)) {
                model.pieces[i].type = static_cast<PieceType>(values[i]);
            }
        }
    }
}

SentencePieceModel MetadataReader::pieces() const {
    SentencePieceModel model;
    readPieces(model);
    model.beginOfText = id("tokenizer.ggml.bos_token_id", model.pieces.size());
    model.endOfText = id("tokenizer.ggml.eos_token_id", model.pieces.size());
    return model;
}

const WordCut& MetadataReader::wordCut() const {
    const auto name = text("tokenizer.ggml.pre", "gpt-2");
    const auto* cut = std::ranges::find(WordCuts, name, &WordCut::name);
    if (cut == WordCuts.end()) {
        refuse("tokenizer.ggml.pre", name);
    }
    return *cut;
}

Json MetadataReader::mergesJson() const {
    auto merges = Json::array();
    const auto lines = m_content.value("tokenizer.ggml.merges").value().texts().value();
    for (const auto& line : lines) {
        merges.emplace_back(line);
    }
    return merges;
}

Json MetadataReader::byteLevelJson(const SentencePieceModel& model, const WordCut& cut) const {
    auto vocabulary = Json::object();
    for (std::size_t id = 0; id < model.pieces.size(); ++id) {
        if (!model.pieces[id].text.empty()) {
            vocabulary.emplace(model.pieces[id].text, id);
        }
    }
    auto cuts = Json::array();
    if (cut.singleDigits) {
        cuts.push_back({{"type", "Digits"}, {"individual_digits", true}});
    }
    if (cut.pattern) {
        cuts.push_back({{"type", "Split"}, {"pattern", {{"Regex", cut.pattern}}}});
    }
    cuts.push_back({{"type", "ByteLevel"}, {"add_prefix_space", false},
        {"use_regex", cut.pattern == nullptr}});
    return {{"added_tokens", text::addedTokensJson(model)},
        {"normalizer", cut.composes ? Json{{"type", "NFC"}} : Json()},
        {"pre_tokenizer", {{"type", "Sequence"}, {"pretokenizers", std::move(cuts)}}},
        {"decoder", {{"type", "ByteLevel"}}}, {"post_processor", text::postProcessorJson(model)},
        {"model",
            {{"type", "BPE"}, {"ignore_merges", cut.pattern == Llama3Pattern},
                {"vocab", std::move(vocabulary)}, {"merges", mergesJson()}}}};
}

std::unique_ptr<text::Tokenizer> MetadataReader::byteLevel() const {
    const auto& cut = wordCut();
    auto model = pieces();
    model.addsBegin = flag("tokenizer.ggml.add_bos_token", cut.beginsTexts);
    model.addsEnd = flag("tokenizer.ggml.add_eos_token", false);
    const auto json = byteLevelJson(model, cut);
    return text::readTokenizerJson(
        text::JsonValue(json, m_content.file->path().string(), ""), text::rolesOf(model, {}))
        .value();
}

std::unique_ptr<text::Tokenizer> MetadataReader::read() const {
    const auto kind = text("tokenizer.ggml.model", "");
    if (kind == "gpt2") {
        return byteLevel();
    }
    if (kind != "llama" && kind != "t5") {
        refuse("tokenizer.ggml.model", kind);
    }
    auto model = pieces();
    const bool unigram = kind == "t5";
    model.kind = unigram ? SentencePieceModel::Kind::Unigram : SentencePieceModel::Kind::Bpe;
    model.addsPrefix = flag("tokenizer.ggml.add_space_prefix", true);
    model.joinsSpaces = flag("tokenizer.ggml.remove_extra_whitespaces", false);
    model.addsBegin = flag("tokenizer.ggml.add_bos_token", !unigram);
    model.addsEnd = flag("tokenizer.ggml.add_eos_token", unigram);
    if (const auto* map = m_content.find("tokenizer.ggml.precompiled_charsmap")) {
        const auto bytes = map->integers().value();
        for (const auto byte : bytes) {
            model.characterMap += static_cast<char>(byte);
        }
    }
    return text::makeTokenizer(model, {}, m_content.file->path().string()).value();
}

} // namespace

Expected<std::unique_ptr<text::Tokenizer>> readGgufTokenizer(const GgufContent& content) {
    if (!content.find(TokensKey)) {
        const auto file = content.file->path().string();
        return Unexpected(Error{.code = ErrorCode::TokenizerMissing,
            .subject = file,
            .place = TokensKey,
            .detail = file + " holds no tokeniser."});
    }
    return text::catchingErrors([&]() -> Expected<std::unique_ptr<text::Tokenizer>> {
        return MetadataReader(content).read();
    });
}

Expected<std::unique_ptr<text::Tokenizer>> loadTokenizer(const std::filesystem::path& model) {
    return isGgufFile(model) ? readGguf(model).and_then(readGgufTokenizer)
                             : text::loadTokenizer(model);
}

} // namespace vitrine::formats
