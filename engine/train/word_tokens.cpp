#include "engine/train/word_tokens.h"

#include "engine/text/bert_words.h"
#include "engine/text/unicode.h"

namespace vitrine::train {

namespace {

constexpr char32_t FirstOfEastAsia = 0x2E80; // radicals, ideographs, kana, hangul, wide signs

char32_t lastCharacter(std::string_view text) {
    auto offset = text.size() - 1;
    while (offset > 0 && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) {
        --offset;
    }
    return text::characterAt(text, offset).codePoint;
}

bool needsSpace(std::string_view before, std::string_view after) {
    return !before.empty() && !after.empty() && lastCharacter(before) < FirstOfEastAsia
        && text::characterAt(after, 0).codePoint < FirstOfEastAsia;
}

} // namespace

WordedText joinedWords(std::span<const std::string> words) {
    WordedText joined;
    for (const auto& word : words) {
        if (needsSpace(joined.text, word)) {
            joined.text += ' ';
        }
        const auto begin = joined.text.size();
        joined.text += word;
        joined.words.push_back({begin, joined.text.size()});
    }
    return joined;
}

std::vector<ByteRange> wordsIn(std::string_view text) {
    std::vector<ByteRange> words;
    text::BertNormalization plain;
    plain.stripAccents = false;
    plain.lowercase = false;
    text::splitBertWords(text, plain, [&](const text::BertWord& word) {
        words.push_back({word.characters.front().sourceStart, word.characters.back().sourceEnd});
    });
    return words;
}

std::vector<std::optional<std::size_t>> firstTokens(
    std::span<const ByteRange> words, std::span<const Token> tokens) {
    std::vector<std::optional<std::size_t>> first;
    std::size_t token = 0;
    for (const auto& word : words) {
        while (token < tokens.size() && tokens[token].end <= word.begin) {
            ++token;
        }
        const bool found = token < tokens.size() && tokens[token].start < word.end;
        first.push_back(found ? std::optional(token) : std::nullopt);
    }
    return first;
}

} // namespace vitrine::train
