#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/text/json_value.h"

namespace vitrine::text {

/// Turns pieces back into text: steps for each piece, then steps for the text that they make.
class PieceDecoder {
public:
    /// `first`: the piece begins the text.
    using PieceStep = std::function<std::string(std::string bytes, bool first)>;
    using TextStep = std::function<std::string(std::string text)>;

    PieceDecoder(std::vector<PieceStep> pieceSteps, std::vector<TextStep> textSteps);

    /// What a piece adds to a text; may be part of a character.
    std::string bytes(std::string_view piece, bool first) const;
    /// The text that all pieces have made.
    std::string finished(std::string text) const;

private:
    std::vector<PieceStep> m_pieceSteps;
    std::vector<TextStep> m_textSteps;
};

/// Reads the decoders of tokenizer.json: ByteLevel, Metaspace, BPEDecoder, ByteFallback, Fuse,
/// Strip and Replace; without any, pieces have spaces between them. What is wrong flies as in
/// tokenizer_parts.
PieceDecoder readPieceDecoder(const std::vector<JsonValue>& parts);

} // namespace vitrine::text
