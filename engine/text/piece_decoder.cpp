#include "engine/text/piece_decoder.h"

#include <utility>

#include "engine/text/byte_alphabet.h"
#include "engine/text/split_rules.h"
#include "engine/text/tokenizer_parts.h"
#include "engine/text/word_cutter.h"

namespace vitrine::text {

namespace {

using PieceStep = PieceDecoder::PieceStep;
using TextStep = PieceDecoder::TextStep;

std::string replaced(const std::string& text, std::string_view what, std::string_view by) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const bool here = std::string_view(text).substr(at).starts_with(what);
        result += here ? by : std::string_view(text).substr(at, 1);
        at += here ? what.size() : 1;
    }
    return result;
}

/// Marks are spaces, save those of the piece that begins a text.
PieceStep readMetaspaceStep(const JsonValue& part) {
    const auto options = readMetaspace(part);
    return [options](const std::string& bytes, bool first) {
        const bool drops = first && options.prefix != PrefixScheme::Never;
        return replaced(bytes, options.mark, drops ? "" : " ");
    };
}

TextStep readReplace(const JsonValue& part) {
    const auto pattern = readTextPattern(part.member("pattern").value());
    const auto content = part.member("content").value().asString().value();
    return [pattern, content](const std::string& text) {
        std::string result;
        for (const auto& stretch : pattern.parts(text)) {
            result += stretch.match ? content
                                    : text.substr(stretch.start, stretch.end - stretch.start);
        }
        return result;
    };
}

/// Takes a number of characters away at both ends.
TextStep readStrip(const JsonValue& part) {
    constexpr std::int64_t Most = 1 << 20;
    const auto content = part.member("content").value().asString().value();
    const auto start = part.integerOr("start", 0, 0, Most).value();
    const auto stop = part.integerOr("stop", 0, 0, Most).value();
    if (content.empty()) {
        refuse(part, "an empty content");
    }
    return [=](std::string text) {
        for (auto left = start; left > 0 && text.starts_with(content); --left) {
            text.erase(0, content.size());
        }
        for (auto left = stop; left > 0 && text.ends_with(content); --left) {
            text.erase(text.size() - content.size());
        }
        return text;
    };
}

std::string byteOr(const std::string& piece, bool /*first*/) {
    const auto byte = byteOfPiece(piece);
    return byte ? std::string(1, static_cast<char>(*byte)) : piece;
}

std::string withoutAlphabet(const std::string& piece, bool /*first*/) {
    return pieceToBytes(piece).value_or(piece);
}

/// Puts what steps the parts ask for behind one another.
class DecoderReader {
public:
    void read(const JsonValue& part) {
        const auto type = typeOf(part);
        if (type == "Fuse") {
            m_fused = true;
        } else if (type == "Replace") {
            add(readReplace(part));
        } else if (type == "Strip") {
            add(readStrip(part));
        } else if (type == "ByteLevel") {
            m_pieceSteps.emplace_back(withoutAlphabet);
        } else if (type == "ByteFallback") {
            m_pieceSteps.emplace_back(byteOr);
        } else if (type == "Metaspace") {
            m_pieceSteps.push_back(readMetaspaceStep(part));
        } else if (type == "BPEDecoder") {
            addSuffix(part.stringOr("suffix", "</w>").value());
        } else {
            refuse(part, type);
        }
    }

    PieceDecoder finish() { return {std::move(m_pieceSteps), std::move(m_textSteps)}; }

private:
    /// After "Fuse" there is one text, before it a piece.
    void add(const TextStep& step) {
        if (m_fused) {
            m_textSteps.push_back(step);
        } else {
            m_pieceSteps.emplace_back(
                [step](std::string bytes, bool /*first*/) { return step(std::move(bytes)); });
        }
    }

    /// The suffix of a word's last piece is the space after it; none ends the text.
    void addSuffix(const std::string& suffix) {
        m_pieceSteps.emplace_back([suffix](const std::string& bytes, bool /*first*/) {
            return suffix.empty() ? bytes : replaced(bytes, suffix, " ");
        });
        m_textSteps.emplace_back([](std::string text) {
            if (text.ends_with(' ')) {
                text.pop_back();
            }
            return text;
        });
    }

    std::vector<PieceStep> m_pieceSteps;
    std::vector<TextStep> m_textSteps;
    bool m_fused = false;
};

} // namespace

PieceDecoder::PieceDecoder(std::vector<PieceStep> pieceSteps, std::vector<TextStep> textSteps)
    : m_pieceSteps(std::move(pieceSteps)), m_textSteps(std::move(textSteps)) {
}

std::string PieceDecoder::bytes(std::string_view piece, bool first) const {
    std::string bytes(piece);
    for (const auto& step : m_pieceSteps) {
        bytes = step(std::move(bytes), first);
    }
    return bytes;
}

std::string PieceDecoder::finished(std::string text) const {
    for (const auto& step : m_textSteps) {
        text = step(std::move(text));
    }
    return text;
}

PieceDecoder readPieceDecoder(const std::vector<JsonValue>& parts) {
    if (parts.empty()) {
        const auto spaced
            = [](const std::string& piece, bool first) { return first ? piece : ' ' + piece; };
        return {{spaced}, {}};
    }
    DecoderReader reader;
    for (const auto& part : parts) {
        reader.read(part);
    }
    return reader.finish();
}

} // namespace vitrine::text
