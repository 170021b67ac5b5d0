#include "app/window/fuzzy_match.h"

namespace vitrine::app {

namespace {

constexpr int letterScore = 1;
constexpr int inRowScore = 3;
constexpr int wordStartScore = 4;

bool beginsWord(const QString& text, qsizetype index) {
    return index == 0 || !text[index - 1].isLetterOrNumber();
}

} // namespace

std::optional<int> fuzzyMatch(const QString& query, const QString& text) {
    int score = 0;
    qsizetype from = 0;
    qsizetype last = -2;
    for (const QChar letter : query) {
        if (letter.isSpace()) {
            continue;
        }
        const auto found = text.indexOf(letter, from, Qt::CaseInsensitive);
        if (found < 0) {
            return std::nullopt;
        }
        score += letterScore;
        score += found == last + 1 ? inRowScore : 0;
        score += beginsWord(text, found) ? wordStartScore : 0;
        last = found;
        from = found + 1;
    }
    return score;
}

} // namespace vitrine::app
