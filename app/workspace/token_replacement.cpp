#include "app/workspace/token_replacement.h"

#include <QChar>
#include <QString>

#include <algorithm>

namespace vitrine::app {

namespace {

constexpr const char* blanks = " \t\n";

bool isWordCharacter(char32_t character) {
    return QChar::isLetterOrNumber(character) && QChar::script(character) != QChar::Script_Han;
}

/// Whether a tokeniser that cuts words apart at blanks would take the two as one word.
bool wouldJoin(const std::string& before, const std::string& after) {
    const auto left = QString::fromStdString(before).toUcs4();
    const auto right = QString::fromStdString(after).toUcs4();
    return !left.isEmpty() && !right.isEmpty() && isWordCharacter(left.back())
        && isWordCharacter(right.front());
}

} // namespace

bool dropsBlanks(const text::Tokenizer& tokenizer) {
    return tokenizer.kind() == "WordPiece";
}

std::string shownCandidate(TokenId id, const text::Tokenizer& tokenizer) {
    auto bytes = tokenizer.tokenBytes(id);
    return bytes.empty() || dropsBlanks(tokenizer) ? tokenizer.piece(id) : bytes;
}

std::string withToken(const std::string& text, std::size_t start, std::size_t end, TokenId id,
    const text::Tokenizer& tokenizer) {
    auto bytes = tokenizer.tokenBytes(id);
    if (bytes.empty()) {
        return text;
    }
    auto before = text.substr(0, start);
    if (dropsBlanks(tokenizer)) {
        if (bytes.front() == ' ') {
            bytes.erase(0, 1);
            const auto word = std::min(text.find_first_not_of(blanks, start), end);
            before = text.substr(0, word);
            before += wouldJoin(before, bytes) ? " " : "";
        } else {
            before.erase(before.find_last_not_of(blanks) + 1);
        }
    }
    return before + bytes + text.substr(end);
}

} // namespace vitrine::app
