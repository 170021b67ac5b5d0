#include "engine/text/vocabulary.h"

namespace vitrine::text {

Vocabulary::Vocabulary(std::vector<std::string> pieces) : m_pieces(std::move(pieces)) {
    m_ids.reserve(m_pieces.size());
    for (TokenId id = 0; id < size(); ++id) {
        const auto& piece = m_pieces[static_cast<std::size_t>(id)];
        if (!piece.empty()) {
            m_ids.insert_or_assign(piece, id);
        }
    }
}

std::string_view Vocabulary::piece(TokenId id) const {
    return contains(id) ? std::string_view(m_pieces[static_cast<std::size_t>(id)])
                        : std::string_view();
}

std::optional<TokenId> Vocabulary::idOf(std::string_view piece) const {
    const auto found = m_ids.find(piece);
    return found == m_ids.end() ? std::nullopt : std::optional(found->second);
}

} // namespace vitrine::text
