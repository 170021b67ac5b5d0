#include "app/pages/context_text.h"

#include <algorithm>
#include <string>

namespace vitrine::app {

namespace {

const QString gap = QStringLiteral(" ＿＿ ");
constexpr QChar ellipsis(u'…');
constexpr const char* blanks = " \t\n";

std::string shownToken(const InspectedText& text, int position) {
    const auto& token = text.tokens[static_cast<std::size_t>(position)];
    if (!text.isHidden(position)) {
        return text.text.substr(token.start, token.end - token.start);
    }
    const auto word = std::min(text.text.find_first_not_of(blanks, token.start), token.end);
    return text.text.substr(token.start, word - token.start) + token.piece;
}

/// The tokens from `first` to before `end`, as one text.
QString shownTokens(const InspectedText& text, int first, int end) {
    std::string shown;
    std::size_t covered = first > 0 ? text.tokens[static_cast<std::size_t>(first) - 1].end : 0;
    for (int position = first; position < end; ++position) {
        const auto& token = text.tokens[static_cast<std::size_t>(position)];
        const bool between = position >= text.textStart && position < text.secondStart;
        if (text.maskNumberAt(position) >= 0) {
            const auto skipped = std::max(token.start, covered) - covered; // blanks
            shown += text.text.substr(covered, skipped) + shownToken(text, position);
        } else if (between) {
            shown += ' ' + token.piece + ' ';
        }
        covered = token.end;
    }
    return QString::fromStdString(shown).simplified();
}

// Both begin or end with a whole word where there is one.

QString lastOf(const QString& text, std::size_t characters) {
    const auto all = text.toStdU32String();
    if (all.size() <= characters) {
        return text;
    }
    const auto begin = all.size() - characters;
    const auto blank = all.find(U' ', begin - 1);
    return ellipsis + QString::fromStdU32String(all.substr(blank == all.npos ? begin : blank + 1));
}

QString firstOf(const QString& text, std::size_t characters) {
    const auto all = text.toStdU32String();
    if (all.size() <= characters) {
        return text;
    }
    const auto blank = all.rfind(U' ', characters);
    return QString::fromStdU32String(all.substr(0, blank == all.npos ? characters : blank))
        + ellipsis;
}

} // namespace

ContextText maskedContext(const InspectedText& text, int position) {
    return {shownTokens(text, 0, position),
        shownTokens(text, position + 1, static_cast<int>(text.tokens.size()))};
}

QString withGap(const ContextText& context, std::size_t characters) {
    return lastOf(context.before, characters) + gap + firstOf(context.after, characters);
}

} // namespace vitrine::app
