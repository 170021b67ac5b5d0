#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace vitrine::train {

/// The tags of a sentence in BIO: an entity's first word has B-, the others I- (Tjong Kim Sang &
/// Veenstra 1999, "IOB2"). Reads IOB1, where I- may begin one, and BIOES and BMES, which mark ends
/// and single words too. Nothing where a tag is none of these; `invalid` is then that tag.
std::optional<std::vector<std::string>> bioTags(
    const std::vector<std::string>& tags, std::string* invalid = nullptr);

/// "PER" of "B-PER"; empty of "O".
std::string_view entityOf(std::string_view tag);

} // namespace vitrine::train
