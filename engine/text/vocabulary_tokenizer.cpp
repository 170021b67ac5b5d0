#include "engine/text/vocabulary_tokenizer.h"

#include <algorithm>
#include <filesystem>

#include <nlohmann/json.hpp>

#include "engine/text/whole_file.h"

namespace vitrine::text {

namespace {

using Json = nlohmann::ordered_json;

constexpr int jsonIndent = 1;

Json addedTokenJson(const AddedToken& token) {
    return {{"id", token.id}, {"content", token.content}, {"single_word", token.singleWord},
        {"lstrip", token.stripLeft}, {"rstrip", token.stripRight}, {"normalized", token.normalized},
        {"special", token.special}};
}

Expected<void> writeJson(const std::filesystem::path& file, const Json& json) {
    return writeWholeFile(file, json.dump(jsonIndent) + '\n');
}

} // namespace

VocabularyTokenizer::VocabularyTokenizer(TokenizerSetup setup)
    : m_vocabulary(std::move(setup.pieces)),
      m_addedTokens(std::move(setup.addedTokens),
          setup.normalizes ? AddedTokens::Normalized::LeftOut : AddedTokens::Normalized::LookedFor),
      m_layout(std::move(setup.layout)), m_beginOfText(setup.beginOfText),
      m_endOfText(setup.endOfText), m_maskToken(setup.maskToken),
      m_special(static_cast<std::size_t>(m_vocabulary.size())) {
    for (const auto& token : m_addedTokens.all()) {
        m_special[static_cast<std::size_t>(token.id)] = token.special;
    }
}

void VocabularyTokenizer::setTokenBytes(std::vector<std::string> bytes) {
    m_bytes = std::move(bytes);
    for (const auto& token : m_addedTokens.all()) {
        m_bytes[static_cast<std::size_t>(token.id)] = token.special ? "" : token.content;
    }
}

Expected<void> VocabularyTokenizer::check(std::string_view) const {
    return {};
}

Expected<std::vector<TokenId>> VocabularyTokenizer::encode(
    std::string_view utf8, bool addSpecialTokens) const {
    if (const auto valid = check(utf8); !valid) {
        return Unexpected(valid.error());
    }
    std::vector<TokenId> ids;
    if (addSpecialTokens) {
        ids = m_layout.before;
    }
    for (const auto& segment : m_addedTokens.split(utf8)) {
        if (segment.token) {
            ids.push_back(segment.token->id);
        } else {
            encodeSegment(
                utf8.substr(segment.start, segment.end - segment.start), segment.start, ids);
        }
    }
    if (addSpecialTokens) {
        ids.insert(ids.end(), m_layout.after.begin(), m_layout.after.end());
    }
    return ids;
}

Expected<std::vector<Token>> VocabularyTokenizer::tokens(
    std::string_view utf8, bool addSpecialTokens) const {
    if (const auto valid = check(utf8); !valid) {
        return Unexpected(valid.error());
    }
    std::vector<Token> tokens;
    if (addSpecialTokens) {
        appendAround(m_layout.before, 0, tokens);
    }
    for (const auto& segment : m_addedTokens.split(utf8)) {
        if (segment.token) {
            tokens.push_back(makeToken(segment.token->id, segment.start, segment.end));
        } else {
            tokenizeSegment(
                utf8.substr(segment.start, segment.end - segment.start), segment.start, tokens);
        }
    }
    if (addSpecialTokens) {
        appendAround(m_layout.after, utf8.size(), tokens);
    }
    return tokens;
}

Expected<TokenizationSteps> VocabularyTokenizer::steps(std::string_view utf8) const {
    auto all = tokens(utf8, /*addSpecialTokens=*/true);
    if (!all) {
        return Unexpected(all.error());
    }
    TokenizationSteps steps;
    steps.input = utf8;
    steps.tokens = *std::move(all);
    for (const auto& segment : m_addedTokens.split(utf8)) {
        const auto text = utf8.substr(segment.start, segment.end - segment.start);
        if (segment.token) {
            PreTokenSteps preToken;
            preToken.text = text;
            preToken.start = segment.start;
            preToken.end = segment.end;
            preToken.initialPieces.emplace_back(text);
            preToken.tokens.push_back(makeToken(segment.token->id, segment.start, segment.end));
            steps.preTokens.push_back(std::move(preToken));
            steps.normalized += text;
        } else {
            explainSegment(text, segment.start, steps);
        }
    }
    return steps;
}

std::string VocabularyTokenizer::tokenBytes(TokenId id) const {
    return m_vocabulary.contains(id) ? std::string(bytesOf(id)) : std::string();
}

bool VocabularyTokenizer::isSpecial(TokenId id) const {
    return m_vocabulary.contains(id) && m_special[static_cast<std::size_t>(id)];
}

std::string VocabularyTokenizer::decode(std::span<const TokenId> ids) const {
    std::string text;
    for (const auto id : ids) {
        if (m_vocabulary.contains(id)) {
            text += bytesOf(id);
        }
    }
    return text;
}

Token VocabularyTokenizer::makeToken(TokenId id, std::size_t start, std::size_t end) const {
    return {id, tokenBytes(id), piece(id), start, end, isSpecial(id)};
}

void VocabularyTokenizer::appendAround(
    const std::vector<TokenId>& ids, std::size_t at, std::vector<Token>& tokens) const {
    for (const auto id : ids) {
        tokens.push_back(makeToken(id, at, at));
    }
}

Expected<void> VocabularyTokenizer::save(const std::string& folder) const {
    auto config = configJson();
    if (m_maskToken) {
        config["mask_token"] = piece(*m_maskToken);
    }
    if (m_beginOfText) {
        config["bos_token"] = piece(*m_beginOfText);
    }
    if (m_endOfText) {
        config["eos_token"] = piece(*m_endOfText);
    }
    const std::filesystem::path path(folder);
    return writeJson(path / "tokenizer.json", tokenizerJson()).and_then([&] {
        return writeJson(path / "tokenizer_config.json", config);
    });
}

Json VocabularyTokenizer::tokenizerJson() const {
    Json json = {{"version", "1.0"}, {"truncation", nullptr}, {"padding", nullptr}};
    auto& added = json["added_tokens"] = Json::array();
    auto tokens = m_addedTokens.all();
    std::sort(tokens.begin(), tokens.end(),
        [](const AddedToken& a, const AddedToken& b) { return a.id < b.id; });
    for (const auto& token : tokens) {
        added.push_back(addedTokenJson(token));
    }
    auto algorithm = algorithmJson();
    json["normalizer"] = std::move(algorithm["normalizer"]);
    json["pre_tokenizer"] = std::move(algorithm["pre_tokenizer"]);
    json["post_processor"] = postProcessorJson();
    json["decoder"] = std::move(algorithm["decoder"]);
    json["model"] = std::move(algorithm["model"]);
    return json;
}

Json VocabularyTokenizer::postProcessorJson() const {
    if (m_layout.pairSize() == 0) {
        return nullptr;
    }
    auto single = Json::array();
    auto special = Json::object();
    const auto addSpecial = [&](const std::vector<TokenId>& ids, int type, Json& sequence) {
        for (const auto id : ids) {
            sequence.push_back({{"SpecialToken", {{"id", piece(id)}, {"type_id", type}}}});
            special[piece(id)] = {{"id", piece(id)}, {"ids", {id}}, {"tokens", {piece(id)}}};
        }
    };
    const auto addText = [](const char* name, int type, Json& sequence) {
        sequence.push_back({{"Sequence", {{"id", name}, {"type_id", type}}}});
    };
    addSpecial(m_layout.before, 0, single);
    addText("A", 0, single);
    auto pair = single;
    addSpecial(m_layout.after, 0, single);
    addSpecial(m_layout.between, 0, pair);
    addText("B", m_layout.secondSegment, pair);
    addSpecial(m_layout.after, m_layout.secondSegment, pair);
    return {{"type", "TemplateProcessing"}, {"single", single}, {"pair", pair},
        {"special_tokens", special}};
}

TokenizerSetup setupWithSpecialTokens(const std::vector<std::string>& specialTokens) {
    TokenizerSetup setup;
    for (const auto& content : specialTokens) {
        setup.addedTokens.push_back(
            {.id = static_cast<TokenId>(setup.pieces.size()), .content = content});
        setup.pieces.push_back(content);
    }
    if (!specialTokens.empty()) {
        setup.beginOfText = setup.endOfText = 0;
        setup.layout.before = {0};
        setup.layout.secondSegment = 1;
    }
    return setup;
}

Json vocabularyJson(const Vocabulary& vocabulary) {
    auto json = Json::object();
    auto& entries = json.get_ref<Json::object_t&>();
    entries.reserve(static_cast<std::size_t>(vocabulary.size()));
    for (TokenId id = 0; id < vocabulary.size(); ++id) {
        const auto piece = vocabulary.piece(id);
        // Appended as they come: the object's own insertion looks through all the others first.
        if (vocabulary.idOf(piece) == id) {
            entries.emplace_back(std::string(piece), id);
        }
    }
    return json;
}

} // namespace vitrine::text
