#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace vitrine::metrics {

bool isHan(char32_t character); ///< Chinese characters
bool isBlank(char32_t character);
/// Marks and the ASCII symbols that English counts among them.
bool isPunctuation(char32_t character);

/// How a text is cut before its n-grams are compared.
enum class WordCut {
    Western, ///< as mteval-v13a: blanks, and punctuation but within numbers
    Chinese, ///< Chinese characters and their marks one by one, the rest as Western
    Characters, ///< every character but blanks
    Blanks, ///< at blanks only: the text is cut already
};

std::vector<std::string> metricWords(std::string_view text, WordCut cut);

} // namespace vitrine::metrics
