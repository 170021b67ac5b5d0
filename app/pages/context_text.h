#pragma once

#include <QString>

#include <cstddef>

#include "app/workspace/inspected_text.h"

namespace vitrine::app {

/// What stands around one token.
struct ContextText {
    QString before;
    QString after;
};

/// As a model that reads both sides sees it, hidden tokens as masks; the special tokens between two
/// texts are shown, those around the whole are not.
ContextText maskedContext(const InspectedText& text, int position);

/// One line: a gap, with at most so many characters of either side.
QString withGap(const ContextText& context, std::size_t characters);

} // namespace vitrine::app
