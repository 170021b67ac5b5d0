#pragma once

#include <string_view>
#include <vector>

#include <QString>
#include <QStringList>

#include "engine/values/token.h"

namespace vitrine::widgets {

/// How bytes of a token are shown: a dot · for each leading or trailing space, ↵ for a line feed,
/// ⇥ for a tab, ⟨U+XXXX⟩ for other controls and characters that cannot be seen, and ▯ with its
/// bytes in hex for an incomplete character.
QString tokenText(std::string_view bytes);

/// The same for a token; a special token shows its name, and a Chinese word piece no dot for the
/// space that only its decoder writes.
QString tokenText(const Token& token);
/// Of each token.
QStringList tokenTexts(const std::vector<Token>& tokens);

/// "E4 BD A0".
QString hexBytes(std::string_view bytes);

/// Length in bytes of the UTF-8 character that starts at `position`; 0 where none does.
std::size_t utf8CharacterLength(std::string_view bytes, std::size_t position);

} // namespace vitrine::widgets
