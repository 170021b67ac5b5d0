#pragma once

#include <QString>

#include <optional>

namespace vitrine::app {

/// How well `query` fits `text`, higher is better: its letters must occur in their order, in either
/// case. Letters in a row and letters that begin a word count more. Nothing if they do not occur; 0
/// for an empty query.
std::optional<int> fuzzyMatch(const QString& query, const QString& text);

} // namespace vitrine::app
