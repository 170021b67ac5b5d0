#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/values/token.h"

namespace vitrine::text {

/// The pieces of a tokeniser by id, and back.
class Vocabulary {
public:
    /// `pieces[id]` is the name of a token; an empty one marks an id that has no token. Of equal
    /// pieces the last one is found.
    explicit Vocabulary(std::vector<std::string> pieces);
    Vocabulary(Vocabulary&&) = default;
    Vocabulary& operator=(Vocabulary&&) = default;

    int size() const { return static_cast<int>(m_pieces.size()); }
    bool contains(TokenId id) const { return id >= 0 && id < size(); }
    /// Empty for an id outside the vocabulary.
    std::string_view piece(TokenId id) const;
    std::optional<TokenId> idOf(std::string_view piece) const;

private:
    std::vector<std::string> m_pieces;
    std::unordered_map<std::string_view, TokenId> m_ids; ///< keys point into m_pieces
};

} // namespace vitrine::text
