#pragma once

#include <functional>
#include <vector>

#include "engine/text/json_value.h"
#include "engine/text/traced_text.h"

namespace vitrine::text {

/// What a tokeniser does to a text before it cuts it: one step after the other.
class Normalizer {
public:
    using Step = std::function<TracedText(const TracedText&)>;

    Normalizer() = default;
    explicit Normalizer(std::vector<Step> steps);

    bool changesNothing() const { return m_steps.empty(); }
    TracedText normalized(TracedText text) const;

private:
    std::vector<Step> m_steps;
};

/// Reads the normalisers of tokenizer.json: NFC, NFD, NFKC, NFKD, Lowercase, Strip, StripAccents,
/// Nmt, Replace, Prepend, ByteLevel and Precompiled. What is wrong flies as in tokenizer_parts.
Normalizer readNormalizer(const std::vector<JsonValue>& parts);

/// Each byte as the character that byteCharacters() has for it.
TracedText spelledAsBytes(const TracedText& text);

/// With `prefix` before it.
TracedText withPrefix(const TracedText& text, std::string_view prefix);

} // namespace vitrine::text
