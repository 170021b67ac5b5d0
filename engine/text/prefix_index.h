#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::text {

/// Finds all pieces that a text begins with: the pieces in order, of which each further byte leaves
/// a smaller range. A view of the pieces, which must outlive it.
class PrefixIndex {
public:
    using Entry = std::pair<std::string_view, TokenId>;

    explicit PrefixIndex(std::vector<Entry> pieces) : m_pieces(std::move(pieces)) {
        std::ranges::sort(m_pieces);
    }

    /// Calls `found(length, id)` for each, the shortest first.
    template <typename Found>
    void forEachPrefix(std::string_view text, const Found& found) const {
        auto first = m_pieces.begin();
        auto last = m_pieces.end();
        for (std::size_t length = 0; length < text.size() && first != last; ++length) {
            const auto byte = static_cast<unsigned char>(text[length]);
            const auto byteAt = [length](const Entry& entry) {
                return static_cast<int>(static_cast<unsigned char>(entry.first[length]));
            };
            // Pieces of exactly this length stand first; they have no byte here.
            first = std::partition_point(
                first, last, [length](const Entry& e) { return e.first.size() <= length; });
            std::tie(first, last) = [&] {
                const auto range
                    = std::ranges::equal_range(first, last, static_cast<int>(byte), {}, byteAt);
                return std::pair(range.begin(), range.end());
            }();
            for (auto entry = first; entry != last && entry->first.size() == length + 1; ++entry) {
                found(length + 1, entry->second);
            }
        }
    }

private:
    std::vector<Entry> m_pieces; ///< in order
};

} // namespace vitrine::text
