#include "engine/ngram/word_table.h"

#include <functional>
#include <limits>

namespace vitrine::ngram {

namespace {

constexpr WordId Empty = std::numeric_limits<WordId>::max();
constexpr std::size_t FirstSlots = 64; // a power of two

} // namespace

WordTable::WordTable() : m_starts{0}, m_slots(FirstSlots, Empty) {
    for (const auto* special : {"<unk>", "<s>", "</s>"}) {
        add(special);
    }
}

std::size_t WordTable::slotOf(std::string_view word) const {
    const auto mask = m_slots.size() - 1;
    auto slot = std::hash<std::string_view>{}(word)&mask;
    while (m_slots[slot] != Empty && this->word(m_slots[slot]) != word) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

WordId WordTable::add(std::string_view word) {
    const auto slot = slotOf(word);
    if (m_slots[slot] != Empty) {
        return m_slots[slot];
    }
    const auto id = static_cast<WordId>(size());
    m_letters.append(word);
    m_starts.push_back(m_letters.size());
    m_slots[slot] = id;
    if (2 * size() > m_slots.size()) {
        grow();
    }
    return id;
}

std::optional<WordId> WordTable::find(std::string_view word) const {
    const auto id = m_slots[slotOf(word)];
    return id == Empty ? std::nullopt : std::optional(id);
}

std::string_view WordTable::word(WordId id) const {
    return std::string_view(m_letters).substr(m_starts[id], m_starts[id + 1] - m_starts[id]);
}

void WordTable::grow() {
    m_slots.assign(2 * m_slots.size(), Empty);
    for (WordId id = 0; id < size(); ++id) {
        m_slots[slotOf(word(id))] = id;
    }
}

} // namespace vitrine::ngram
