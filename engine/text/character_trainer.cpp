#include "engine/text/character_trainer.h"

#include <algorithm>
#include <utility>

#include "engine/text/byte_alphabet.h"

namespace vitrine::text {

CharacterTrainer::CharacterTrainer(CharacterTrainingOptions options)
    : m_options(std::move(options)) {
}

void CharacterTrainer::add(std::string_view text) {
    for (std::size_t offset = 0; offset < text.size();) {
        const auto character = characterAt(text, offset);
        if (character.valid) {
            ++m_counts[character.codePoint];
        }
        offset += character.length;
    }
}

Expected<std::unique_ptr<CharacterTokenizer>> CharacterTrainer::train() const {
    std::vector<std::pair<std::int64_t, char32_t>> ranked; // count, negated to sort it downwards
    for (const auto& [character, count] : m_counts) {
        if (count >= m_options.minimumCount) {
            ranked.emplace_back(-count, character);
        }
    }
    std::sort(ranked.begin(), ranked.end());

    auto setup = setupWithSpecialTokens(m_options.specialTokens);
    for (int byte = 0; byte <= 0xFF; ++byte) {
        setup.pieces.push_back(bytePiece(static_cast<unsigned char>(byte)));
    }
    for (const auto& [count, character] : ranked) {
        appendUtf8(setup.pieces.emplace_back(), character);
    }
    return CharacterTokenizer::create(std::move(setup));
}

} // namespace vitrine::text
